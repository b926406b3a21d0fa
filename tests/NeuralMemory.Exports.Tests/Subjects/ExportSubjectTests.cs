using NeuralMemory.Results;

namespace NeuralMemory.Exports.Tests;

public sealed class ExportSubjectTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Runs_are_in_the_order_of_their_folders_and_seeds()
    {
        foreach (int seed in (int[])[10, 2, 1])
            _bench.Train($"sweep/b/seed-{seed}", Bench.Small, $"seed={seed}", "training.steps=1");
        _bench.Train("sweep/a/seed-3", Bench.Small, "seed=3", "training.steps=1");
        ExportSubject sweep = ExportSubject.Open(_bench["sweep/"]);
        Assert.Equal(["a/seed-3", "b/seed-1", "b/seed-2", "b/seed-10"], sweep.Runs.Select(run => run.Name));
        Assert.False(sweep.IsRun);
        ExportSubject one = ExportSubject.Open(_bench["sweep/b/seed-2"]);
        Assert.True(one.IsRun);
        Assert.Equal(("seed-2", 2L), (one.Runs[0].Name, one.Runs[0].Environment.Seed));
    }

    [Fact]
    public void What_is_no_run_is_named_and_one_that_is_damaged_does_not_hide_the_others()
    {
        string good = _bench.Train("group/seed-1"), bad = _bench.Train("group/seed-2");
        File.WriteAllText(Path.Combine(bad, "environment.json"), "[]");
        Directory.CreateDirectory(_bench["group/seed-3"]);
        File.WriteAllText(_bench["group/seed-3/task.yaml"], "task: copy");
        File.WriteAllText(_bench["group/seed-3/run.lock"], "");
        ExportSubject group = ExportSubject.Open(_bench["group"]);
        Assert.Equal([good], group.Runs.Select(run => run.Path));
        Assert.StartsWith($"'{bad}': '{Path.Combine(bad, "environment.json")}' is damaged", Assert.Single(group.Problems), StringComparison.Ordinal);
        Assert.Equal(RunProblem.Damaged, Bench.Fails(() => ExportSubject.Open(bad)).Problem);
        Directory.CreateDirectory(_bench["empty"]);
        foreach (string without in (string[])[_bench["empty"], _bench["group/seed-3"]])
            Assert.Equal($"there is no run in '{without}'", Bench.Fails(() => ExportSubject.Open(without)).Message);
        Assert.Equal($"'{_bench["config.yaml"]}' is a file, not the folder of a run",
            Bench.Fails(() => ExportSubject.Open(_bench["config.yaml"])).Message.Split(';')[0]);
    }
}
