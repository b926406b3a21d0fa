namespace NeuralMemory.Results.Tests;

public sealed class ProportionTests
{
    [Theory]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(9, 10, 0.5958, 0.9821)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    public void The_interval_is_that_of_Wilson(int successes, int trials, double low, double high)
    {
        Proportion proportion = new(successes, trials);
        Assert.Equal(low, proportion.Low, 4);
        Assert.Equal(high, proportion.High, 4);
        Assert.Equal((double)successes / trials, proportion.Share);
    }

    /// <summary>The ends are where the score test just does not reject: (share - p)^2 = z^2 p (1 - p) / n.</summary>
    [Fact]
    public void The_ends_solve_the_equation_of_the_score_test()
    {
        const double z2 = 3.8414588206941;
        foreach (var (successes, trials) in ((int, int)[])[(1, 3), (2, 7), (13, 20), (99, 100)])
        {
            Proportion proportion = new(successes, trials);
            foreach (double p in (double[])[proportion.Low, proportion.High])
                Assert.Equal(z2 * p * (1 - p) / trials, (proportion.Share - p) * (proportion.Share - p), 12);
        }
    }

    [Fact]
    public void Without_trials_everything_is_possible() => Assert.Equal((0, 1), (new Proportion(0, 0).Low, new Proportion(0, 0).High));
}
