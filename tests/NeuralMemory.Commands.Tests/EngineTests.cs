using System.Text.Json;
using NeuralMemory.Experiments;
using NeuralMemory.Testing;

namespace NeuralMemory.Commands.Tests;

/// <summary>Choosing what computes, and what is said when it cannot.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WholeBatchEngine _engine = new();
    private readonly List<string> _asked = [];
    private readonly EngineCatalog _engines;

    public EngineTests() => _engines = EngineCatalog.Native.With<TorchEngineConfig>((config, threads) =>
    {
        _asked.Add($"{config.Device} {threads}");
        return _engine;
    });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_engine_can_be_chosen_for_training_for_going_on_and_for_measuring()
    {
        string config = _folder.WriteConfig(steps: 40), run = _folder["run"];
        Outcome trained = InProcess.Run(_engines, "train", config, "--engine", "torch:cuda:1", "--threads", "3", "--out", run, "--json")
            .Expect(ExitCodes.Done);
        Assert.Equal("whole on whole:0", trained.JsonLines[0].GetProperty("engine").GetString());
        Assert.Contains("device: \"cuda:1\"", File.ReadAllText(_folder["run", "config.yaml"]), StringComparison.Ordinal);
        InProcess.Run(_engines, "resume", run, "--set", "training.steps=60", "--engine", "native", "--quiet").Expect(ExitCodes.Done);
        InProcess.Run(_engines, "resume", run, "--set", "training.steps=80", "--quiet").Expect(ExitCodes.Done);
        Assert.Contains("engine:      whole on whole:0 (wholeness 1.2); native from step 40",
            InProcess.Run("runs", "show", run).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);

        JsonElement native = InProcess.Run(_engines, "eval", run, "--json").Expect(ExitCodes.Done).Json;
        JsonElement whole = InProcess.Run(_engines, "eval", run, "--engine", "torch", "--json").Expect(ExitCodes.Done).Json;
        Assert.False(native.TryGetProperty("engine", out _));
        Assert.Equal("whole on whole:0", whole.GetProperty("engine").GetString());
        Assert.Equal(native.GetProperty("bits_per_sequence").GetDouble(), whole.GetProperty("bits_per_sequence").GetDouble(), 1e-3);
        Assert.Contains("engine whole on whole:0",
            InProcess.Run(_engines, "eval", run, "--engine", "torch").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Equal(["cuda:1 3", "cpu 3", "cpu 3"], _asked);
    }

    [Fact]
    public void One_engine_serves_an_evaluation_its_grid_and_its_picture()
    {
        string config = _folder.WriteConfig(steps: 20), run = _folder["run"];
        InProcess.Run("train", config, "--set", "evaluation.grid.length=[2, 6]", "--out", run, "--quiet").Expect(ExitCodes.Done);
        InProcess.Run(_engines, "eval", run, "--engine", "torch", "--picture", _folder["recall.svg"]).Expect(ExitCodes.Done);
        Assert.Single(_asked);
        Assert.Equal(1, _engine.Disposals);
        Assert.StartsWith("<svg", File.ReadAllText(_folder["recall.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_and_a_headline_name_the_engine()
    {
        string config = _folder.WriteConfig(steps: 20);
        string[] dry = ["train", config, "--dry-run", "--threads", "1"];
        Assert.Contains("engine:     native, 1 thread\n", InProcess.Run(dry).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Equal("whole on whole:0", InProcess.Run(_engines, [.. dry, "--engine", "torch", "--json"])
            .Expect(ExitCodes.Done).Json.GetProperty("engine").GetString());
        Assert.Contains("seed 1, 1 thread, whole on whole:0\n",
            InProcess.Run(_engines, "train", config, "--engine", "torch", "--threads", "1", "--out", _folder["run"])
                .Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("resume")]
    [InlineData("eval")]
    public void An_engine_that_the_command_was_built_without_is_a_sentence(string command)
    {
        string config = _folder.WriteConfig(steps: 20), run = _folder["run"];
        InProcess.Run("train", config, "--out", run, "--quiet").Expect(ExitCodes.Done);
        EngineCatalog without = EngineCatalog.Native.Without<TorchEngineConfig>("it was left out");
        string[] arguments = [command, command == "train" ? config : run, "--engine", "torch"];
        Assert.Equal("error: there is no engine 'torch' here: it was left out\n",
            InProcess.Run(without, [.. arguments, .. command == "train" ? (string[])["--out", _folder["other"]] : []])
                .Expect(ExitCodes.Failed).Error);
        Assert.False(Directory.Exists(_folder["other"]));
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("torch:gpu")]
    [InlineData("native:cpu")]
    public void A_text_that_names_no_engine_is_bad_usage(string text) =>
        Assert.Contains($"'--engine': expected native, torch or torch:DEVICE, where DEVICE is cpu, cuda, cuda:1, ... or mps, found '{text}'",
            InProcess.Run("train", _folder.WriteConfig(), "--engine", text).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    /// <summary>Each evaluation of a machine with another memory makes a tape of its own: the second, after step 100, fails.</summary>
    [Theory]
    [InlineData("--json")]
    [InlineData("--quiet")]
    [InlineData("--force")]
    public void An_engine_that_fails_in_the_middle_is_a_sentence_and_the_run_can_go_on(string option)
    {
        string config = _folder.WriteConfig(steps: 120), run = _folder["run"];
        _engine.Limit = 2;
        Outcome outcome = InProcess.Run(
            _engines, "train", config, "--engine", "torch", "--set", "evaluation.parameters.slots=12", "--out", run, option);
        Assert.Equal($"error: {WholeBatchEngine.Failure}\n", outcome.Expect(ExitCodes.Failed).Error);
        JsonElement shown = InProcess.Run("runs", "show", run, "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal("failed", shown.GetProperty("status").GetProperty("state").GetString());
        Assert.Equal(WholeBatchEngine.Failure, shown.GetProperty("status").GetProperty("reason").GetString());
        Assert.Equal([40, 60, 80], shown.GetProperty("checkpoints").EnumerateArray().Select(step => step.GetInt32()));
        _engine.Limit = int.MaxValue;
        Assert.Contains("120 steps",
            InProcess.Run(_engines, "resume", run, "--quiet").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void This_command_says_how_it_is_built_with_every_engine() =>
        Assert.Contains("build it without -p:Torch=false, or choose the native engine by --engine native",
            InProcess.Run("train", _folder.WriteConfig(), "--engine", "torch", "--dry-run").Expect(ExitCodes.Failed).Error,
            StringComparison.Ordinal);
}
