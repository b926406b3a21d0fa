using NeuralMemory.Autodiff;

namespace NeuralMemory.Experiments;

/// <summary>What the time-steps that training keeps may take, before some of them are computed again (<c>training.recompute</c>).</summary>
internal static class StepMemory
{
    // A process that trains takes less than 2 GB with it, whatever else the machine has.
    private const long Most = 1L << 30;

    /// <summary>How many bytes all tapes of a run may take for steps.</summary>
    public static long Bytes => Math.Min(Most, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>Tells a tape what the config says.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="training">The way of training.</param>
    /// <param name="tapes">How many tapes the whole batch has.</param>
    public static void Tell(Tape tape, TrainingConfig training, double tapes)
    {
        tape.CheckpointEvery = training.Recompute.Every;
        tape.CheckpointBeyond = training.Recompute.IsNever ? null : (long)(Bytes / (tapes * sizeof(Real)));
    }
}
