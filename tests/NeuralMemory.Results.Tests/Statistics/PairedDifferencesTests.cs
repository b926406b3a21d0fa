namespace NeuralMemory.Results.Tests;

public sealed class PairedDifferencesTests
{
    /// <summary>Student 1908 (Biometrika 6:1), hours of sleep gained by ten patients with two drugs: 1.58 in the mean, sd 1.230.</summary>
    [Fact]
    public void The_differences_of_students_sleep_are_the_published_ones()
    {
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6,
            3.4];
        PairedDifferences found = PairedDifferences.Of(first.Zip(second));
        Assert.Equal(1.58, found.Summary.Mean, 1e-12);
        Assert.Equal(1.230, found.Summary.Deviation, 0.0005);
        Assert.Equal((0, 9, 1), (found.Lower, found.Higher, found.Equal));
    }

    [Fact]
    public void Two_that_failed_are_equally_bad()
    {
        double never = double.PositiveInfinity;
        PairedDifferences found = PairedDifferences.Of([(never, never), (never, 1), (2, never), (3, 1)]);
        Assert.Equal([0, double.NegativeInfinity, never, -2], found.Differences);
        Assert.Equal(-1, found.Summary.Median);
    }
}
