using NeuralMemory.Results;

namespace NeuralMemory.Analysis.Tests;

public sealed class RunCollectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_that_differ_in_the_seed_alone_are_one_group_by_seed()
    {
        foreach (int seed in (int[])[10, 2, 1])
            new WrittenRun { Seed = seed, Name = $"called-{seed}" }.At(_folder / $"copy/seed-{seed}");
        RunGroup group = Assert.Single(RunCollection.Open(_folder / "copy").Groups);
        Assert.Equal([1, 2, 10], group.Runs.Select(run => run.Seed));
        Assert.Equal("copy", group.Label);
        Assert.Equal(_folder / "copy", group.Path);
    }

    [Fact]
    public void Groups_are_named_by_what_tells_them_apart_and_ordered_by_it()
    {
        foreach ((string rate, int slots) in (ReadOnlySpan<(string, int)>)[("0.01", 128), ("0.001", 128), ("0.01", 64), ("0.001", 64)])
            new WrittenRun { Rate = rate, Slots = slots }.At(_folder / $"{rate}-{slots}/seed-1");
        RunCollection runs = RunCollection.Open(_folder.Path);
        Assert.Equal(["slots 64, rate 0.001", "slots 64, rate 0.01", "slots 128, rate 0.001", "slots 128, rate 0.01"],
            runs.Groups.Select(group => group.Label));
        Assert.Equal(["machine.memory.slots", "training.optimizer.rate"], runs.Differences.Select(difference => difference.Key));
        Assert.Equal(["slots", "rate"], runs.Differences.Select(difference => difference.Name));
        Assert.Equal(["64", "64", "128", "128"], runs.Differences[0].Values);
        Assert.Equal("ntm on copy", runs.Subject);
    }

    [Fact]
    public void A_key_that_is_null_says_no_more_than_that_there_is_none()
    {
        new WrittenRun { Seed = 1 }.At(_folder / "g/seed-1");
        string run = new WrittenRun { Seed = 2 }.At(_folder / "g/seed-2"), config = Path.Combine(run, RunFiles.Config);
        string text = File.ReadAllText(config);
        File.WriteAllText(config, text.Replace("  batch: 2\n", "  batch: 2\n  truncate: null\n", StringComparison.Ordinal));
        Assert.Equal(2, Assert.Single(RunCollection.Open(_folder / "g").Groups).Runs.Count);
        new WrittenRun { Seed = 3, Slots = 8 }.At(_folder / "h/seed-3");
        Assert.Equal(["machine.memory.slots"], RunCollection.Open(run, _folder / "h").Differences.Select(each => each.Key));
    }

    [Fact]
    public void Whose_weights_they_began_with_tells_runs_apart()
    {
        for (int seed = 1; seed <= 2; seed++)
        {
            new WrittenRun { Seed = seed }.At(_folder / $"cold/seed-{seed}");
            // Each from a run of its own, which was solved at a step of its own.
            File.WriteAllText(Path.Combine(new WrittenRun { Seed = seed }.At(_folder / $"warm/seed-{seed}"), "origin.json"), $$"""
                { "run": "/there/copy/seed-{{seed}}", "name": "copy", "seed": {{seed}}, "task": "copy", "step": {{seed * 100}},
                  "sequences": 200, "weights_sha256": "00", "with_optimizer": true }
                """);
        }

        RunCollection runs = RunCollection.Open(_folder.Path);
        ConfigDifference difference = Assert.Single(runs.Differences);
        Assert.Equal(("from", 2), (difference.Key, runs.Groups.Count));
        Assert.Equal([null, "copy, with its optimizer"], difference.Values.OrderBy(value => value is not null));
        Assert.All(runs.Groups, group => Assert.Equal(2, group.Runs.Count));
    }

    [Fact]
    public void What_the_machine_decides_is_not_in_the_label()
    {
        new WrittenRun { Machine = "ntm", Slots = 64 }.At(_folder / "a");
        new WrittenRun { Machine = "dnc", Slots = 16 }.At(_folder / "b");
        new WrittenRun { Machine = "dnc", Slots = 16, Rate = "0.1" }.At(_folder / "c");
        Assert.Equal(["dnc, rate 0.001", "dnc, rate 0.1", "ntm, rate 0.001"],
            RunCollection.Open(_folder.Path).Groups.Select(group => group.Label));
    }

    [Fact]
    public void An_experiment_that_was_repeated_in_another_folder_is_a_group_of_its_own()
    {
        new WrittenRun { Seed = 1 }.At(_folder / "before/seed-1");
        new WrittenRun { Seed = 1 }.At(_folder / "after/seed-1");
        RunCollection runs = RunCollection.Open(_folder / "before", _folder / "after");
        Assert.Equal(["before", "after"], runs.Groups.Select(group => group.Label));
        Assert.Empty(runs.Differences);
    }

    [Fact]
    public void A_run_that_is_given_twice_counts_once()
    {
        string run = new WrittenRun().At(_folder / "copy/seed-1");
        Assert.Single(RunCollection.Open(run, _folder / "copy", run).Runs);
    }

    [Fact]
    public void A_damaged_run_hides_no_other()
    {
        new WrittenRun { Seed = 1 }.At(_folder / "copy/seed-1");
        string status = new WrittenRun { Seed = 2 }.At(_folder / "copy/seed-2");
        File.WriteAllText(Path.Combine(status, RunFiles.Status), "{");
        string config = new WrittenRun { Seed = 3 }.At(_folder / "copy/seed-3");
        File.WriteAllText(Path.Combine(config, RunFiles.Config), "machine: [");
        string half = new WrittenRun { Seed = 4 }.At(_folder / "copy/seed-4");
        File.Delete(Path.Combine(half, RunFiles.Config));
        RunCollection runs = RunCollection.Open(_folder / "copy");
        Assert.Equal(["done", "damaged", "damaged", "half-written"], runs.Runs.Select(run => run.State));
        Assert.Equal(1, Assert.Single(Assert.Single(runs.Groups).Runs).Seed);
        Assert.All(runs.Unreadable, run => Assert.NotNull(run.Problem));
        Assert.Contains("seed-2/status.json' is damaged", runs.Runs[1].Problem, StringComparison.Ordinal);
        Assert.Contains("config.yaml:1:", runs.Runs[2].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_is_refused_in_a_sentence()
    {
        new WrittenRun().At(_folder / "results/copy-seed1");
        Assert.Contains("did you mean", Refused(_folder / "results/copi-seed1"), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder / "empty");
        Assert.Equal($"there is no run in '{_folder / "empty"}'", Refused(_folder / "empty"));
    }

    [Fact]
    public void The_seeds_of_a_group_can_be_taken_apart()
    {
        foreach (int seed in (int[])[1, 2])
            new WrittenRun { Seed = seed }.At(_folder / $"copy/seed-{seed}");
        Assert.Equal(["seed 1", "seed 2"], RunCollection.Open(_folder / "copy").Apart().Groups.Select(group => group.Label));
    }

    private static string Refused(string path) => Assert.Throws<RunException>(() => RunCollection.Open(path)).Message;
}
