namespace NeuralMemory.Experiments;

/// <summary>
/// How many sequences one tape computes at once. Never depends on the number of threads, so that this number changes no bit.
/// </summary>
internal static class SideBySide
{
    private const int Divided = 16, Whole = 64;

    /// <summary>In a step of training.</summary>
    /// <param name="training">What the config says.</param>
    /// <param name="divides">Whether the engine divides batches; see <see cref="Autodiff.IEngine.DividesBatches"/>.</param>
    public static int InTraining(TrainingConfig training, bool divides) =>
        divides ? Math.Min(training.Batch, training.Shard) : training.Batch;

    /// <summary>In an evaluation, at most. Each of them is drawn anew all the same, also what a batch of training shares.</summary>
    /// <param name="divides">Whether the engine divides batches.</param>
    public static int InEvaluation(bool divides) => divides ? Divided : Whole;
}
