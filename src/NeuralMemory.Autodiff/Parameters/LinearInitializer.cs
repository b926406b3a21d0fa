using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// How a linear layer begins: weights and biases uniform in ±1 / sqrt(fan-in). Random biases tell heads and gates apart from the first
/// step on.
/// </summary>
public sealed record LinearInitializer
{
    /// <summary>The default.</summary>
    public static LinearInitializer Default { get; } = new();

    /// <summary>What is added to the bias of each output; null adds nothing.</summary>
    public Func<int, Real>? BiasOf { get; init; }

    /// <summary>Whether weights begin at zero, so that only biases speak before the first update; biases are random still.</summary>
    public bool ZeroWeights { get; init; }

    internal static Real Weight(RandomStream stream, int fanIn)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        return (Real)stream.NextDouble(-bound, bound);
    }

    internal Real Bias(RandomStream stream, int fanIn, int output) => Weight(stream, fanIn) + (BiasOf?.Invoke(output) ?? 0);
}
