namespace NeuralMemory.Commands;

/// <summary>Says that not all time-steps of training are kept (<c>training.recompute</c>).</summary>
internal static class RecomputationText
{
    /// <summary>The sentence, without a full stop.</summary>
    /// <param name="every">Before every how many-th time-step a state is kept.</param>
    public static string Of(int every) =>
        $"a state is kept every {Readable.Count(every, "time-step")}, and the steps between are computed again";
}
