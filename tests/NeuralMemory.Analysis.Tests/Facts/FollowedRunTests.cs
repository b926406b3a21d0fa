using NeuralMemory.Results;

namespace NeuralMemory.Analysis.Tests;

/// <summary>A run that is looked at while it changes.</summary>
public sealed class FollowedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_has_not_changed_is_not_read_again()
    {
        FollowedRun run = new(new WrittenRun().At(Path.Combine(_folder.Path, "run")));
        RunFacts before = run.Facts;
        Assert.False(run.Refresh(withLock: true));
        Assert.Same(before, run.Facts);
    }

    [Fact]
    public void It_says_what_a_run_that_is_read_once_does()
    {
        string path = new WrittenRun().At(Path.Combine(_folder.Path, "run"));
        (FollowedRun followed, RunFacts read) = (new(path), RunFacts.Read(path));
        Assert.Equal(read.Curve("bits_per_sequence"), followed.Facts.Curve("bits_per_sequence"));
        Assert.Equal((read.State, read.Steps, read.Task, read.Seed), (followed.Facts.State, followed.Facts.Steps, followed.Facts.Task, followed.Facts.Seed));
        Assert.Equal(500, followed.Latest!.Step);
    }

    [Fact]
    public void A_line_of_training_is_the_latest_and_an_evaluation_makes_other_facts()
    {
        string path = new WrittenRun { State = RunState.Running, Final = null }.At(Path.Combine(_folder.Path, "run"));
        FollowedRun run = new(path);
        RunFacts before = run.Facts;
        Append(path, "train", 600);
        Assert.True(run.Refresh(withLock: false));
        Assert.Same(before, run.Facts);
        Assert.Equal(600, run.Latest!.Step);
        Append(path, "evaluation", 600);
        Assert.True(run.Refresh(withLock: false));
        Assert.Equal(before.Evaluations.Count + 1, run.Facts.Evaluations.Count);
        Assert.False(run.Refresh(withLock: false));
    }

    [Fact]
    public void A_status_and_a_lock_that_change_are_seen()
    {
        string path = new WrittenRun { State = RunState.Running, Final = null }.At(Path.Combine(_folder.Path, "run"));
        FollowedRun run = new(path);
        Assert.Equal("killed", run.Facts.State);
        using (RunDirectory training = RunDirectory.OpenForWriting(path))
        {
            Assert.True(run.Refresh(withLock: true));
            Assert.Equal("running", run.Facts.State);
            training.WriteStatus(new() { State = RunState.Done, Step = 1000, Updated = WrittenRun.Noon });
        }

        Assert.True(run.Refresh(withLock: true));
        Assert.Equal(("done", 1000L), (run.Facts.State, run.Facts.Steps));
    }

    [Fact]
    public void Damage_is_told_until_it_is_mended()
    {
        string path = new WrittenRun { Final = null }.At(Path.Combine(_folder.Path, "run")), metrics = Path.Combine(path, "metrics.jsonl");
        string whole = File.ReadAllText(metrics);
        FollowedRun run = new(path);
        Assert.Null(run.Facts.Problem);
        File.WriteAllText(metrics, "{\"split\":\"evaluation\"}\n");
        Assert.True(run.Refresh(withLock: false));
        Assert.Contains("not a metrics record", run.Facts.Problem, StringComparison.Ordinal);
        File.WriteAllText(metrics, whole);
        Assert.True(run.Refresh(withLock: false));
        Assert.Null(run.Facts.Problem);
        Assert.Equal(5, run.Facts.Evaluations.Count);
    }

    [Fact]
    public void A_run_that_goes_is_no_error()
    {
        string path = new WrittenRun().At(Path.Combine(_folder.Path, "run"));
        FollowedRun run = new(path);
        Directory.Delete(path, recursive: true);
        run.Refresh(withLock: true);
        Assert.False(run.Facts.IsReadable);
    }

    private static void Append(string path, string split, long step) => File.AppendAllText(Path.Combine(path, "metrics.jsonl"),
        $"{{\"step\":{step},\"sequences\":{2 * step},\"split\":\"{split}\",\"values\":{{\"bits_per_sequence\":0.5}},\"seconds\":1}}\n");
}
