using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Whenever the process dies, what it leaves is gone on with, to the bits of a run that nothing happened to.</summary>
public sealed class KillPointTests : IDisposable
{
    private readonly FaultLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void The_run_has_all_that_can_be_cut_off()
    {
        using RunDirectory run = RunDirectory.Open(_lab.Whole);
        IReadOnlyList<long> kept = run.Checkpoints().List();
        Assert.Equal(2, kept.Count);
        Assert.Equal(6, kept[^1]);
        Assert.Equal((2L, 2L), (kept[0], run.Checkpoints().Best()));
        Assert.Equal(3, run.Evaluations.Read().Count);
        Assert.Equal(["evaluation", "train"], run.ReadMetrics().Select(record => record.Split).Distinct().Order());
    }

    [Fact]
    public void A_training_killed_at_any_call_is_finished_to_the_bit()
    {
        Assert.True(_lab.TrainingCalls.Count >= 150, $"only {_lab.TrainingCalls.Count} calls");
        for (int number = 1; number <= _lab.TrainingCalls.Count; number++)
        {
            string directory = _lab.NewFolder();
            FaultyDisk disk = new(Fault.Kill, number);
            Assert.IsType<KilledException>(_lab.Start(directory, disk));
            FaultLab.AssertIntact(directory);
            _lab.Finish(directory);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void A_resume_killed_at_any_call_is_finished_to_the_bit(int checkpoints)
    {
        string begun = Begun(checkpoints);
        FaultyDisk counting = new();
        Assert.Null(FaultLab.Resume(_lab.Copy(begun), counting));
        Assert.True(counting.Calls.Count >= 50, $"only {counting.Calls.Count} calls");
        for (int number = 1; number <= counting.Calls.Count; number++)
        {
            string directory = _lab.Copy(begun);
            FaultyDisk disk = new(Fault.Kill, number);
            Assert.IsType<KilledException>(FaultLab.Resume(directory, disk));
            FaultLab.AssertIntact(directory);
            _lab.Finish(directory);
        }
    }

    [Fact]
    public void A_run_killed_again_and_again_before_its_first_checkpoint_begins_anew_each_time_and_says_so()
    {
        string directory = _lab.NewFolder();
        Assert.IsType<KilledException>(_lab.Start(directory, new FaultyDisk(Fault.Kill, CallsUpTo(checkpoint: 1) - 1)));
        for (int number = 1; number < 40; number++)
            Assert.IsType<KilledException>(FaultLab.Resume(directory, new FaultyDisk(Fault.Kill, number)));
        Listener listener = new();
        Assert.Null(FaultLab.Resume(directory, new FaultyDisk(), listener));
        Assert.True(listener.Start is { Step: 0, BeginsAnew: true });
        RunsOnDisk.AssertSame(_lab.Whole, directory);
        // That which has checkpoints goes on from them, and says nothing of the kind.
        string other = Begun(2);
        Assert.Null(FaultLab.Resume(other, new FaultyDisk(), listener));
        Assert.True(listener.Start is { Step: 2, BeginsAnew: false });
    }

    [Fact]
    public void Whatever_stands_in_the_files_of_a_run_without_a_checkpoint_it_begins_anew()
    {
        string directory = Begun(1);
        using (RunDirectory run = RunDirectory.Open(directory))
        {
            run.WriteStatus(new() { State = RunState.Failed, Step = 2, Sequences = 2, Updated = new StillTime().GetUtcNow() });
            File.AppendAllText(run.MetricsPath, "{\"step\": 77, \"to");
            File.WriteAllText(Path.Combine(directory, ".tmp-status.json"), "half");
            Directory.CreateDirectory(Path.Combine(run.CheckpointsPath, ".tmp-step-00000002"));
            File.WriteAllText(Path.Combine(run.CheckpointsPath, ".tmp-step-00000002", "weights.safetensors"), "half");
            File.WriteAllText(Path.Combine(run.CheckpointsPath, ".tmp-best.txt"), "step-0000");
        }

        _lab.Finish(directory);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_run_that_has_lost_its_checkpoints_does_not_begin_anew(int checkpoints)
    {
        string directory = Begun(checkpoints);
        Directory.Delete(Path.Combine(directory, RunFiles.Checkpoints), recursive: true);
        RunException exception = Assert.Throws<RunException>(() => Run.Resume(directory, FaultLab.Options()));
        Assert.Equal(RunProblem.Missing, exception.Problem);
        Assert.Contains("no checkpoint is left", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunState.Done, 2)]
    [InlineData(RunState.Interrupted, 1)]
    [InlineData(RunState.Running, 3)]
    [InlineData(RunState.Failed, 3)]
    public void Nor_does_one_of_a_version_that_did_not_write_which_checkpoint_is_the_latest(RunState state, long step)
    {
        string directory = Begun(1);
        using (RunDirectory run = RunDirectory.Open(directory))
            run.WriteStatus(new() { State = state, Step = step, Sequences = step, Updated = new StillTime().GetUtcNow() });
        RunException exception = Assert.Throws<RunException>(() => Run.Resume(directory, FaultLab.Options()));
        Assert.Contains("no checkpoint is left", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A run that was killed just before its checkpoint of this number, from 1, was complete.</summary>
    private string Begun(int checkpoints)
    {
        string directory = _lab.NewFolder();
        Assert.IsType<KilledException>(_lab.Start(directory, new FaultyDisk(Fault.Kill, CallsUpTo(checkpoints))));
        using RunDirectory run = RunDirectory.Open(directory);
        Assert.Equal(checkpoints == 1 ? null : 2 * (checkpoints - 1), run.Checkpoints().Latest());
        return directory;
    }

    /// <summary>The number of the renaming that shows a checkpoint.</summary>
    private int CallsUpTo(int checkpoint)
    {
        string name = Path.Combine(RunFiles.Checkpoints, $"step-{2 * checkpoint:D8}");
        int at = _lab.TrainingCalls.ToList().FindIndex(call => call.StartsWith(nameof(DiskCall.Rename), StringComparison.Ordinal)
            && call.EndsWith(name, StringComparison.Ordinal));
        Assert.True(at >= 0);
        return at + 1;
    }
}
