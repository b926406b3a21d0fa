using System.Text.Json;
using System.Text.RegularExpressions;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

/// <summary>From a config to a run, a measurement and its continuation, by the real command.</summary>
public sealed class TrainTests : IDisposable
{
    private static readonly string CopyTiny = Testing.Repository.Path("configs", "copy-tiny.yaml");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_script_can_tell_the_final_evaluation_from_those_between()
    {
        Outcome outcome = InProcess.Run("train", _folder.WriteConfig(steps: 100), "--out", _folder["named"], "--json");
        outcome.Expect(ExitCodes.Done);
        Assert.Equal(
            [("training", 50), ("training", 100), ("final", 100)],
            outcome.JsonLines.Where(line => line.GetProperty("event").GetString() == "evaluation")
                .Select(line => (line.GetProperty("name").GetString()!, line.GetProperty("step").GetInt32())));
    }

    [Fact]
    public void A_warning_is_told_when_a_run_begins_and_when_it_goes_on()
    {
        string config = _folder.WriteConfig(steps: 20), run = _folder["warned"];
        const string warning = "'stop.below': bits_per_sequence is never below -1: training never stops by it\n";
        Outcome begun = InProcess.Run("train", config, "--out", run, "--quiet", "--set", "stop={metric: bits_per_sequence, below: -1}");
        Assert.EndsWith(warning, begun.Expect(ExitCodes.Done).Error, StringComparison.Ordinal);
        Outcome resumed = InProcess.Run("resume", run, "--quiet", "--set", "training.steps=40").Expect(ExitCodes.Done);
        Assert.Matches($"^warning: {run}/config.yaml:[0-9]+:[0-9]+: {warning}$", resumed.Error);
    }

