using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary>The torch engine by the command: one trains on it, goes on, and takes what was trained to the native engine.</summary>
public sealed class TorchEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_trained_on_torch_answers_the_same_on_the_native_engine()
    {
        string config = _folder.WriteConfig(steps: 20), run = _folder["run"];
        Train(config, run);
        InProcess.Run("resume", run, "--set", "training.steps=40", "--quiet").Expect(ExitCodes.Done);
        JsonElement torch = InProcess.Run("eval", run, "--json").Expect(ExitCodes.Done).Json;
        JsonElement native = InProcess.Run("eval", run, "--engine", "native", "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal("torch on cpu", torch.GetProperty("engine").GetString());
        Assert.Equal(40, torch.GetProperty("step").GetInt32());
        Assert.Equal(native.GetProperty("bits_per_sequence").GetDouble(), torch.GetProperty("bits_per_sequence").GetDouble(), 1e-4);
    }

    [Fact]
    public void The_same_seed_and_threads_give_the_same_losses()
    {
        string config = _folder.WriteConfig(steps: 20);
        Train(config, _folder["one"]);
        Train(config, _folder["two"]);
        Assert.Equal(Losses("one"), Losses("two"));
        Assert.NotEmpty(Losses("one"));
    }

    [Fact]
    public void A_device_that_is_not_there_is_a_sentence_that_lists_those_that_are()
    {
        string error = InProcess.Run("train", _folder.WriteConfig(), "--engine", "torch:cuda:77", "--dry-run").Expect(ExitCodes.Failed).Error;
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains("cuda:77", error, StringComparison.Ordinal);
        Assert.Contains("cpu", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    /// <summary>With one sequence a batch, some batches have nothing to score at all.</summary>
    [Theory]
    [InlineData("{ kind: lstm, units: 8 }")]
    [InlineData("{ kind: ntm, controller: { units: 12 }, memory: { slots: 8, width: 4 } }")]
    [InlineData("{ kind: transformer, width: 8, heads: 2, layers: 1, hidden: 12 }")]
    public void Batches_without_a_scored_step_cost_the_same_nothing_as_on_the_native_engine(string machine)
    {
        string config = _folder.WriteConfig(steps: 20);
        string[] settings =
        [
            "--set", $"machine={machine}", "--set", "task.parameters.length=[0, 1]", "--set", "training.batch=1",
            "--set", "training.report=1", "--threads", "1", "--quiet",
        ];
        foreach (string engine in (string[])["torch", "native"])
            InProcess.Run(["train", config, "--engine", engine, "--out", _folder[engine], .. settings]).Expect(ExitCodes.Done);
        double[] torch = [.. Numbers("torch")], native = [.. Numbers("native")];
        Assert.Contains(0, native);
        Assert.Contains(native, loss => loss > 0);
        Assert.Equal(native.Length, torch.Length);
        Assert.All(native.Zip(torch), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Sequences_that_are_cut_have_the_losses_of_the_native_engine()
    {
        string config = _folder.WriteConfig(steps: 20);
        foreach (string engine in (string[])["torch", "native"])
            InProcess.Run("train", config, "--engine", engine, "--out", _folder[engine], "--set", "training.truncate=2",
                "--set", "task.parameters.length=[2, 4]", "--set", "training.report=1", "--threads", "1", "--quiet").Expect(ExitCodes.Done);
        double[] torch = [.. Numbers("torch")], native = [.. Numbers("native")];
        Assert.Equal(20, native.Length);
        Assert.All(native.Zip(torch), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        InProcess.Run("train", config, "--engine", "native", "--out", _folder["whole"], "--set", "task.parameters.length=[2, 4]",
            "--set", "training.report=1", "--threads", "1", "--quiet").Expect(ExitCodes.Done);
        Assert.NotEqual(Numbers("whole").Last(), native[^1]);
    }

    private IEnumerable<double> Numbers(string run) =>
        from line in File.ReadLines(_folder[run, "metrics.jsonl"])
        let record = JsonDocument.Parse(line).RootElement
        where record.GetProperty("split").GetString() == "train"
        select record.GetProperty("values").GetProperty("loss").GetDouble();

    private static void Train(string config, string run) =>
        InProcess.Run("train", config, "--engine", "torch", "--threads", "1", "--out", run, "--quiet").Expect(ExitCodes.Done);

    private string[] Losses(string run) =>
        [.. File.ReadLines(_folder[run, "metrics.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("values").ToString())];
}
