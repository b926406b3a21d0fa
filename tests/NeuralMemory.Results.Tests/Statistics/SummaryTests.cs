namespace NeuralMemory.Results.Tests;

public sealed class SummaryTests
{
    /// <summary>
    /// Certified by the Statistical Reference Datasets of NIST (univariate summary statistics): NumAcc1, and NumAcc2 and NumAcc3, each a
    /// number and then two in turn, 1001 of them.
    /// </summary>
    public static TheoryData<double[], double, double, double> Certified => new()
    {
        { [10000001, 10000003, 10000002], 10000002, 1, 0 },
        { [1.2, .. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 1.1 : 1.3)], 1.2, 0.1, 1e-13 },
        { [1000000.2, .. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 1000000.1 : 1000000.3)], 1000000.2, 0.1, 1e-8 },
    };

    [Theory]
    [MemberData(nameof(Certified))]
    public void Mean_and_deviation_are_the_certified_ones(double[] values, double mean, double deviation, double error)
    {
        Summary summary = Summary.Of(values);
        Assert.Equal(mean, summary.Mean, error * mean);
        Assert.Equal(deviation, summary.Deviation, error * 10);
    }

    /// <summary>Python 3: <c>statistics.quantiles(values, n=4, method="inclusive")</c>, <c>mean</c> and <c>stdev</c>.</summary>
    [Fact]
    public void A_summary_is_that_of_Python()
    {
        Summary summary = Summary.Of([2.1, 7.5, 3.3, 9.9, 4.4, 6.0]);
        Assert.Equal((6, 2.1, 9.9), (summary.Count, summary.Minimum, summary.Maximum));
        Assert.Equal(3.575, summary.Low, 1e-12);
        Assert.Equal(5.2, summary.Median, 1e-12);
        Assert.Equal(7.125, summary.High, 1e-12);
        Assert.Equal(33.2 / 6, summary.Mean, 1e-12);
        Assert.Equal(2.8710044699837494, summary.Deviation, 1e-12);
        Assert.Equal(new Quartiles(6, summary.Low, summary.Median, summary.High), summary.Quartiles);
    }

    [Fact]
    public void A_run_that_diverged_counts_as_worse_than_all_others()
    {
        Summary summary = Summary.Of([1, 2, 3, 4, double.PositiveInfinity]);
        Assert.Equal((5, 2, 3, 4), (summary.Count, summary.Low, summary.Median, summary.High));
        Assert.Equal(double.PositiveInfinity, summary.Mean);
        Assert.Equal(double.PositiveInfinity, summary.Maximum);
        Assert.Equal(double.NaN, summary.Deviation);
    }

    [Fact]
    public void One_number_has_no_deviation_and_none_has_nothing()
    {
        Assert.Equal(new Summary(1, 3, 3, 3, 3, double.NaN, 3, 3), Summary.Of([3]));
        Assert.Equal(0, Summary.Of([]).Count);
        Assert.Equal(double.NaN, Summary.Of([]).Median);
    }
}
