namespace NeuralMemory.Results.Tests;

public sealed class BootstrapTests
{
    /// <summary>The treated mice of Efron and Tibshirani 1993, table 2.1, in days.</summary>
    private static readonly double[] Mice = [94, 197, 16, 38, 99, 141, 23];

    /// <summary>All of the n^n resamples, which chance only samples from, by counting.</summary>
    private static double[] Every(double[] values, Center center)
    {
        int count = (int)Math.Pow(values.Length, values.Length);
        double[] all = new double[count];
        for (int i = 0; i < count; i++)
        {
            double[] drawn = new double[values.Length];
            for (int j = 0, rest = i; j < drawn.Length; j++, rest /= values.Length)
                drawn[j] = values[rest % values.Length];
            Array.Sort(drawn);
            all[i] = center == Center.Mean ? drawn.Sum() / drawn.Length
                : (drawn[(drawn.Length - 1) / 2] + drawn[drawn.Length / 2]) / 2;
        }

        Array.Sort(all);
        return all;
    }

    [Theory]
    [InlineData(Center.Mean)]
    [InlineData(Center.Median)]
    public void The_interval_is_that_of_all_resamples(Center center)
    {
        double[] all = Every(Mice, center);
        Interval found = Bootstrap.Of(Mice, center, seed: 3, resamples: 100_000);
        // 823,543 resamples; where the drawn quantile can lie, four standard errors of a share of 2.5 % away.
        double slack = 4 * Math.Sqrt(0.025 * 0.975 / 100_000);
        Assert.InRange(found.Low, At(0.025 - slack), At(0.025 + slack));
        Assert.InRange(found.High, At(0.975 - slack), At(0.975 + slack));

        double At(double share) => all[(int)(share * (all.Length - 1))];
    }

    [Fact]
    public void The_spread_of_means_is_the_published_one()
    {
        // Efron and Tibshirani 1993, table 2.2 and section 2.2: the ideal bootstrap error of the mean is 23.36; 1.96 of it each way.
        Interval found = Bootstrap.Of(Mice, Center.Mean);
        Assert.Equal(2 * 1.96 * 23.36, found.High - found.Low, 4.0);
        Assert.InRange(86.86, found.Low, found.High);
    }

    [Fact]
    public void The_same_numbers_give_the_same_interval_and_another_seed_another()
    {
        Assert.Equal(Bootstrap.Of(Mice, Center.Mean), Bootstrap.Of(Mice, Center.Mean));
        Assert.NotEqual(Bootstrap.Of(Mice, Center.Mean), Bootstrap.Of(Mice, Center.Mean, seed: 2));
    }

    [Fact]
    public void One_number_and_none_have_no_interval()
    {
        Assert.Equal(Interval.None, Bootstrap.Of([1], Center.Median));
        Assert.Equal(Interval.None, Bootstrap.Of([], Center.Mean));
        Assert.Equal(Interval.None, Bootstrap.OfDifference([1], [1, 2], Center.Mean));
    }

    [Fact]
    public void A_difference_is_that_of_the_second_less_the_first()
    {
        double[] control = [52, 104, 146, 10, 51, 30, 40, 27, 46];
        Interval found = Bootstrap.OfDifference(control, Mice, Center.Mean);
        // Efron and Tibshirani 1993, section 2.2: 86.86 less 56.22 is 30.63, with an error of 26.85.
        Assert.Equal(30.63, (found.Low + found.High) / 2, 4.0);
        Assert.Equal(2 * 1.96 * 26.85, found.High - found.Low, 6.0);
        Interval turned = Bootstrap.OfDifference(Mice, control, Center.Mean);
        Assert.True(turned.Low < -70 && turned.High > 10);
    }

    [Fact]
    public void What_is_worse_than_any_number_moves_only_the_end_that_it_reaches()
    {
        Interval found = Bootstrap.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, double.PositiveInfinity], Center.Median);
        Assert.True(double.IsFinite(found.Low) && double.IsFinite(found.High));
        Assert.Equal(double.PositiveInfinity, Bootstrap.Of([1, 2, double.PositiveInfinity], Center.Median).High);
        double[] both = [1, double.PositiveInfinity, double.NegativeInfinity];
        Assert.Equal(Interval.None, Bootstrap.Of(both, Center.Mean));
    }
}
