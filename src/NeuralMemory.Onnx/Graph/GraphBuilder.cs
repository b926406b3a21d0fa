using System.Globalization;
using System.Runtime.InteropServices;

namespace NeuralMemory.Onnx;

/// <summary>A graph on its way: nodes in the order in which they must run, named by the primitive that they are of.</summary>
internal sealed class GraphBuilder
{
    private readonly UniqueNames _names = new();
    private readonly List<GraphNode> _nodes = [];
    private readonly Dictionary<string, GraphTensor> _tensors = [];
    private readonly Dictionary<string, Value> _constants = [];
    private readonly List<(int Node, int Step)> _steps = [];
    private int _made;

    /// <summary>The primitive that is being written.</summary>
    public GraphScope Scope { get; set; } = new("");

    /// <summary>The nodes so far.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>The tensors that the graph holds.</summary>
    public IReadOnlyDictionary<string, GraphTensor> Tensors => _tensors;

    /// <summary>What follows is a part of a primitive: its nodes are named below it.</summary>
    public void Begin(string primitive) => Scope = new(primitive);

    /// <summary>What follows is of a step of a sequence.</summary>
    public void BeginStep(int step) => _steps.Add((_nodes.Count, step));

    /// <summary>Where steps begin, each by the number of its first node.</summary>
    public IReadOnlyList<(int Node, int Step)> Steps => _steps;

    /// <summary>A name for the time while the graph is built.</summary>
    public string NewName() => FormattableString.Invariant($"#{_made++}");

    /// <summary>Keeps a name for an output.</summary>
    public void Reserve(string name) => _names.Of(name);

    /// <summary>A tensor that whoever runs the graph gives.</summary>
    public Value Input(string name) => new(this, _names.Of(name));

    /// <summary>A node with one output.</summary>
    public Value Node(string op, ReadOnlySpan<Value> inputs, params ReadOnlySpan<GraphAttribute> attributes) =>
        AddNode(op, 1, inputs, attributes)[0];

    /// <summary>A node with several outputs.</summary>
    public Value[] Node(string op, int outputs, ReadOnlySpan<Value> inputs, params ReadOnlySpan<GraphAttribute> attributes) =>
        AddNode(op, outputs, inputs, attributes);

    /// <summary>A loop over the rows of some tensors, from the first on: ONNX's <c>Scan</c>.</summary>
    /// <param name="starts">What is carried from row to row, before the first one.</param>
    /// <param name="scanned">The tensors, with as many rows each.</param>
    /// <param name="step">
    /// Writes the operations of a row: of what is carried and of one row of each tensor it makes what is carried on, and rows of results.
    /// </param>
    /// <returns>What is carried behind the last row, and the results.</returns>
    public (Value[] Last, Value[] Rows) Scan(
        Value[] starts, Value[] scanned, Func<Value[], Value[], (Value[] Next, Value[] Rows)> step)
    {
        int first = _nodes.Count;
        Value[] before = [.. starts.Select(_ => new Value(this, NewName()))], row = [.. scanned.Select(_ => new Value(this, NewName()))];
        (Value[] next, Value[] made) = step(before, row);
        GraphBody body = new(NamesOf(before, row), NamesOf(next, made), _nodes.GetRange(first, _nodes.Count - first));
        _nodes.RemoveRange(first, _nodes.Count - first);
        Value[] results = AddNode(
            "Scan", next.Length + made.Length, [.. starts, .. scanned],
            [new GraphAttribute("body") { Body = body }, GraphAttribute.Of("num_scan_inputs", scanned.Length)]);
        return (results[..next.Length], results[next.Length..]);

        static string[] NamesOf(Value[] some, Value[] others) => [.. some.Concat(others).Select(value => value.Name)];
    }

    /// <summary>A single number of single precision.</summary>
    public Value Number(double number) => Constant(
        ((float)number).ToString("R", CultureInfo.InvariantCulture), ElementType.Single, [], () => Bytes<float>([(float)number]));

    /// <summary>Whole numbers in a row: dimensions, axes.</summary>
    public Value Wholes(params ReadOnlySpan<long> numbers)
    {
        long[] own = numbers.ToArray();
        return Constant($"[{string.Join(", ", own)}]", ElementType.Whole, [own.Length], () => Bytes<long>(own));
    }

    /// <summary>A single whole number.</summary>
    public Value Whole(long number) =>
        Constant(FormattableString.Invariant($"whole {number}"), ElementType.Whole, [], () => Bytes<long>([number]));

    /// <summary>Numbers that the graph holds under this name, made once.</summary>
    public Value Tensor<T>(string name, IReadOnlyList<long> dimensions, Func<T[]> numbers) where T : unmanaged =>
        Made(name, name, TypeOf<T>(), dimensions, () => Bytes<T>(numbers()));

    /// <summary>The same under a name of its own each time.</summary>
    public Value NewTensor<T>(string name, IReadOnlyList<long> dimensions, ReadOnlySpan<T> numbers) where T : unmanaged =>
        Hold(NewName(), TypeOf<T>(), dimensions, Bytes(numbers), name);

    private Value Constant(string name, ElementType type, long[] dimensions, Func<byte[]> data) =>
        Made($"{type}:{name}", "constants/" + name, type, dimensions, data);

    private Value Made(string key, string name, ElementType type, IReadOnlyList<long> dimensions, Func<byte[]> data)
    {
        if (!_constants.TryGetValue(key, out Value value))
            _constants.Add(key, value = Hold(_names.Of(name), type, dimensions, data()));
        return value;
    }

    private Value Hold(string name, ElementType type, IReadOnlyList<long> dimensions, byte[] data, string? called = null)
    {
        _tensors.Add(name, new(name, type, dimensions, data) { Called = called });
        return new(this, name);
    }

    private Value[] AddNode(string op, int outputs, ReadOnlySpan<Value> inputs, ReadOnlySpan<GraphAttribute> attributes)
    {
        var taken = new string[inputs.Length];
        for (int i = 0; i < taken.Length; i++)
            taken[i] = inputs[i].Name;
        string[] made = [.. Enumerable.Range(0, outputs).Select(_ => NewName())];
        _nodes.Add(new(op, Scope, taken, made, attributes.ToArray()));
        return Array.ConvertAll(made, output => new Value(this, output));
    }

    private static ElementType TypeOf<T>() => typeof(T) == typeof(float) ? ElementType.Single
        : typeof(T) == typeof(double) ? ElementType.Double
        : typeof(T) == typeof(long) ? ElementType.Whole
        : throw new InvalidOperationException($"no tensor of {typeof(T)}");

    /// <summary>Numbers as a file has them.</summary>
    public static byte[] Bytes<T>(ReadOnlySpan<T> numbers) where T : unmanaged => MemoryMarshal.AsBytes(numbers).ToArray();
}
