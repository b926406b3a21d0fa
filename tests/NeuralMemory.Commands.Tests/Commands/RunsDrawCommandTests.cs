using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class RunsDrawCommandTests : IDisposable
{
    private const string Lstm = "machine={ kind: lstm, units: 8 }", Grid = "evaluation.grid={ length: [2, 4, 6] }";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Runs_that_differ_in_the_seed_alone_are_one_line()
    {
        Train("lstm-seed1", "--set", Lstm);
        Train("lstm-seed2", "--set", Lstm, "--seed", "2");
        Train("ntm/seed-1");
        string file = _folder["curves.svg"];
        JsonElement panel = InProcess.Run("runs", "draw", _folder["runs"], "--out", file, "--json").Expect(ExitCodes.Done)
            .Json.GetProperty("panels")[0];
        Assert.Equal(("copy", "wrong_bits_percent", "training sequences"), (Of(panel, "task"), Of(panel, "metric"), Of(panel, "across")));
        JsonElement[] lines = [.. panel.GetProperty("lines").EnumerateArray()];
        Assert.Equal([("lstm", 2), ("ntm", 1)], lines.Select(line => (Of(line, "name"), line.GetProperty("seeds").GetArrayLength())));
        Assert.All(lines, line => Assert.Equal([200.0, 400.0], Xs(line)));
        string svg = File.ReadAllText(file);
        Assert.All((string[])["copy", "lstm", "ntm", "wrong bits percent"],
            text => Assert.Contains($">{text}</text>", svg, StringComparison.Ordinal));
        Assert.Equal(
            $"drawn: 3 runs, 2 lines, 1 task, into {file}\n",
            InProcess.Run("runs", "draw", _folder["runs"], "--out", file).Expect(ExitCodes.Done).Out);
        Assert.Equal(svg, File.ReadAllText(file));
    }

    [Fact]
    public void A_grid_is_drawn_from_the_end_of_training_or_from_what_was_measured_since()
    {
        Train("ntm-seed1", "--set", Grid);
        string[] draw = ["runs", "draw", _folder["runs"], "--grid", "--out", _folder["grid.svg"], "--json"];
        JsonElement panel = InProcess.Run(draw).Expect(ExitCodes.Done).Json.GetProperty("panels")[0];
        Assert.Equal("length", Of(panel, "across"));
        Assert.Equal([2.0, 4.0, 6.0], Xs(panel.GetProperty("lines")[0]));
        string svg = File.ReadAllText(_folder["grid.svg"]);
        Assert.Contains(">training: to 4</text>", svg, StringComparison.Ordinal);
        // As of a run that was interrupted.
        Directory.Delete(_folder["runs", "ntm-seed1", "evaluations"], recursive: true);
        Assert.Contains("has measured anything on a grid so far", InProcess.Run(draw).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        InProcess.Run("eval", _folder["runs", "ntm-seed1"], "--json").Expect(ExitCodes.Done);
        InProcess.Run(draw).Expect(ExitCodes.Done);
        Assert.Equal(svg, File.ReadAllText(_folder["grid.svg"]));
    }

    [Fact]
    public void Another_metric_may_be_drawn()
    {
        Train("ntm-seed1");
        string[] draw = ["runs", "draw", _folder["runs"], "--out", _folder["curves.svg"]];
        Assert.Equal("bits_per_sequence", Of(InProcess.Run([.. draw, "--metric", "bits_per_sequence", "--title", "Ours", "--json"])
            .Expect(ExitCodes.Done).Json.GetProperty("panels")[0], "metric"));
        Assert.Contains(">Ours</text>", File.ReadAllText(_folder["curves.svg"]), StringComparison.Ordinal);
        string error = InProcess.Run([.. draw, "--metric", "bits"]).Expect(ExitCodes.Usage).Error;
        Assert.Contains("has not measured bits; it has bits_per_sequence, bit_errors_per_sequence", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_drawn_is_said()
    {
        Train("ntm-seed1");
        string file = _folder["curves.svg"];
        Assert.StartsWith($"error: there is no run '{_folder["none"]}'",
            InProcess.Run("runs", "draw", _folder["none"], "--out", file).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.Equal($"error: cannot write '{_folder["nowhere", "curves.svg"]}': there is no such folder\n",
            InProcess.Run("runs", "draw", _folder["runs"], "--out", _folder["nowhere", "curves.svg"]).Expect(ExitCodes.Usage).Error);
        Assert.Contains("has a grid of 0 axes, and a line needs one",
            InProcess.Run("runs", "draw", _folder["runs"], "--grid", "--out", file).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        File.Delete(_folder["runs", "ntm-seed1", "metrics.jsonl"]);
        Assert.Contains($"no run in '{_folder["runs"]}' has measured anything so far",
            InProcess.Run("runs", "draw", _folder["runs"], "--out", file).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    public void Dispose() => _folder.Dispose();

    private void Train(string name, params string[] options) => InProcess.Run(
        ["train", _folder.WriteConfig(steps: 100), "--out", _folder["runs", name], "--quiet", .. options]).Expect(ExitCodes.Done);

    private static string? Of(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static double[] Xs(JsonElement line) =>
        [.. line.GetProperty("seeds")[0].EnumerateArray().Select(point => point[0].GetDouble())];
}
