using System.Text.Json;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

/// <summary>Groups of seeds from the command line.</summary>
public sealed class GroupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Seeds_of_one_config_are_a_group_whose_command_does_what_is_missing()
    {
        string config = _folder.WriteConfig(steps: 100);
        Outcome first = Train(config, "--seeds", "1..2", "--jobs", "2").Expect(ExitCodes.Done);
        Assert.Contains("tiny, seed 1: done after 400 sequences", first.Out, StringComparison.Ordinal);
        Assert.Matches(@"bits_per_sequence at the end: median \[quartiles\] [\d.]+ \[[\d.]+, [\d.]+\], n = 2 of 2\n", first.Out);
        Assert.Contains($"group: {Path.Combine("results", "tiny")}\n", first.Out, StringComparison.Ordinal);
        string before = File.ReadAllText(_folder["results", "tiny", "seed-1", RunFiles.Status]);

        Outcome more = Train(config, "--seeds", "1..3").Expect(ExitCodes.Done);
        Assert.DoesNotContain("seed 1: done", more.Out, StringComparison.Ordinal);
        Assert.Contains("tiny, seed 3: done", more.Out, StringComparison.Ordinal);
        Assert.Contains("n = 3 of 3", more.Out, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_folder["results", "tiny", "seed-1", RunFiles.Status]));
    }

    [Fact]
    public void A_seed_of_a_group_is_the_run_that_it_would_be_alone()
    {
        string config = _folder.WriteConfig(steps: 40);
        Train(config, "--seeds", "2", "--quiet").Expect(ExitCodes.Done);
        Train(config, "--seed", "2", "--threads", "1", "--out", "alone", "--quiet").Expect(ExitCodes.Done);
        const string weights = "checkpoints/step-00000040/weights.safetensors";
        Assert.Equal(File.ReadAllBytes(_folder["alone", weights]), File.ReadAllBytes(_folder["results", "tiny", "seed-2", weights]));
    }

    [Fact]
    public void Where_the_config_says_when_a_run_is_solved_it_is_counted_with_its_interval()
    {
        string config = _folder.WriteConfig(steps: 100);
        File.AppendAllText(config, "\nstop: { metric: bits_per_sequence, below: 100, times: 1 }\n");
        Outcome outcome = Train(config, "--seeds", "1..4", "--jobs", "2").Expect(ExitCodes.Done);
        Assert.Matches(@"\Amemory: about \d+\.\d MiB for those that run side by side", outcome.Out);
        // The score interval of 4 of 4 (Wilson 1927): 4 / (4 + 1.96^2) to 1.
        Assert.Contains("solved (bits_per_sequence below 100 in an evaluation): 4 of 4 that ended, 95 % interval 51 to 100 %",
            outcome.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_reads_each_seed_and_the_group()
    {
        Outcome outcome = Train(_folder.WriteConfig(steps: 40), "--seeds", "1..2", "--json").Expect(ExitCodes.Done);
        string?[] events = [.. outcome.JsonLines.Select(line => line.GetProperty("event").GetString())];
        Assert.Equal(["ended", "ended", "job", "job", "group"], events.Where(name => name is "ended" or "job" or "group"));
        JsonElement job = outcome.JsonLines[^2], group = outcome.JsonLines[^1];
        Assert.Equal(("done", 40, "bits_per_sequence"),
            (job.GetProperty("state").GetString(), job.GetProperty("steps").GetInt32(), job.GetProperty("metric").GetString()));
        Assert.Equal((2, 2, 2), (group.GetProperty("seeds").GetInt32(), group.GetProperty("ended").GetInt32(),
            group.GetProperty("final").GetProperty("count").GetInt32()));
        Assert.Equal(JsonValueKind.Null, group.GetProperty("solved").ValueKind);
        Assert.All(Train(_folder["tiny.yaml"], "--seeds", "1..2", "--json", "--quiet").JsonLines,
            line => Assert.Contains(line.GetProperty("event").GetString(), (string[])["job", "group"]));
    }

    [Fact]
    public void A_dry_run_says_what_would_be_done_and_what_it_takes()
    {
        string config = _folder.WriteConfig(steps: 40);
        Outcome outcome = Train(config, "--seeds", "1..3", "--jobs", "2", "--dry-run").Expect(ExitCodes.Done);
        Assert.Contains("jobs:   3 to run, 2 at a time", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("taken from a few steps that were made now", outcome.Out, StringComparison.Ordinal);
        Assert.Matches(@"memory: about \d+\.\d MiB", outcome.Out);
        Assert.False(Directory.Exists(_folder["results"]));
        Train(config, "--seeds", "1", "--quiet").Expect(ExitCodes.Done);
        JsonElement estimate = Train(config, "--seeds", "1..3", "--dry-run", "--json").Expect(ExitCodes.Done).JsonLines[^1];
        Assert.Equal((2, 2), (estimate.GetProperty("jobs").GetInt32(), estimate.GetProperty("jobs_timed_by_runs").GetInt32()));
    }

    [Fact]
    public void One_that_fails_hides_and_stops_no_other_and_the_exit_code_says_so()
    {
        string config = _folder.WriteConfig(steps: 40);
        Directory.CreateDirectory(_folder["results", "tiny", "seed-1"]);
        File.WriteAllText(_folder["results", "tiny", "seed-1", "something"], "else");
        Outcome outcome = Train(config, "--seeds", "1..2").Expect(ExitCodes.Failed);
        Assert.Contains("is no run and not empty", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("tiny, seed 2: done", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("n = 1 of 2", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_diverges_is_counted_and_the_exit_code_says_so()
    {
        string config = _folder.WriteConfig(steps: 40);
        File.WriteAllText(config, File.ReadAllText(config).Replace("optimizer: { kind: adam, rate: 3e-3 }", """
            optimizer: { kind: sgd, rate: 1e-3 }
              schedule: { kind: step, factor: 1e40, every: 1 }
              clip: { norm: 1e30 }
            """, StringComparison.Ordinal));
        Outcome outcome = Train(config, "--seeds", "1..2").Expect(ExitCodes.Diverged);
        Assert.Contains("seed 2: diverged: ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("median [quartiles] ∞ [∞, ∞], n = 2 of 2; a seed that diverged or failed is worse than all numbers",
            outcome.Out, StringComparison.Ordinal);
        Train(config, "--seeds", "1..2").Expect(ExitCodes.Diverged);
        Train(config, "--seeds", "1", "--force").Expect(ExitCodes.Diverged);
        Assert.True(Directory.Exists(_folder["results", "tiny", "seed-1.old-1"]));
    }

    [Fact]
    public void A_seed_whose_figures_are_damaged_is_named()
    {
        string config = _folder.WriteConfig(steps: 40);
        Train(config, "--seeds", "1", "--quiet").Expect(ExitCodes.Done);
        File.WriteAllText(_folder["results", "tiny", "seed-1", "evaluations", "final.json"], "{");
        Outcome refused = Train(config, "--seeds", "1..2").Expect(ExitCodes.Usage);
        Assert.Contains("seed-1': ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("is damaged", refused.Error, StringComparison.Ordinal);
        Train(config, "--seeds", "1..2", "--force", "--quiet").Expect(ExitCodes.Done);
    }

    [Fact]
    public void Runs_of_another_experiment_are_refused_before_anything_is_done()
    {
        string config = _folder.WriteConfig(steps: 40);
        Train(config, "--seeds", "1", "--quiet").Expect(ExitCodes.Done);
        Outcome refused = Train(config, "--seeds", "1..2", "--set", "training.batch=2").Expect(ExitCodes.Usage);
        Assert.Contains("training.batch is 4 there and 2 in the config", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--force moves it aside", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["results", "tiny", "seed-2"]));
    }

    [Fact]
    public void A_signal_saves_all_that_train_and_the_same_command_goes_on()
    {
        string config = _folder.WriteConfig(steps: 1_000_000);
        using (CommandProcess process = CommandProcess.Start(_folder.Path, "train", config, "--seeds", "1..3", "--jobs", "2", "--json"))
        {
            Assert.NotNull(process.ReadUntil("\"event\":\"evaluation\""));
            process.Signal(CommandProcess.Interrupt);
            Assert.Equal("group", process.Wait().Expect(ExitCodes.Interrupted).JsonLines[^1].GetProperty("event").GetString());
        }

        Outcome plan = Train(config, "--seeds", "1..3", "--dry-run").Expect(ExitCodes.Done);
        Assert.Contains("go on from step", plan.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("give one of them", "--seed", "1", "--seeds", "1..2")]
    [InlineData("add --seeds or --sweep", "--jobs", "2")]
    [InlineData("expected seeds, as in 1..10 or 1,3,5", "--seeds", "many")]
    [InlineData("'--jobs': expected a whole number from 1 to 1024", "--seeds", "1..2", "--jobs", "0")]
    public void What_does_not_go_together_is_said(string message, params string[] options) =>
        Assert.Contains(message, Train([_folder.WriteConfig(), .. options]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_terminal_breaks_nothing(int width)
    {
        string config = _folder.WriteConfig(steps: 40);
        File.AppendAllText(config, "\nstop: { metric: bits_per_sequence, below: 0.1, times: 2 }\n");
        foreach (string[] more in (string[][])[["--dry-run"], []])
        {
            Outcome outcome = InProcess.Run(
                ["train", config, "--seeds", "1..3", "--out", _folder["group"], "--quiet", .. more],
                (output, error) => new(output, error) { IsInteractive = true, Width = width });
            // A folder's name is as long as it is.
            Assert.All(outcome.Expect(ExitCodes.Done).Out.Split('\n').Where(line => !line.StartsWith("group:", StringComparison.Ordinal)),
                line => Assert.True(line.Length <= width, $"{line.Length} columns: {line}"));
        }
    }

    private Outcome Train(params string[] arguments) => CommandProcess.Run(_folder.Path, ["train", .. arguments]);
}
