using NeuralMemory.Autodiff;
using NeuralMemory.Machines;

namespace NeuralMemory.Experiments;

/// <summary>
/// As much of a batch as is computed in a second or so, for an estimate: a batch of 65 536 sequences may take more memory than there is,
/// and the estimate is asked for to learn that.
/// </summary>
internal static class PartOfBatch
{
    // Products of a forward pass.
    private const double MostWork = 2e9;

    /// <summary>The way of training with a batch of fewer shards, at least one; the same where the whole is small enough.</summary>
    /// <param name="experiment">What would be trained.</param>
    /// <param name="machine">Its machine.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="scale">How many times as many sequences the whole batch has, at least 1.</param>
    public static TrainingConfig Of(Experiment experiment, IMachine machine, IEngine engine, out double scale)
    {
        TrainingConfig training = experiment.Config.Training;
        int shard = SideBySide.InTraining(training, engine.DividesBatches);
        double sequence = (double)experiment.Task.MaxLength * (machine.Parameters.Count + machine.Config.LargestState);
        double shards = Math.Max(1, Math.Floor(MostWork / (sequence * shard)));
        // An engine that computes a batch whole gets as many sequences of it.
        int batch = engine.DividesBatches
            ? (int)Math.Min(training.Batch, shards * shard)
            : (int)Math.Clamp(MostWork / sequence, 1, training.Batch);
        scale = (double)training.Batch / batch;
        // A part is divided as the whole would be.
        return training with { Batch = batch, Shard = training.Shard };
    }
}
