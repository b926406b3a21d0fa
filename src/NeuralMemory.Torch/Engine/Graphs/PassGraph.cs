using TorchSharp;

namespace NeuralMemory.Torch;

/// <summary>A graph for the passes of one shape, with what it reads and what it leaves.</summary>
/// <param name="shape">Whose passes.</param>
/// <param name="parameters">How many numbers are trained.</param>
/// <param name="device">The device.</param>
/// <param name="pinned">Whether the host's memory is pinned.</param>
internal sealed class PassGraph(PassShape shape, int parameters, torch.Device device, bool pinned) : IDisposable
{
    /// <summary>
    /// Passes that are computed both ways before the graph is believed: one with the numbers of its recording, one with others.
    /// </summary>
    private const int Trials = 2;

    private int _passed;

    /// <summary>Whose passes it computes.</summary>
    public PassShape Shape => shape;

    /// <summary>What it reads.</summary>
    public PassFeed Feed { get; } = new(shape, device, pinned);

    /// <summary>What it leaves.</summary>
    public PassOutputs Outputs { get; } = new(shape, parameters, device, pinned);

    /// <summary>The recorded pass; null before it is recorded.</summary>
    public IGraph? Graph { get; set; }

    /// <summary>Whether it has computed what passes compute without it often enough.</summary>
    public bool IsTrusted => _passed >= Trials;

    /// <summary>How many numbers it keeps on the device, beside what its operations make.</summary>
    public long Numbers => Feed.Numbers + Outputs.Room;

    /// <summary>Compares the last replay with the same pass without the graph.</summary>
    /// <param name="loss">The pass's loss.</param>
    /// <param name="gradients">Its gradients.</param>
    /// <returns>Null where they agree; else how they do not.</returns>
    public string? Compare(Real loss, ReadOnlySpan<Real> gradients)
    {
        if (GraphCheck.Compare(loss, gradients, Outputs.Loss, Outputs.Gradients) is { } difference)
            return difference;
        if (Real.IsFinite(loss))
            _passed++;
        return null;
    }

    public void Dispose()
    {
        Graph?.Dispose();
        Feed.Dispose();
        Outputs.Dispose();
    }
}
