namespace NeuralMemory.Onnx;

/// <summary>A machine as a model of ONNX: a graph of operations with its weights, that any runtime of ONNX runs.</summary>
public sealed class OnnxModel
{
    /// <summary>The version of ONNX's operators that it is written in.</summary>
    public const int OperatorSet = 17;

    /// <summary>The version of ONNX's file format.</summary>
    public const int FormatVersion = 8;

    internal OnnxModel(string name, GraphParts parts, IReadOnlyList<OnnxPort> inputs, IReadOnlyList<OnnxPort> outputs) =>
        (Name, Parts, Inputs, Outputs) = (name, parts, inputs, outputs);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What it takes: <c>input</c> first.</summary>
    public IReadOnlyList<OnnxPort> Inputs { get; }

    /// <summary>What it answers with: <c>logits</c> first.</summary>
    public IReadOnlyList<OnnxPort> Outputs { get; }

    /// <summary>What is known of it, in words: keys and values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; internal init; } = [];

    /// <summary>How many operations it has.</summary>
    public int Operations => Parts.Nodes.Count;

    /// <summary>The graph.</summary>
    internal GraphParts Parts { get; }

    /// <summary>Writes it as an <c>.onnx</c> file.</summary>
    /// <exception cref="OnnxException">It is larger than the format allows.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ModelMessage.Of(this).Written);
    }
}
