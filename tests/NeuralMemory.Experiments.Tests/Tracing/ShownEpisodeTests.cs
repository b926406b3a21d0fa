namespace NeuralMemory.Experiments.Tests;

public sealed class ShownEpisodeTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(new[] { 7, 3, 9, 9, 5 }, 2)]
    [InlineData(new[] { 7, 7, 7 }, 0)]
    [InlineData(new[] { 300, 40, 100, 101 }, 2)]
    [InlineData(new[] { 300, 200, 500 }, 1)]
    public void It_is_the_longest_that_is_still_seen_step_by_step(int[] lengths, int chosen) =>
        Assert.Equal(chosen, ShownEpisode.Choose(lengths));

    [Fact]
    public void Of_episodes_of_one_length_it_is_the_first_and_else_one_of_the_longest()
    {
        _lab.Start("run", "training.steps=1");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        EvaluationPoint point = trained.PointsOf(new() { Settings = ["length=[1,9]"] })[0];
        int[] lengths = [.. Enumerable.Range(0, ShownEpisode.Looked).Select(episode => trained.RecordAt(point, episode).Steps)];
        Assert.True(lengths.Distinct().Count() > 1);
        Assert.Equal(Array.IndexOf(lengths, lengths.Max()), ShownEpisode.Of(point));
        Assert.Equal(0, ShownEpisode.Of(trained.PointsOf(new() { Settings = ["length=4"] })[0]));
    }
}
