namespace NeuralMemory.Commands.Tests;

public sealed class JobSharesTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void Seeds_that_train_count_by_what_they_have_made()
    {
        JobShares shares = new(2, _clock);
        Assert.Equal((0, null), (shares.Done, shares.Remaining));
        shares.Begin("a", 0);
        shares.Begin("b", 0);
        _clock.Seconds = 70;
        shares.Advance("a", 0.7);
        shares.Advance("b", 0.7);
        Assert.Equal(1.4, shares.Done, 12);
        Assert.Equal(30, shares.Remaining!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void What_was_trained_before_is_done_and_tells_nothing_of_the_speed()
    {
        JobShares shares = new(1, _clock);
        shares.Begin("a", 0.5);
        Assert.Equal(0.5, shares.Done);
        Assert.Null(shares.Remaining);
        _clock.Seconds = 10;
        shares.Advance("a", 0.75);
        Assert.Equal(10, shares.Remaining!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void A_seed_that_stops_early_is_done()
    {
        JobShares shares = new(2, _clock);
        shares.Begin("a", 0);
        shares.Advance("a", 0.2);
        shares.End("a");
        Assert.Equal(1, shares.Done);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
