namespace NeuralMemory.Machines;

/// <summary>Numbers that passes of training change and that are not trained, such as running statistics; checkpoints hold them.</summary>
public interface IMachineBuffers
{
    /// <summary>Copies all of them, always under the same names and in the same order.</summary>
    IReadOnlyList<MachineBuffer> Copy();

    /// <summary>Sets all of them.</summary>
    /// <param name="buffers">One for each of <see cref="Copy"/>, of the same shape and in the same order.</param>
    void Set(IReadOnlyList<MachineBuffer> buffers);

    /// <summary>Makes the last pass of training undone: its numbers were not finite, so that it does not count.</summary>
    void Undo();
}

/// <summary>A copy of a buffer.</summary>
/// <param name="Name">A unique path that no parameter has.</param>
/// <param name="Shape">The dimensions; empty for a single number.</param>
/// <param name="Numbers">As many as the shape has, row-major.</param>
public sealed record MachineBuffer(string Name, IReadOnlyList<int> Shape, Real[] Numbers);
