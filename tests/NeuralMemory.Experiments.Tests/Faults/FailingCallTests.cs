using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Whatever call the disk refuses, the run ends with a sentence, its checkpoints are whole, and it is gone on with.</summary>
public sealed class FailingCallTests : IDisposable
{
    private readonly FaultLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(nameof(Fault.Broken))]
    [InlineData(nameof(Fault.Full))]
    public void A_training_that_the_disk_refuses_a_call_ends_with_a_sentence_and_goes_on_later(string name)
    {
        Fault fault = Enum.Parse<Fault>(name);
        for (int number = 1; number <= _lab.TrainingCalls.Count; number++)
        {
            string directory = _lab.NewFolder();
            FaultyDisk disk = new(fault, number);
            Listener listener = new();
            Check(_lab.Start(directory, disk, listener), disk, directory, listener, fault);
            _lab.Finish(directory);
        }
    }

    [Theory]
    [InlineData(nameof(Fault.Broken))]
    [InlineData(nameof(Fault.Full))]
    public void A_resume_that_the_disk_refuses_a_call_ends_with_a_sentence_and_goes_on_later(string name)
    {
        Fault fault = Enum.Parse<Fault>(name);
        string begun = _lab.NewFolder();
        _lab.Start(begun, new FaultyDisk(Fault.Kill, _lab.TrainingCalls.Count * 3 / 5));
        FaultyDisk counting = new();
        Assert.Null(FaultLab.Resume(_lab.Copy(begun), counting));
        for (int number = 1; number <= counting.Calls.Count; number++)
        {
            string directory = _lab.Copy(begun);
            FaultyDisk disk = new(fault, number);
            Listener listener = new();
            Check(FaultLab.Resume(directory, disk, listener), disk, directory, listener, fault);
            _lab.Finish(directory);
        }
    }

    private static void Check(Exception? exception, FaultyDisk disk, string directory, Listener listener, Fault fault)
    {
        Assert.NotNull(disk.Struck);
        if (exception is null)
        {
            Assert.True(IsHarmless(disk.Struck), $"{fault} at {disk.Struck} was passed over");
            Assert.Equal(
                disk.Struck.EndsWith(RunFiles.Journal, StringComparison.Ordinal),
                listener.Warnings.Any(warning => warning.StartsWith("the journal of the run has a gap: ", StringComparison.Ordinal)));
        }
        else
        {
            RunException told = Assert.IsType<RunException>(exception);
            Assert.Equal(RunProblem.Storage, told.Problem);
            Assert.Contains(Path.GetDirectoryName(directory)!, told.Message, StringComparison.Ordinal);
            Assert.EndsWith(fault == Fault.Full ? "the disk is full" : "(an input/output error)", told.Message, StringComparison.Ordinal);
        }

        FaultLab.AssertIntact(directory);
        if (listener.Checkpoints is [.., var saved])
            Assert.True(RunDirectory.Open(directory).Checkpoints().Latest() >= saved, $"{fault} at {disk.Struck} lost a checkpoint");
    }

    /// <summary>
    /// What may be refused and nobody is the worse for it: taking away the note of who held the lock, which is for people, what a crash
    /// left unfinished, which the next to come takes away, and a line of the journal, without which a run is a run: that is told.
    /// </summary>
    private static bool IsHarmless(string call) =>
        (call.StartsWith(nameof(DiskCall.Truncate), StringComparison.Ordinal) && call.EndsWith(RunFiles.Lock, StringComparison.Ordinal))
        || call.EndsWith(RunFiles.Journal, StringComparison.Ordinal)
        || (call.StartsWith(nameof(DiskCall.DeleteFile), StringComparison.Ordinal)
            && Path.GetFileName(call).StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal));
}