    [Fact]
    public void A_run_that_ended_before_its_first_checkpoint_begins_anew_and_says_so_in_a_sentence()
    {
        string config = _folder.WriteConfig(steps: 40), run = _folder["anew"];
        InProcess.Run("train", config, "--out", _folder["whole"], "--quiet").Expect(ExitCodes.Done);
        Lose();
        Assert.StartsWith("the run ended before its first checkpoint was written: it begins anew\ntiny: ",
            InProcess.Run("resume", run).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        SameRun.Assert(_folder["whole"], run);
        Lose();
        JsonElement started = InProcess.Run("resume", run, "--json").Expect(ExitCodes.Done).JsonLines[0];
        Assert.Equal((0, true), (started.GetProperty("step").GetInt32(), started.GetProperty("begins_anew").GetBoolean()));
        started = InProcess.Run("resume", run, "--json", "--set", "training.steps=60").Expect(ExitCodes.Done).JsonLines[0];
        Assert.Equal((40, false), (started.GetProperty("step").GetInt32(), started.GetProperty("begins_anew").GetBoolean()));

        // As it is when the process dies in the evaluation that comes before the first checkpoint.
        void Lose()
        {
            InProcess.Run("train", config, "--out", run, "--quiet", "--force").Expect(ExitCodes.Done);
            using RunDirectory directory = RunDirectory.Open(run);
            foreach (string checkpoint in Directory.GetDirectories(directory.CheckpointsPath))
                Directory.Delete(checkpoint, recursive: true);
            Directory.Delete(directory.EvaluationsPath, recursive: true);
            directory.WriteStatus(new() { State = RunState.Running, Step = 20, Sequences = 80, Updated = DateTimeOffset.UnixEpoch });
        }
    }

    [Fact]
    public void Train_eval_and_resume_work_together()
    {
        string run = _folder["run"];
        Outcome trained = CommandProcess.Run(Testing.Repository.Root, "train", CopyTiny, "--seed", "7", "--out", run)
            .Expect(ExitCodes.Done);
        Assert.Single(trained.Out.Split('\n'), line => line.StartsWith("solved: ", StringComparison.Ordinal));
        Assert.Contains($"run: {run}", trained.Out, StringComparison.Ordinal);
        Assert.Contains("next:", trained.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', trained.Out);
        Assert.Equal("", trained.Error);
        Assert.Equal(7, RunDirectory.Open(run).ReadEnvironment().Seed);
        Assert.Equal($"neuralmemory train {CopyTiny} --seed 7 --out {run}\n", File.ReadAllText(RunDirectory.Open(run).CommandPath));
        long steps = RunDirectory.Open(run).ReadStatus().Step;

        JsonElement evaluation = CommandProcess.Run(_folder.Path, "eval", "run", "--set", "length=3", "--episodes", "64", "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal(64, evaluation.GetProperty("episodes").GetInt32());
        Assert.Equal(3, evaluation.GetProperty("parameters").GetProperty("length").GetInt32());
        Assert.Equal(16, evaluation.GetProperty("slots").GetInt32());
        Assert.Equal(steps, evaluation.GetProperty("step").GetInt64());
        double errors = evaluation.GetProperty("bit_errors_per_sequence").GetDouble();
        Assert.Equal(100 * errors / (3 * 4), evaluation.GetProperty("wrong_bits_percent").GetDouble(), 1e-9);
        Assert.InRange(evaluation.GetProperty("bits_per_sequence").GetDouble(), 0, 20);
        Assert.InRange(evaluation.GetProperty("sequence_errors").GetDouble(), 0, 1);

        // It has stopped for it has learned: to go on it must be told not to.
        string[] further = ["--set", $"training.steps={steps + 50}", "--set", "stop=null"];
        Outcome resumed = CommandProcess.Run(_folder.Path, ["resume", "run", .. further, "--json"]).Expect(ExitCodes.Done);
        Assert.Equal(steps, resumed.JsonLines[0].GetProperty("step").GetInt64());
        Assert.Equal(steps + 50, resumed.JsonLines[^1].GetProperty("step").GetInt64());
    }

    [Fact]
    public void Json_is_one_valid_object_a_line_and_nothing_else()
    {
        Outcome outcome = CommandProcess.Run(_folder.Path, "train", _folder.WriteConfig(), "--out", "run", "--json").Expect(ExitCodes.Done);
        IReadOnlyList<JsonElement> lines = outcome.JsonLines;
        string[] events = [.. lines.Select(line => line.GetProperty("event").GetString()!)];
        Assert.Equal("started", events[0]);
        Assert.Equal("finished", events[^1]);
        Assert.Equal(20, events.Count(name => name == "progress"));
        Assert.Equal(10, events.Count(name => name == "checkpoint"));
        Assert.Equal(5, events.Count(name => name == "evaluation"));
        JsonElement end = lines[^1];
        Assert.Equal("done", end.GetProperty("state").GetString());
        Assert.Equal(800, end.GetProperty("sequences").GetInt64());
        Assert.Equal(16, end.GetProperty("evaluations")[0].GetProperty("episodes").GetInt32());
    }

    [Fact]
    public void Quiet_json_is_the_result_alone()
    {
        JsonElement end = InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", _folder["run"], "--json", "--quiet")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal("finished", end.GetProperty("event").GetString());
    }

    [Fact]
    public void Quiet_says_how_it_ended_and_where()
    {
        string[] lines = InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", _folder["run"], "--quiet")
            .Expect(ExitCodes.Done).Out.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("not solved: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("20 steps, 80 sequences, ", lines[1], StringComparison.Ordinal);
        Assert.Equal($"run: {_folder["run"]}", lines[2]);
    }

    [Fact]
    public void The_number_that_decides_is_seen_while_training_and_at_the_end()
    {
        string run = _folder["run"];
        string[] rule = ["--set", "stop={metric: accuracy_percent, above: 101, times: 1}"];
        string[] lines = InProcess.Run(["train", _folder.WriteConfig(steps: 100), "--out", run, .. rule])
            .Expect(ExitCodes.Done).Out.Split('\n');
        string[] told = [.. lines.Where(line => Regex.IsMatch(line, @", accuracy_percent \d+(\.\d+)?( |$)"))];
        Assert.Equal(3, told.Length);
        Assert.StartsWith("evaluation at step 50: ", told[0], StringComparison.Ordinal);
        Assert.StartsWith("evaluation at step 100: ", told[1], StringComparison.Ordinal);
        Assert.StartsWith("not solved: ", told[2], StringComparison.Ordinal);
        string[] shown = InProcess.Run("runs", "show", run).Expect(ExitCodes.Done).Out.Split('\n');
        Assert.Single(shown, line => Regex.IsMatch(line, "^last evaluation, step 100: .*, accuracy_percent "));
    }

    [Fact]
    public void A_number_that_is_on_the_line_already_is_not_told_twice()
    {
        string[] rule = ["--set", "stop={metric: bit_errors_per_sequence, below: 1e-9}"];
        string text = InProcess.Run(["train", _folder.WriteConfig(steps: 50), "--out", _folder["run"], .. rule]).Expect(ExitCodes.Done).Out;
        Assert.Matches("(?m)^evaluation at step 50: .* bit errors/sequence, .* % wrong$", text);
        Assert.Matches("(?m)^not solved: .* % wrong on 16 test sequences", text);
    }

    [Fact]
    public void A_terminal_sees_a_bar_that_moves_and_the_evaluations()
    {
        Outcome outcome = InProcess.Run(["train", _folder.WriteConfig(steps: 400), "--out", _folder["run"]],
            (output, error) => new(output, error) { IsInteractive = true, Colors = true, Width = 140 }).Expect(ExitCodes.Done);
        Assert.Contains("\e[", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("100%", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("evaluation at step 50: ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("seq/s", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("next:", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_with_a_run_is_refused_and_moved_aside_on_demand()
    {
        string config = _folder.WriteConfig(steps: 20), run = _folder["run"];
        InProcess.Run("train", config, "--out", run, "--quiet").Expect(ExitCodes.Done);
        Outcome refused = InProcess.Run("train", config, "--out", run).Expect(ExitCodes.Usage);
        Assert.Contains($"there is a run in '{run}' already", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal("", refused.Out);
        Outcome forced = InProcess.Run("train", config, "--out", run, "--force").Expect(ExitCodes.Done);
        Assert.Contains($"is now in {run}.old-1", forced.Out, StringComparison.Ordinal);
        Assert.True(RunDirectory.IsRun(run + ".old-1"));
    }

    [Fact]
    public void A_dry_run_tells_what_would_be_and_leaves_nothing()
    {
        string config = _folder.WriteConfig();
        Outcome text = InProcess.Run("train", config, "--out", _folder["run"], "--dry-run").Expect(ExitCodes.Done);
        Assert.Contains("200 steps, 800 sequences", text.Out, StringComparison.Ordinal);
        Assert.Contains("machine:    ntm, 4 inputs, 3 outputs, ", text.Out, StringComparison.Ordinal);
        Assert.Contains("machine:    ntm, 2 inputs, 1 output, ", InProcess.Run(
            "train", config, "--out", _folder["run"], "--dry-run", "--set", "task.parameters.width=1").Expect(ExitCodes.Done).Out,
            StringComparison.Ordinal);
        JsonElement json = InProcess.Run("train", config, "--out", _folder["run"], "--dry-run", "--json").Expect(ExitCodes.Done).Json;
        Assert.InRange(json.GetProperty("parameters").GetInt32(), 1000, 10_000);
        Assert.Equal(9, json.GetProperty("max_length").GetInt32());
        Assert.InRange(json.GetProperty("memory_bytes").GetInt64(), 70_000_000, 120_000_000);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Options_change_the_config_and_its_errors_come_all_at_once()
    {
        string config = _folder.WriteConfig();
        InProcess.Run("train", config, "--out", _folder["run"], "--seed", "-3", "--threads", "2", "--set", "training.steps=5", "--quiet")
            .Expect(ExitCodes.Done);
        string resolved = File.ReadAllText(RunDirectory.Open(_folder["run"]).ConfigPath);
        Assert.Contains("seed: -3\n", resolved, StringComparison.Ordinal);
        Assert.Contains("  threads: 2\n", resolved, StringComparison.Ordinal);
        Assert.Contains("  steps: 5\n", resolved, StringComparison.Ordinal);

        Outcome wrong = InProcess.Run("train", config, "--set", "training.stepz=5", "--set", "machine.kind=ntn").Expect(ExitCodes.Usage);
        Assert.Contains("--set training.stepz=5:1:10: 'training' has no key 'stepz'; did you mean 'steps'", wrong.Error,
            StringComparison.Ordinal);
        Assert.Contains("did you mean 'ntm'?", wrong.Error, StringComparison.Ordinal);
        Assert.EndsWith("2 problems\n", wrong.Error, StringComparison.Ordinal);
        Assert.Equal("", wrong.Out);
    }

    [Fact]
    public void A_run_that_diverges_ends_with_its_own_code_and_names_the_place()
    {
        string[] wild = ["--set", "training.schedule={kind: step, factor: 1e40, every: 1}", "--set", "training.clip=null"];
        Outcome outcome =
            InProcess.Run(["train", _folder.WriteConfig(), "--out", _folder["run"], "--quiet", .. wild]).Expect(ExitCodes.Diverged);
        Assert.Contains("is not finite", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(RunState.Diverged, RunDirectory.Open(_folder["run"]).ReadStatus().State);
    }

    [Fact]
    public void A_resumed_run_may_have_another_number_of_threads()
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", run, "--quiet").Expect(ExitCodes.Done);
        InProcess.Run("resume", run, "--set", "training.steps=30", "--threads", "3", "--quiet").Expect(ExitCodes.Done);
        Assert.Contains("  threads: 3\n", File.ReadAllText(RunDirectory.Open(run).ConfigPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_in_use_is_left_alone()
    {
        string config = _folder.WriteConfig(steps: 10_000_000);
        using CommandProcess first = CommandProcess.Start(_folder.Path, "train", config, "--out", "run", "--json");
        Assert.NotNull(first.ReadUntil("\"event\":\"progress\""));
        Outcome second = InProcess.Run("resume", _folder["run"]).Expect(ExitCodes.Failed);
        Assert.Contains("in use", second.Error, StringComparison.Ordinal);
        first.Kill();
        first.Wait();
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_the_one_before_is_used_only_on_demand()
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 60), "--out", run, "--quiet").Expect(ExitCodes.Done);
        string weights = Path.Combine(RunDirectory.Open(run).CheckpointsPath, "step-00000060", "weights.safetensors");
        byte[] bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);
        Outcome refused = InProcess.Run("resume", run).Expect(ExitCodes.Failed);
        Assert.Contains("is damaged", refused.Error, StringComparison.Ordinal);
        Assert.Contains("step 40", refused.Error, StringComparison.Ordinal);
        InProcess.Run("resume", run, "--checkpoint", "40", "--quiet").Expect(ExitCodes.Done);
        InProcess.Run("eval", run, "--json").Expect(ExitCodes.Done);
    }

    public void Dispose() => _folder.Dispose();
}
