using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>What computes: an engine and the threads among which it divides batches, which are one where it does not.</summary>
/// <param name="engine">The engine; not disposed of here.</param>
/// <param name="threads">How many threads may compute.</param>
internal sealed class Computing(IEngine engine, int threads) : IDisposable
{
    /// <summary>The engine.</summary>
    public IEngine Engine => engine;

    /// <summary>The threads that call it.</summary>
    public ShardPool Pool { get; } = new(engine.DividesBatches ? threads : 1, Environment.ProcessorCount);

    /// <inheritdoc/>
    public void Dispose() => Pool.Dispose();
}
