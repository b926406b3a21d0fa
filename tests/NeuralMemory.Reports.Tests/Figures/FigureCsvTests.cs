namespace NeuralMemory.Reports.Tests;

public sealed class FigureCsvTests
{
    [Fact]
    public void Lines_have_their_statistics_and_their_seeds()
    {
        string[] lines = FigureCsv.Of(SampleFigures.All["learning-curves"] with
        {
            AcrossColumn = "sequences",
            ValueColumn = "bits_per_sequence",
        }).TrimEnd('\n').Split('\n');
        Assert.Equal("line,series,sequences,bits_per_sequence", lines[0]);
        Assert.Equal("rate 1e-4,median,1000,80", lines[1]);
        Assert.Contains("rate 1e-4,third_quartile,5000,60", lines);
        Assert.Contains("rate 1e-4,seed 2,10000,1.6", lines);
        Assert.Contains("rate 1e-3,value,5000,", lines);
        Assert.Contains("rate 1e-3,high,10000,inf", lines);
        // 4 medians, 8 ends of the band, 6 of the seeds; 3 and 4.
        Assert.Equal(1 + 18 + 7, lines.Length);
    }

    [Fact]
    public void A_heat_map_has_a_line_for_each_cell() => Assert.Equal(
        "length,repeats,series,wrong_bits_percent\n10,1-5,median,0\n10,10,median,12.5\n10,20,median,50\n20,1-5,median,\n"
        + "20,10,median,inf\n20,20,median,2\n", FigureCsv.Of(SampleFigures.All["heat-map"] with { ValueColumn = "wrong_bits_percent" }));

    [Fact]
    public void Times_to_solution_have_a_line_for_each_run()
    {
        string csv = FigureCsv.Of(SampleFigures.All["time-to-solution"] with { AcrossColumn = "sequences" });
        Assert.StartsWith("group,run,solved,sequences\nrate 1e-4,seed 1,1,9000\n", csv, StringComparison.Ordinal);
        Assert.Contains("rate 1e-4,seed 4,0,30000\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_commas_and_quotes_are_quoted() => Assert.Contains("\n\"a, \"\"b\"\"\",value,0,1\n", FigureCsv.Of(
        new LineFigure("", "", new("x"), new("y"), [new("a, \"b\"", [new(0, 1)])])), StringComparison.Ordinal);
}
