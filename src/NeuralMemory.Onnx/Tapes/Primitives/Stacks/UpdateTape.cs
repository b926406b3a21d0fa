using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    /// <summary>What the input is called that says how long the input of a sequence is.</summary>
    public const string InputLengthName = "input_length";

    protected override Variable UpdateTapeCore(Variable tapes, Variable actions, Variable values, Variable jumps)
    {
        Graph.Begin("UpdateTape");
        int rows = actions.Rows, count = values.Shape[1], width = values.Shape[2], cells = tapes.Shape[2];
        Value tape = Of(tapes, rows).Reshape(0, count, width, cells), written = Of(values).Unsqueeze(3);
        if (cells > 1)
            written = Value.Concat(3, written, tape.Slice(3, 1, cells));
        Value[] shares = [.. Of(actions).Unsqueeze(3).Split(2, 1, 1, 1, 1, 1)];
        Value jump = Of(jumps, rows).Cast(ElementType.Whole).Unsqueeze(3), shape = written.Dimensions();
        Value places = Graph.Tensor(
            $"constants/places of {cells} cells", [cells], () => Enumerable.Range(0, cells).Select(cell => (long)cell).ToArray());
        Value next = shares[0].Multiply(written);
        next = next.Add(shares[1].Multiply(From(places.Add(Graph.Whole(1)))));
        next = next.Add(shares[2].Multiply(From(places.Subtract(Graph.Whole(1)))));
        next = next.Add(shares[3].Multiply(From(places.Add(jump))));
        next = next.Add(shares[4].Multiply(From(places.Subtract(jump))));
        return Result(next.Reshape(0, count * width, cells), new Shape(rows, count * width, cells));

        // What stands at some places, around the circle.
        Value From(Value from) => written.GatherElements(from.Modulo(Graph.Whole(cells)).Expand(shape));
    }

    public override Variable InputLengths(SequenceBatch batch)
    {
        Graph.Begin("InputLengths");
        _inputLengths ??= Input(InputLengthName, new Shape(1));
        return Result(_inputLengths.Value.Reshape(1, 1, 1), new Shape(1, 1, 1));
    }
}
