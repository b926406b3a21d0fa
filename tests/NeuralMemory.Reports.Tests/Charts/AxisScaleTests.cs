namespace NeuralMemory.Reports.Tests;

public sealed class AxisScaleTests
{
    private static readonly FigureAxis Linear = new("sequences"), Logarithmic = new("errors") { IsLogarithmic = true };

    [Theory]
    [InlineData(8000, 640_000, "10k 20k 50k 100k 200k 500k")]
    [InlineData(100, 2_000_000, "100 1000 10k 100k 1M")]
    [InlineData(1e-5, 1, "1e-5 1e-4 0.001 0.01 0.1 1")]
    [InlineData(1e-12, 1, "1e-12 1e-10 1e-8 1e-6 1e-4 0.01 1")]
    [InlineData(3.1, 4.2, "3.1 4.2")]
    public void Logarithms_have_round_marks(double low, double high, string marks) => Assert.Equal(
        marks, string.Join(' ', new AxisScale(Logarithmic, [low, high], 0, 100).Ticks.Select(AxisText.Mark)));

    [Theory]
    [InlineData(0, 30_000, "0 5000 10k 15k 20k 25k 30k")]
    [InlineData(-1, 1, "-1 -0.5 0 0.5 1")]
    [InlineData(0.93, 0.97, "0.93 0.94 0.95 0.96 0.97")]
    public void Marks_are_round(double low, double high, string marks) => Assert.Equal(
        marks, string.Join(' ', new AxisScale(Linear, [low, high], 0, 100).Ticks.Select(AxisText.Mark)));

    [Fact]
    public void Between_decades_there_are_marks_without_text()
    {
        AxisScale scale = new(Logarithmic, [1, 1000], 0, 300);
        Assert.Equal([1, 10, 100, 1000], scale.Ticks);
        Assert.Equal(24, scale.MinorTicks.Count);
        Assert.Equal(60.2, scale[4] - scale[1], 0.1);
    }

    [Fact]
    public void What_has_no_logarithm_is_at_the_lower_edge_below_all_that_has_one_and_is_counted()
    {
        AxisScale scale = new(Logarithmic, [0, 0.01, 1, -3, double.NaN], 100, 0);
        Assert.Equal(2, scale.Clipped);
        Assert.Equal(0.001, scale.Low, 1e-12);
        Assert.Equal((100.0, 100.0), (scale[0], scale[-3]));
        Assert.InRange(scale[0.01], 1, 99);
        Assert.Equal(0, new AxisScale(Linear, [0, -3], 100, 0).Clipped);
    }

    [Fact]
    public void An_axis_goes_from_its_first_number_to_its_last_one_and_an_infinite_one_is_at_its_end()
    {
        AxisScale scale = new(Logarithmic, [1, 10, 100, double.PositiveInfinity], 0, 200);
        Assert.Equal((0.0, 100.0, 200.0, 200.0), (scale[1], scale[10], scale[100], scale[double.PositiveInfinity]));
        Assert.Equal(0, new AxisScale(Linear with { From = 0 }, [5, 10], 0, 200)[0]);
        Assert.Equal(100, new AxisScale(Linear, [5, 10], 0, 200)[7.5]);
    }

    [Fact]
    public void A_distance_from_zero_begins_there_and_a_narrow_range_far_from_it_does_not()
    {
        Assert.Equal(0, new AxisScale(Linear, [0.2, 10], 0, 1, margin: 0.05).Low);
        Assert.InRange(new AxisScale(Linear, [97, 99], 0, 1, margin: 0.05).Low, 96, 97);
    }

    [Fact]
    public void A_single_number_and_none_at_all_have_an_axis()
    {
        Assert.Equal(0.5, new AxisScale(Linear, [3], 0, 1)[3]);
        Assert.Equal(0.5, new AxisScale(Logarithmic, [3], 0, 1)[3], 1e-9);
        Assert.Equal(0, new AxisScale(Linear, [], 0, 1)[0]);
        Assert.Equal(100, new AxisScale(Logarithmic, [0, 0], 100, 0)[0]);
    }

    [Fact]
    public void The_marks_of_an_axis_that_is_divided_evenly_have_one_unit()
    {
        AxisScale scale = new(new("sequences"), [0, 12_000], 0, 1);
        Assert.Equal(["0", "2k", "4k", "6k", "8k", "10k", "12k"], scale.Ticks.Select(scale.TextOf));
        scale = new(new("sequences"), [0, 1_200_000], 0, 1);
        Assert.Equal(["0", "0.2M", "0.4M", "0.6M", "0.8M", "1M", "1.2M"], scale.Ticks.Select(scale.TextOf));
        scale = new(new("length") { Marks = [500, 20_000] }, [500, 20_000], 0, 1);
        Assert.Equal(["500", "20k"], scale.Ticks.Select(scale.TextOf));
    }
}
