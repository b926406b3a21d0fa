namespace NeuralMemory.Benchmarks;

/// <summary>One way to train: a machine, the sequences of a step and the threads that share them.</summary>
internal sealed record StepCase(string Machine, int Batch, int Threads)
{
    /// <summary>The threads that have something to do: a shard is computed by one.</summary>
    public int BusyThreads => Math.Min(Threads, (Batch + TrainingStep.ShardSize - 1) / TrainingStep.ShardSize);
}
