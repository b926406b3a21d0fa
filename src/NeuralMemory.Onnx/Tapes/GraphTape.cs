using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

/// <summary>
/// A tape that computes nothing: each primitive writes the operations of ONNX that it stands for. So a machine's equations, which are
/// written once, give its graph. Each primitive has a file of its own, as on the engines.
/// </summary>
/// <param name="parameters">The machine's parameters, whose numbers go into the graph.</param>
internal sealed partial class GraphTape(ParameterSet parameters) : Tape(parameters, recording: false)
{
    private readonly List<OpenCount> _open = [];
    private readonly Dictionary<SequenceBatch, Value> _inputs = [];
    private readonly List<KeptRows> _kept = [];
    private GraphVariable? _inputLengths;

    /// <summary>What the model leaves open.</summary>
    public IReadOnlyList<OpenCount> Open => _open;

    /// <summary>Whether whoever runs the model says how long its input is.</summary>
    public bool NeedsInputLengths => _inputLengths is not null;

    /// <summary>The graph so far.</summary>
    public GraphBuilder Graph { get; } = new();

    public override Span<Real> Gradients => throw NoGradients();

    public override long Capacity => 0;

    public override long MostUsed => 0;

    public override long Used => 0;

    /// <summary>A tensor that whoever runs the model gives.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its dimensions while the graph is written.</param>
    public GraphVariable Input(string name, Shape shape) => new(Graph.Input(name), shape);

    /// <summary>The inputs of a batch are this tensor.</summary>
    public void BindInputs(SequenceBatch batch, GraphVariable input) => _inputs.Add(batch, input.Value);

    /// <summary>The model leaves the rows of an input open.</summary>
    /// <param name="input">The input.</param>
    /// <param name="isPlace">Whether row after row stands for step after step.</param>
    public void LeaveOpen(GraphVariable input, bool isPlace)
    {
        Graph.Begin("Size");
        _open.Add(new(input.Rows, input.Value, input.Value.Size(0), isPlace));
    }

    public override void BackwardFromSeeds() => throw NoGradients();

    public override void Seed(Variable output, ReadOnlySpan<Real> gradient) => throw NoGradients();

    public override string? FindNonFinite() => null;

    /// <summary>What nodes call a variable.</summary>
    public static Value Of(Variable variable) => ((GraphVariable)variable).Value;

    /// <summary>The first rows of a variable that may have more.</summary>
    private static Value Of(Variable variable, int rows) =>
        variable.Rows == rows ? Of(variable) : Of(variable).Slice(0, 0, rows);

    /// <summary>The first rows as a matrix.</summary>
    private static Value Matrix(Variable variable, int rows)
    {
        Value value = Of(variable, rows);
        return variable.Shape.Rank == 2 ? value : value.Flatten();
    }

    /// <summary>The first rows, laid out like those of another variable that are as wide.</summary>
    private static Value Like(Variable x, Variable other, int rows)
    {
        Value value = Of(x, rows);
        return x.Shape.WithRows(rows) == other.Shape.WithRows(rows) ? value : value.Reshape(OpenRows(other.Shape));
    }

    /// <summary>A shape with as many rows as there are.</summary>
    private static long[] OpenRows(Shape shape)
    {
        long[] dimensions = Dimensions(shape);
        dimensions[0] = 0;
        return dimensions;
    }

    private static long[] Dimensions(Shape shape) => Array.ConvertAll(shape.ToArray(), dimension => (long)dimension);

    private static GraphVariable Result(Value value, Shape shape) => new(value, shape);

    /// <summary>How many rows there are where the model leaves that open; null where it does not.</summary>
    private OpenCount? OpenOf(int rows) => _open.Find(open => open.Rows == rows);

    protected override void BeginPass()
    {
    }

    protected override void BeginStep(int number)
    {
        // What is complete is joined where it is, and not in the step that is the first to look at it.
        foreach (KeptRows kept in _kept)
            kept.JoinComplete();
        Graph.BeginStep(number);
    }

    protected override string? WatchBackward(Action again) => throw NoGradients();

    protected override void RewardCore(ReadOnlySpan<Real> advantages, ReadOnlySpan<Real> entropyRates) => throw NoGradients();

    protected override void Dispose(bool disposing)
    {
    }

    private static InvalidOperationException NoGradients() => new("a tape that writes a graph does not record");
}
