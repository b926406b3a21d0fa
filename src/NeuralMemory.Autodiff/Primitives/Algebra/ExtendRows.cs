using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>The rows of one tensor and then, from where it ends, those of another: sequences that join others under way.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">[b, D], b at most B.</param>
    /// <param name="start">[at least B, D] what the rows from b on begin with.</param>
    /// <param name="rows">B.</param>
    /// <returns>[B, D]</returns>
    public static Variable ExtendRows(this Tape tape, Variable x, Variable start, int rows)
    {
        int width = x.Shape.RowCount, there = x.Rows * width;
        Expect.That(x.Rows <= rows, $"'x' has {x.Rows} rows already, expected at most {rows}");
        Expect.Rows(start, rows, width);
        Variable y = tape.New(new Shape(rows, width));
        Elementwise.Copy(x.Value, y.Value, there);
        Elementwise.Copy(start.Value + there, y.Value + there, y.Shape.Count - there);
        if (tape.IsRecording)
            tape.Record<ExtendRowsNode>().Set(x, start, y);
        return y;
    }

    private sealed class ExtendRowsNode : Node
    {
        private Variable _x = null!, _start = null!, _y = null!;

        public override string Name => "ExtendRows";

        public override Variable Output => _y;

        public void Set(Variable x, Variable start, Variable y) => (_x, _start, _y) = (x, start, y);

        public override void Backward(Tape tape)
        {
            int there = _x.Shape.Count;
            Elementwise.Add(_y.Gradient, _x.Accumulate(tape), there);
            Elementwise.Add(_y.Gradient + there, _start.Accumulate(tape) + there, _y.Shape.Count - there);
        }
    }
}
