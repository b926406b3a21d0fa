using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Sweeps.Tests;

public sealed class SweepFolderTests : IDisposable
{
    private readonly SweepBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_folder_says_all_that_its_jobs_need()
    {
        Sweep written = _bench.Write();
        File.Delete(_bench.File);
        File.Delete(_bench.In("config.yaml"));
        Sweep opened = SweepFolder.Open(_bench.Folder);
        Assert.Equal(written.Jobs.Select(job => job.Id), opened.Jobs.Select(job => job.Id));
        Assert.Single(Directory.GetFiles(Path.Combine(_bench.Folder, "tasks"), "task.yaml", SearchOption.AllDirectories));
        Assert.Equal(JobEnd.Done, _bench.Run([opened.Jobs[0]]).Result.Ends.Values.Single());
    }

    [Fact]
    public void A_task_that_is_changed_later_changes_no_job()
    {
        File.Copy(Path.Combine(Lab.Repository, "tasks", "copy.yaml"), _bench.In("mine.yaml"));
        string yaml = SweepBench.Rates + "overrides: { task.name: mine.yaml }\n";
        Sweep sweep = _bench.Write(yaml);
        string text = File.ReadAllText(_bench.In("mine.yaml"));
        File.WriteAllText(_bench.In("mine.yaml"), text.Replace("version: 1", "version: 2", StringComparison.Ordinal));
        Assert.Equal(sweep.Points.Select(point => point.Id), SweepFolder.Open(_bench.Folder).Points.Select(point => point.Id));
        // Made anew from its file, it is another sweep, and the runs of the first stay.
        Assert.Empty(_bench.Load(yaml).Points.Select(point => point.Id).Intersect(sweep.Points.Select(point => point.Id)));
    }

    [Fact]
    public void What_was_written_before_is_kept_and_the_same_is_not_written_twice()
    {
        _bench.Write();
        string first = File.ReadAllText(Path.Combine(_bench.Folder, SweepFolder.FileName));
        _bench.Write();
        Assert.False(Directory.Exists(Path.Combine(_bench.Folder, SweepFolder.HistoryFolder)));
        _bench.Write(SweepBench.Rates.Replace("1e-2]", "1e-2, 2e-2]", StringComparison.Ordinal));
        _bench.Write(SweepBench.Rates.Replace("1e-2]", "3e-2]", StringComparison.Ordinal));
        Assert.Equal(first, File.ReadAllText(Path.Combine(_bench.Folder, SweepFolder.HistoryFolder, "sweep-1.yaml")));
        Assert.True(File.Exists(Path.Combine(_bench.Folder, SweepFolder.HistoryFolder, "sweep-2.yaml")));
        Assert.Equal(["rate=1e-3", "rate=3e-2"], SweepFolder.Open(_bench.Folder).Points.Select(point => point.Label));
    }

    [Fact]
    public void A_point_that_is_named_no_more_stays_and_is_known()
    {
        Sweep sweep = _bench.Write();
        _bench.Run([sweep.Jobs[2]]);
        Sweep fewer = _bench.Write(SweepBench.Rates.Replace(", 1e-2]", "]", StringComparison.Ordinal));
        Assert.Equal([Path.Combine(_bench.Folder, sweep.Points[1].Id)], SweepFolder.Unnamed(fewer));
        Assert.Equal(JobState.Done, JobStatus.Of(sweep.Jobs[2]).State);
        // Named again, it is done.
        Assert.Equal(JobAction.Skip, JobPlan.Of(_bench.Write().Jobs[2]).Action);
    }

    [Fact]
    public void What_a_user_writes_reads_back_the_same()
    {
        Sweep sweep = _bench.Write("""
            name: all
            description: "all: of it"
            config: config.yaml
            overrides: { training.clip: null, training.report: 5 }
            grid: { training.optimizer: [{ kind: adam, rate: 1e-3 }], machine.memory.slots: [8, 16] }
            paired: [{ training.batch: [2, 4], training.shard: [1, 2] }]
            random: { draws: 2, seed: 5, keys: { evaluation.seed: uniform(1, 1000), training.loss: [mean-bit, sequence] } }
            seeds: [4, 5, 9]
            threads: 2
            jobs: 3
            retries: 1
            on_failure: stop
            """);
        Sweep opened = SweepFolder.Open(_bench.Folder);
        Assert.Equal(sweep.Jobs.Select(job => (job.Id, job.Group)), opened.Jobs.Select(job => (job.Id, job.Group)));
        Assert.Equal(8 * 3, opened.Jobs.Count);
        SweepDefinition definition = opened.Definition;
        Assert.Equal((2, 3, 1, FailurePolicy.Stop), (definition.Threads, definition.Jobs, definition.Retries, definition.OnFailure));
        Assert.Equal("all: of it", definition.Description);
        Assert.Null(opened.Jobs[0].Load().Config.Training.Clip);
    }

    [Fact]
    public void What_is_no_sweep_is_refused()
    {
        Assert.Contains("there is no folder", Refusal(_bench.In("none")), StringComparison.Ordinal);
        Directory.CreateDirectory(_bench.In("empty"));
        Assert.Contains("is no sweep: it has no sweep.yaml", Refusal(_bench.In("empty")), StringComparison.Ordinal);
        Run.Start(Experiment.Load(_bench.In("config.yaml")), Lab.Options(_bench.Folder));
        RunException exception = Assert.Throws<RunException>(() => _bench.Write());
        Assert.Contains("is a run; choose another folder", exception.Message, StringComparison.Ordinal);
    }

    private static string Refusal(string folder) => Assert.Throws<RunException>(() => SweepFolder.Open(folder)).Message;
}
