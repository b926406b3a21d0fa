namespace NeuralMemory.Onnx;

/// <summary>What the numbers of a tensor are, by ONNX's own numbers (<c>TensorProto.DataType</c>).</summary>
internal enum ElementType
{
    /// <summary>Single precision.</summary>
    Single = 1,

    /// <summary>Whole numbers of 64 bits: indices and dimensions.</summary>
    Whole = 7,

    /// <summary>True or false.</summary>
    Truth = 9,

    /// <summary>Double precision.</summary>
    Double = 11,
}

/// <summary>Numbers that a graph holds itself.</summary>
/// <param name="Name">What nodes call it.</param>
/// <param name="Type">What the numbers are.</param>
/// <param name="Dimensions">The dimensions; empty for a single number.</param>
/// <param name="Data">The numbers, row-major, little-endian.</param>
internal sealed record GraphTensor(string Name, ElementType Type, IReadOnlyList<long> Dimensions, ReadOnlyMemory<byte> Data)
{
    /// <summary>What it is to be called, with a number where there are more of the name; null where <see cref="Name"/> stays.</summary>
    public string? Called { get; init; }

    /// <summary>Whether it holds the same.</summary>
    public bool IsLike(GraphTensor other) => Type == other.Type && Dimensions.SequenceEqual(other.Dimensions)
        && Data.Span.SequenceEqual(other.Data.Span);
}

/// <summary>The primitive that nodes are of.</summary>
/// <param name="name">What they are called by, with a number where there are more of the name.</param>
internal sealed class GraphScope(string name)
{
    /// <summary>What nodes are called by.</summary>
    public string Name => name;
}

/// <summary>A graph within a node; it sees what stands before that.</summary>
/// <param name="Inputs">What the node gives to it.</param>
/// <param name="Outputs">What it gives back.</param>
/// <param name="Nodes">Its operations in order.</param>
internal sealed record GraphBody(string[] Inputs, string[] Outputs, IReadOnlyList<GraphNode> Nodes)
{
    /// <summary>What it takes of the graph around it.</summary>
    public IEnumerable<string> Outer
    {
        get
        {
            HashSet<string> own = [.. Inputs, .. Nodes.SelectMany(node => node.Outputs)];
            return Nodes.SelectMany(node => node.Needs).Where(input => !own.Contains(input));
        }
    }
}

/// <summary>A setting of a node: exactly one of the values is there.</summary>
/// <param name="Name">What the operator calls it.</param>
internal sealed record GraphAttribute(string Name)
{
    /// <summary>A whole number.</summary>
    public long? Whole { get; init; }

    /// <summary>A number.</summary>
    public float? Number { get; init; }

    /// <summary>Whole numbers.</summary>
    public IReadOnlyList<long>? Wholes { get; init; }

    /// <summary>A graph that the operator runs.</summary>
    public GraphBody? Body { get; init; }

    /// <summary>A word.</summary>
    public string? Text { get; init; }

    /// <summary>A setting that is a whole number.</summary>
    public static GraphAttribute Of(string name, long value) => new(name) { Whole = value };

    /// <summary>A setting that is a number.</summary>
    public static GraphAttribute OfNumber(string name, float value) => new(name) { Number = value };

    /// <summary>A setting that is a word.</summary>
    public static GraphAttribute OfText(string name, string value) => new(name) { Text = value };

    /// <summary>A setting that is a list of whole numbers.</summary>
    public static GraphAttribute OfWholes(string name, params IReadOnlyList<long> values) => new(name) { Wholes = values };
}

/// <summary>An operation.</summary>
/// <param name="Operator">Such as <c>MatMul</c>, of the default domain.</param>
/// <param name="Scope">What it is a part of.</param>
/// <param name="Inputs">The tensors that it takes, in order; an empty name for one that is left out.</param>
/// <param name="Outputs">Those that it makes.</param>
/// <param name="Attributes">Its settings.</param>
internal sealed record GraphNode(
    string Operator, GraphScope Scope, string[] Inputs, string[] Outputs, IReadOnlyList<GraphAttribute> Attributes)
{
    /// <summary>Its own name; empty while the graph is built.</summary>
    public string Name { get; init; } = "";

    /// <summary>The graph that it runs; null for a plain operation.</summary>
    public GraphBody? Body => Attributes.Select(attribute => attribute.Body).FirstOrDefault(body => body is not null);

    /// <summary>All tensors that must be there before it.</summary>
    public IEnumerable<string> Needs => Body is { } body ? Inputs.Concat(body.Outer) : Inputs;
}
