namespace NeuralMemory.Torch;

/// <summary>A recorded pass.</summary>
internal interface IGraph : IDisposable
{
    /// <summary>Does once more what was recorded, in order after what this thread has asked of the device before.</summary>
    void Replay();
}
