using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    private const string TableName = "constants/of_steps";

    private readonly List<float[]> _tables = [];

    /// <summary>The constants that have a row for each step: what they hold depends on how many steps there were.</summary>
    public IReadOnlyList<float[]> Tables => _tables;

    /// <summary>How many steps there can be at most, where the machine knows no more places; null where it has no such bound.</summary>
    public int? Longest { get; private set; }

    /// <summary>Whether a tensor is such a constant.</summary>
    public static bool IsTable(string name) => name.StartsWith(TableName, StringComparison.Ordinal);

    public override Variable Inputs(SequenceBatch batch, int row, int rows)
    {
        Graph.Begin("Inputs");
        Value all = _inputs[batch];
        return Result(row == 0 && rows == batch.Rows ? all : all.Slice(0, row, row + rows), new Shape(rows, batch.InputWidth));
    }

    public override Variable Fill(Shape shape, Real value)
    {
        Graph.Begin("Fill");
        return Result(Repeat(Graph.Number(value), shape), shape);
    }

    protected override Variable ConstantCore(ReadOnlySpan<Real> values, Shape shape)
    {
        Graph.Begin("Constant");
        // A length that the machine counts with is one that the model counts.
        if (values.Length == 1 && OpenOf((int)values[0]) is { IsPlace: true } counted)
            return Result(Repeat(counted.Size.Cast(ElementType.Single), shape), shape);
        float[] numbers = Array.ConvertAll(values.ToArray(), number => (float)number);
        int width = shape.RowCount;
        if (numbers.Length > width && numbers.Length % width == 0 && AreRowsAlike(numbers, width))
            numbers = numbers[..width];
        long[] dimensions = Dimensions(shape);
        if (numbers.Length == width)
        {
            dimensions[0] = 1;
            return Result(Repeat(Graph.NewTensor<float>("constants/row", dimensions, numbers), shape), shape);
        }

        if (numbers.Length < shape.Count)
            numbers = [.. Enumerable.Repeat(numbers, shape.Count / numbers.Length).SelectMany(each => each)];
        if (OpenOf(shape[0]) is not { } open)
            return Result(Graph.NewTensor<float>("constants/numbers", dimensions, numbers), shape);
        if (!open.IsPlace)
            throw new OnnxException("the machine gives each sequence numbers of its own, so that their number cannot be left open");
        _tables.Add(numbers);
        return Result(Graph.NewTensor<float>(TableName, dimensions, numbers).FirstRows(open.Size), shape);
    }

    protected override Variable UseCore(Parameter parameter) => Result(Weights(parameter.Tensors[0]), parameter.Shape);

    protected override Variable NewKeptCore(Shape shape)
    {
        KeptRows rows = new(Graph, shape[0]);
        _kept.Add(rows);
        return new GraphVariable(rows, shape);
    }

    /// <summary>What a sequence begins with, for as many sequences as there are; of as many already it is a copy.</summary>
    /// <param name="state">[1, ...] or [B, ...] when the model runs.</param>
    /// <param name="like">[B, ...]</param>
    public GraphVariable Spread(GraphVariable state, GraphVariable like)
    {
        Graph.Begin(state.Value.Name);
        long[] ones = new long[state.Shape.Rank - 1];
        Array.Fill(ones, 1);
        Value shape = OpenOf(like.Rows) is { } open ? Value.Concat(0, open.Size, Graph.Wholes(ones)) : Graph.Wholes([1, .. ones]);
        return Result(state.Value.Expand(shape), state.Shape);
    }

    /// <summary>A parameter's tensor, which the graph holds under its own name.</summary>
    private Value Weights(PlainTensor tensor) => Graph.Tensor(tensor.Name, Dimensions(tensor.Shape), () =>
    {
        var numbers = new Real[tensor.Shape.Count];
        tensor.CopyOut(Parameters.Block, numbers);
        return Array.ConvertAll(numbers, number => (float)number);
    });

    /// <summary>A single number, or a row [1, ...], as often as a shape has it.</summary>
    private Value Repeat(Value one, Shape shape)
    {
        if (OpenOf(shape[0]) is not { } open)
            return one.Expand(Graph.Wholes(Dimensions(shape)));
        return one.Expand(shape.Rank == 1 ? open.Size : Value.Concat(0, open.Size, Graph.Wholes(Dimensions(shape).AsSpan(1))));
    }

    private static bool AreRowsAlike(ReadOnlySpan<float> numbers, int width)
    {
        for (int row = width; row < numbers.Length; row += width)
            if (!numbers.Slice(row, width).SequenceEqual(numbers[..width]))
                return false;
        return true;
    }
}
