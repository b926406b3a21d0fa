using NeuralMemory.Results;

namespace NeuralMemory.Analysis.Tests;

public sealed class ComparisonTests : IDisposable
{
    private const string Stop = "stop:\n  metric: bits_per_sequence\n  below: 15\n  above: null\n  times: 1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Groups_stand_side_by_side_with_what_they_differ_in()
    {
        foreach (int seed in (int[])[1, 2, 3, 4])
        {
            new WrittenRun { Seed = seed, Final = seed }.At(_folder / $"a/seed-{seed}");
            new WrittenRun { Seed = seed, Final = 10 * seed, Slots = 8 }.At(_folder / $"b/seed-{seed}");
        }

        Comparison comparison = Comparison.Of(RunCollection.Open(_folder / "a", _folder / "b"));
        ComparedTask task = Assert.Single(comparison.Tasks);
        Assert.Equal(["slots 64", "slots 8"], task.Groups.Select(group => group.Group.Label));
        Assert.Equal(["machine.memory.slots"], task.Differences.Select(difference => difference.Key));
        Assert.Equal(["bits_per_sequence", "bit_errors_per_sequence"], task.Metrics);
        // By hand: the quartiles of 1 2 3 4 are 1.75 and 3.25.
        Assert.Equal((4, 1.75, 2.5, 3.25), task.Groups[0].Of("bits_per_sequence") is var s ? (s.Count, s.Low, s.Median, s.High) : default);
        PairedDifferences paired = task.Groups[1].Against(task.Groups[0], "bits_per_sequence");
        Assert.Equal([9, 18, 27, 36], paired.Differences);
        Assert.Equal(200, task.Groups[0].SequencesPerSecond.Median);
        Assert.Null(task.Groups[0].Solved);
        Assert.Empty(comparison.Warnings);
    }

    [Fact]
    public void Unsolved_runs_are_censored_and_those_under_way_count_in_no_figure_of_the_end()
    {
        new WrittenRun { Seed = 1, Stop = Stop, Curve = [90, 10] }.At(_folder / "g/seed-1");
        new WrittenRun { Seed = 2, Stop = Stop, Curve = [90, 40, 10] }.At(_folder / "g/seed-2");
        new WrittenRun { Seed = 3, Stop = Stop, Curve = [90], State = RunState.Diverged }.At(_folder / "g/seed-3");
        new WrittenRun { Seed = 4, Stop = Stop, Curve = [90], State = RunState.Running, Step = 100 }.At(_folder / "g/seed-4");
        GroupFigures figures = new(Assert.Single(RunCollection.Open(_folder / "g").Groups));
        Assert.Equal(new Proportion(2, 3), figures.Solved);
        // The one under way was watched for 200 sequences: two thirds are left after the first of three, one third after the second.
        Assert.Equal([2.0 / 3, 1.0 / 3], figures.SequencesToSolve!.Steps.Select(step => Math.Round(step.Share, 15)), Close);
        Assert.Equal(600, figures.SequencesToSolve.Median);
        Assert.Equal(3, figures.SecondsToSolve!.Median);
        Assert.Equal([0.5, 0.5, double.PositiveInfinity], figures.Group.Outcomes("bits_per_sequence"));
    }

    [Fact]
    public void The_seeds_of_one_group_are_compared()
    {
        foreach (int seed in (int[])[1, 2])
            new WrittenRun { Seed = seed, Final = seed }.At(_folder / $"copy/seed-{seed}");
        Comparison comparison = Comparison.Of(RunCollection.Open(_folder / "copy"));
        Assert.Equal(["seed 1", "seed 2"], comparison.Tasks[0].Groups.Select(group => group.Group.Label));
        Assert.Equal(1.5, comparison.Together!.Of("bits_per_sequence").Median);
    }

    [Fact]
    public void Each_task_is_compared_by_itself()
    {
        foreach (string task in (string[])["copy", "recall"])
            foreach (string machine in (string[])["ntm", "lstm"])
                new WrittenRun { Task = task, Machine = machine }.At(_folder / $"{task}-{machine}");
        Comparison comparison = Comparison.Of(RunCollection.Open(_folder.Path));
        Assert.Equal(["copy", "recall"], comparison.Tasks.Select(task => task.Task));
        Assert.All(comparison.Tasks, task => Assert.Equal(["lstm", "ntm"], task.Groups.Select(group => group.Group.Label)));
    }

    [Fact]
    public void Runs_without_a_task_in_common_are_refused()
    {
        new WrittenRun { Task = "copy" }.At(_folder / "a");
        new WrittenRun { Task = "recall" }.At(_folder / "b");
        RunCollection runs = RunCollection.Open(_folder.Path);
        Assert.Equal("these runs have no task in common (copy, recall), so that their figures say nothing about each other; --anyway shows "
            + "them all the same", Assert.Throws<RunException>(() => Comparison.Of(runs)).Message);
        Assert.Equal(2, Comparison.Of(runs, anyway: true).Tasks.Count);
    }

    [Fact]
    public void One_run_and_none_that_can_be_read_are_refused()
    {
        string run = new WrittenRun().At(_folder / "a");
        Assert.StartsWith($"'{run}' is one run, and a comparison needs two", Refused(run), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(run, RunFiles.Status), "{");
        Assert.StartsWith($"no run can be read: '{run}': ", Refused(run), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_the_way_is_told()
    {
        new WrittenRun { Length = 20 }.At(_folder / "a");
        new WrittenRun { Length = 10, TestSeed = null, Stop = Stop }.At(_folder / "b");
        new WrittenRun { Seed = 2, State = RunState.Interrupted }.At(_folder / "c");
        File.WriteAllText(Path.Combine(new WrittenRun { Seed = 3 }.At(_folder / "d"), RunFiles.Status), "{");
        IReadOnlyList<string> warnings = Comparison.Of(RunCollection.Open(_folder.Path)).Warnings;
        Assert.Contains(warnings, warning => warning.StartsWith($"'{_folder / "d"}' counts nowhere: ", StringComparison.Ordinal));
        Assert.Contains($"1 of 3 runs have not ended and count in no figure of the end: '{_folder / "c"}' (interrupted)", warnings);
        Assert.Contains(warnings, warning => warning.StartsWith(
            "not comparable on copy: the figures of the end are of different episodes: width 8, length ", StringComparison.Ordinal));
        Assert.Contains("the figures of the end of 1 of 2 runs are of the episodes that stop rules and best checkpoints were chosen by: "
            + "no evaluation.test_seed was set", warnings);
    }

    [Fact]
    public void Solved_by_different_rules_is_told()
    {
        new WrittenRun { Stop = Stop }.At(_folder / "a");
        new WrittenRun { Stop = Stop.Replace("15", "1", StringComparison.Ordinal) }.At(_folder / "b");
        Assert.Contains(Comparison.Of(RunCollection.Open(_folder.Path)).Warnings,
            warning => warning.StartsWith("'solved' means different things on copy: ", StringComparison.Ordinal));
        Assert.DoesNotContain(Comparison.Of(RunCollection.Open(_folder.Path), SolveRule.Parse("bits_per_sequence < 1")).Warnings,
            warning => warning.Contains("solved", StringComparison.Ordinal));
    }

    private static string Refused(string path) =>
        Assert.Throws<RunException>(() => Comparison.Of(RunCollection.Open(path))).Message;

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-12;
}
