namespace NeuralMemory.Reports.Tests;

public sealed class ChartPathTests
{
    [Fact]
    public void A_line_is_broken_where_a_number_is_missing() =>
        Assert.Equal("M1 2L3 4M7 8", ChartPath.Line([(1, 2), (3, 4), (5, double.NaN), (7, 8)]));

    /// <summary>Of a thousand points in one column the extremes are kept.</summary>
    [Fact]
    public void Thinning_keeps_what_is_extreme()
    {
        (double, double)[] points =
            [.. Enumerable.Range(0, 1000).Select(i => (10 + i / 1001.0, i switch { 400 => 3.0, 700 => 97, _ => 50 }))];
        Assert.Equal("M10 50L10.4 3L10.7 97L11 50", ChartPath.Line(points));
    }

    [Fact]
    public void An_area_goes_out_above_and_back_below() => Assert.Equal("M1 5L2 6L2 4L1 3Z", ChartPath.Area([(1, 3, 5), (2, 4, 6)]));
}
