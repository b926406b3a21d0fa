using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// Something that is trained: a plain tensor, or the weight of a linear layer, packed in panels with the bias, if it has one, as the last
/// input. It names a range of its set's block; it holds no numbers itself.
/// </summary>
public sealed class Parameter
{
    internal Parameter(ParameterSet set, int index, string name, int offset, Shape shape)
    {
        (Set, Index, Name, Offset, Shape) = (set, index, name, offset, shape);
        Length = shape.Count;
        Tensors = [new PlainTensor(this, name, shape, 0, 0)];
    }

    internal Parameter(ParameterSet set, int index, string name, int offset, PanelLayout layout, bool hasBias)
    {
        (Set, Index, Name, Offset, Layout, HasBias) = (set, index, name, offset, layout, hasBias);
        Shape = new Shape(layout.Outputs, layout.Inputs);
        Length = layout.Length;
        int inputs = layout.Inputs - (hasBias ? 1 : 0);
        PlainTensor weight = new(this, name + "/weight", new Shape(layout.Outputs, inputs), 0, inputs);
        Tensors = hasBias ? [weight, new PlainTensor(this, name + "/bias", new Shape(layout.Outputs), inputs, 1)] : [weight];
    }

    /// <summary>A unique path, such as <c>controller/lstm0</c>.</summary>
    public string Name { get; }

    /// <summary>The set that it belongs to.</summary>
    public ParameterSet Set { get; }

    /// <summary>Its place in the set's list.</summary>
    public int Index { get; }

    /// <summary>Where it begins in the set's block, a multiple of a cache line.</summary>
    public int Offset { get; }

    /// <summary>How many numbers it takes in the block, a packed matrix's padding included.</summary>
    public int Length { get; }

    /// <summary>Whether the last input of a linear layer is a bias.</summary>
    public bool HasBias { get; }

    /// <summary>The plain shape; [outputs, inputs with the bias] for a linear layer.</summary>
    public Shape Shape { get; }

    /// <summary>
    /// Whether it is a table [N, V] of which a pass reads a few rows, such as embeddings: what it costs is mostly what those rows cost.
    /// </summary>
    public bool IsTable { get; internal init; }

    /// <summary>How a linear layer is packed; null for a plain tensor.</summary>
    public PanelLayout? Layout { get; }

    /// <summary>The plain tensors that it stands for in files.</summary>
    public IReadOnlyList<PlainTensor> Tensors { get; }

    /// <summary>Its numbers in the set's block, a packed matrix's padding included.</summary>
    public Span<Real> Span => Set.Block.Slice(Offset, Length);

    /// <summary>The first of them.</summary>
    internal unsafe Real* Values => Set.Values + Offset;
}
