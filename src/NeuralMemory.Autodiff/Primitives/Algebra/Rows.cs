using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>Some rows of a tensor, in its own memory: those of one step out of what all steps have in one place.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">[at least row + count, D]</param>
    /// <param name="row">The first row.</param>
    /// <param name="count">B, how many rows, at least 1.</param>
    /// <returns>[B, D]</returns>
    public static Variable Rows(this Tape tape, Variable x, int row, int count)
    {
        int width = x.Shape.RowCount;
        Expect.That(row >= 0 && count >= 1, $"{count} rows from row {row} on");
        Expect.Rows(x, row + count, width);
        Variable y = tape.View(new Shape(count, width), x.Value + row * width);
        if (tape.IsRecording)
            tape.Record<RowsNode>().Set(x, row, y);
        return y;
    }

    /// <summary>Writes tensors, side by side, to rows of one that exists.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="destination">[at least row + B, the sum of the widths]</param>
    /// <param name="row">The first row to write.</param>
    /// <param name="inputs">Tensors [B, ...], at least one.</param>
    public static void RowsInto(this Tape tape, Variable destination, int row, params ReadOnlySpan<Variable> inputs)
    {
        Expect.That(inputs.Length >= 1, "takes at least one input");
        int rows = inputs[0].Rows, stride = destination.Shape.RowCount, column = 0;
        foreach (Variable input in inputs)
        {
            Expect.That(input.Rows == rows, $"an input of {input.Rows} rows beside one of {rows}");
            column += input.Shape.RowCount;
        }

        Expect.Rows(destination, row + rows, column);
        column = 0;
        foreach (Variable input in inputs)
        {
            int width = input.Shape.RowCount;
            for (int r = 0; r < rows; r++)
                Elementwise.Copy(input.Value + r * width, destination.Value + (row + r) * stride + column, width);
            if (tape.IsRecording)
                tape.Record<RowsIntoNode>().Set(input, destination, row, column);
            column += width;
        }
    }

    private sealed class RowsNode : Node
    {
        private Variable _x = null!, _y = null!;
        private int _row;

        public override string Name => "Rows";

        public override Variable Output => _y;

        public void Set(Variable x, int row, Variable y) => (_x, _row, _y) = (x, row, y);

        public override void Backward(Tape tape) =>
            Elementwise.Add(_y.Gradient, _x.Accumulate(tape) + _row * _x.Shape.RowCount, _y.Shape.Count);
    }

    private sealed class RowsIntoNode : Node
    {
        private Variable _x = null!, _y = null!;
        private int _row, _column;

        public override string Name => "RowsInto";

        public override Variable Output => _y;

        public override IEnumerable<NodeOutput> Outputs => [new(Name, _y, _row, _x.Rows)];

        public void Set(Variable x, Variable y, int row, int column) => (_x, _y, _row, _column) = (x, y, row, column);

        public override void Backward(Tape tape)
        {
            Real* dx = _x.Accumulate(tape);
            int width = _x.Shape.RowCount, stride = _y.Shape.RowCount;
            for (int r = 0; r < _x.Rows; r++)
                Elementwise.Add(_y.Gradient + (_row + r) * stride + _column, dx + r * width, width);
        }
    }
}
