using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>What the journal of a run has after training, resuming and measuring.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Every_command_that_writes_has_its_line_and_its_end()
    {
        using (Stopper stopper = new(14))
            Run.Start(_lab.Load(), Lab.Options(_lab.In("run"), stopper) with { Command = "neuralmemory train x" }, stopper.Token);
        Run.Resume(_lab.In("run"), Lab.Options(), ["training.steps=20"]);
        using (TrainedMachine machine = TrainedMachine.Open(_lab.In("run"), new() { Time = TimeProvider.System, Command = "eval" }))
        {
            machine.Evaluate(new() { Seed = 3 });
            machine.Evaluate(new() { Seed = 4 });
        }

        IReadOnlyList<JournalEntry> lines = Read("run");
        Assert.Equal(["train", "train", "resume", "resume", "eval", "eval"], lines.Select(line => line.What));
        Assert.Equal([0L, 14, 14, 20, 20, 20], lines.Select(line => line.Step));
        Assert.Equal(["interrupted", "done", "2 evaluations"], lines.Select(line => line.Outcome).OfType<string>());
        Assert.Equal("neuralmemory train x", lines[0].Command);
        Assert.Equal(["training.steps=20"], lines[2].Overrides!);
        Assert.Null(lines[2].Command);
        for (int i = 0; i < lines.Count; i += 2)
            Assert.True(lines[i + 1].Ends(lines[i]));
        using RunDirectory run = RunDirectory.Open(_lab.In("run"));
        Assert.Equal(run.ReadEnvironment().Commit, lines[0].Commit);
    }

    [Fact]
    public void What_only_reads_leaves_no_line()
    {
        _lab.Start("run");
        int before = Read("run").Count;
        using (TrainedMachine machine = TrainedMachine.Open(_lab.In("run"), new() { Time = TimeProvider.System }))
        {
            machine.Record(new());
            using MachineSession session = machine.Begin();
        }

        Assert.Equal(before, Read("run").Count);
    }

    [Fact]
    public void A_run_that_failed_says_why_and_one_that_is_killed_says_nothing()
    {
        // After the first checkpoint: what fails before its first step leaves nothing at all.
        Assert.Throws<OperationCanceledException>(
            () => Run.Start(_lab.Load(), Lab.Options(_lab.In("run"), new Saboteur(15))));
        JournalEntry last = Read("run")[^1];
        Assert.Equal(("failed", JournalEvent.Ended), (last.Outcome, last.Event));
        Assert.NotNull(last.Reason);
    }

    [Fact]
    public void A_run_that_comes_to_nothing_leaves_no_journal()
    {
        Assert.Throws<OperationCanceledException>(() => Run.Start(_lab.Load(), Lab.Options(_lab.In("run"), new Refuser())));
        Assert.False(Directory.Exists(_lab.In("run")));
    }

    [Fact]
    public void A_journal_that_cannot_be_written_ends_no_run_and_is_told()
    {
        _lab.Start("run", "training.steps=10");
        File.Delete(_lab.In("run/journal.jsonl"));
        Directory.CreateDirectory(_lab.In("run/journal.jsonl"));
        Listener listener = new();
        RunOutcome outcome = Run.Resume(_lab.In("run"), Lab.Options(observer: listener), ["training.steps=20"]);
        Assert.Equal(RunState.Done, outcome.State);
        Assert.Contains(listener.Warnings, warning => warning.StartsWith("the journal of the run has a gap: ", StringComparison.Ordinal));
    }

    private IReadOnlyList<JournalEntry> Read(string name)
    {
        using RunDirectory run = RunDirectory.Open(_lab.In(name));
        return run.Journal.Read();
    }

    private sealed class Refuser : ITrainingObserver
    {
        public void Started(RunStarted run) => throw new OperationCanceledException();
    }
}
