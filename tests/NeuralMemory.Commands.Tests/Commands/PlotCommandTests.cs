using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class PlotCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_group_is_drawn_with_its_numbers_beside_it()
    {
        Train("ntm/seed-1", 1);
        Train("ntm/seed-2", 2);
        string file = _folder["curve.svg"];
        JsonElement document = InProcess.Run("plot", _folder["ntm"], "--out", file, "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(("curve", 1, 2), (document.GetProperty("kind").GetString(), document.GetProperty("groups").GetInt32(),
            document.GetProperty("runs").GetInt32()));
        string svg = File.ReadAllText(file);
        Assert.Contains(">training sequences</text>", svg, StringComparison.Ordinal);
        Assert.Contains("(n = 2)</text>", svg, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(_folder["curve.csv"]);
        Assert.StartsWith("line,series,sequences,", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains(",seed 2,200,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(",third_quartile,400,", StringComparison.Ordinal));
        Outcome told = InProcess.Run("plot", _folder["ntm"], "--out", file).Expect(ExitCodes.Done);
        Assert.StartsWith("drawn: 2 runs in 1 group: ", told.Out, StringComparison.Ordinal);
        Assert.EndsWith($"picture: {file}\nnumbers: {_folder["curve.csv"]}\n", told.Out, StringComparison.Ordinal);
        Assert.Equal(svg, File.ReadAllText(file));
    }

    [Fact]
    public void Axes_bands_splits_and_smoothing_can_be_chosen()
    {
        Train("ntm/seed-1", 1);
        string file = _folder["curve.svg"];
        InProcess.Run("plot", _folder["ntm"], "--out", file, "--x", "seconds", "--log", "y", "--band", "none", "--smooth", "3",
            "--metric", "bits_per_sequence", "--title", "Ours").Expect(ExitCodes.Done);
        string svg = File.ReadAllText(file);
        Assert.All((string[])[">Ours</text>", ">seconds of training (wall clock)</text>", ">bits per sequence, log scale</text>",
            ">Smoothed: the running median of 3 evaluations of each run. Thin: as measured.</text>"],
            text => Assert.Contains(text, svg, StringComparison.Ordinal));
    }

    [Fact]
    public void A_grid_and_times_to_solution_are_drawn()
    {
        InProcess.Run("train", _folder.WriteConfig(steps: 100), "--out", _folder["ntm", "seed-1"], "--quiet",
            "--set", "evaluation.grid={ length: [2, 4, 6] }", "--set", "stop={ metric: bits_per_sequence, below: 1000, times: 1 }").Expect(ExitCodes.Done);
        string file = _folder["drawn.svg"];
        InProcess.Run("plot", _folder["ntm"], "--kind", "generalisation", "--out", file).Expect(ExitCodes.Done);
        Assert.Contains(">length</text>", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.StartsWith("line,series,length,", File.ReadAllText(_folder["drawn.csv"]), StringComparison.Ordinal);
        InProcess.Run("plot", _folder["ntm"], "--kind", "time-to-solution", "--out", file).Expect(ExitCodes.Done);
        Assert.Contains("class=\"solved\"", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_drawn_is_said()
    {
        Train("ntm/seed-1", 1);
        string file = _folder["drawn.svg"];
        Assert.StartsWith($"error: there is no run '{_folder["none"]}'", Refused(_folder["none"], "--out", file), StringComparison.Ordinal);
        Assert.Contains("did you mean 'bits_per_sequence'?", Refused(_folder["ntm"], "--out", file, "--metric", "bits_per_sequenc"),
            StringComparison.Ordinal);
        Assert.Contains("rsvg-convert", Refused(_folder["ntm"], "--out", _folder["drawn.png"]), StringComparison.Ordinal);
        Assert.Contains("is where the numbers of the picture go", Refused(_folder["ntm"], "--out", _folder["drawn.csv"]), StringComparison.Ordinal);
        Assert.Contains("it has no meaning with --kind generalisation",
            Refused(_folder["ntm"], "--out", file, "--kind", "generalisation", "--smooth", "3"), StringComparison.Ordinal);
        Assert.Contains("no grid was measured", Refused(_folder["ntm"], "--out", file, "--kind", "generalisation"), StringComparison.Ordinal);
        Assert.Contains("no config of these runs says what counts as solved",
            Refused(_folder["ntm"], "--out", file, "--kind", "time-to-solution"), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_damaged_run_is_said_and_hides_no_other()
    {
        Train("ntm/seed-1", 1);
        Train("ntm/seed-2", 2);
        File.WriteAllText(_folder["ntm", "seed-2", "status.json"], "{");
        Outcome outcome = InProcess.Run("plot", _folder["ntm"], "--out", _folder["drawn.svg"]).Expect(ExitCodes.Done);
        Assert.StartsWith("warning: '", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith("drawn: 1 run in 1 group", outcome.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Refused(params string[] arguments) => InProcess.Run(["plot", .. arguments]).Expect(ExitCodes.Usage).Error;

    private void Train(string name, int seed) => InProcess.Run("train", _folder.WriteConfig(steps: 100), "--out", _folder[name.Split('/')],
        "--quiet", "--seed", $"{seed}").Expect(ExitCodes.Done);
}
