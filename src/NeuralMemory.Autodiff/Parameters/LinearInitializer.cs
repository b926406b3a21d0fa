using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>How a linear layer begins: weights uniform in ±1/sqrt(fan-in), biases zero unless <see cref="BiasOf"/> says otherwise.</summary>
public sealed record LinearInitializer
{
    /// <summary>The default.</summary>
    public static LinearInitializer Default { get; } = new();

    /// <summary>The bias of each output; null means zero.</summary>
    public Func<int, Real>? BiasOf { get; init; }

    internal static Real Weight(RandomStream stream, int fanIn)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        return (Real)stream.NextDouble(-bound, bound);
    }

    internal Real Bias(int output) => BiasOf?.Invoke(output) ?? 0;
}
