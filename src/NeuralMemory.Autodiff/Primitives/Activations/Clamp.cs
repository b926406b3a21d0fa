using System.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// y = x within [-limit, limit], and the nearest end of it elsewhere, where no gradient passes (TensorFlow's <c>clip_by_value</c>, with
    /// which DeepMind's DNC bounds states and outputs). NaN stays NaN.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="limit">The largest size, above 0.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Variable Clamp(this Tape tape, Variable x, Real limit)
    {
        Expect.That(limit > 0, $"the limit is {limit}, expected a number above 0");
        Variable y = tape.New(x.Shape);
        ClampNode.Forward(x.Value, limit, y.Value, x.Shape.Count);
        if (tape.IsRecording)
            tape.Record<ClampNode>().Set(x, limit, y, 0);
        return y;
    }

    /// <summary>The same, written to rows of a tensor that exists: the outputs of all steps in one place.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">[B, O]</param>
    /// <param name="limit">The largest size, above 0.</param>
    /// <param name="destination">[at least row + B, O]</param>
    /// <param name="row">The first row to write.</param>
    public static void ClampInto(this Tape tape, Variable x, Real limit, Variable destination, int row)
    {
        Expect.That(limit > 0, $"the limit is {limit}, expected a number above 0");
        Expect.Rows(destination, row + x.Rows, x.Shape.RowCount);
        ClampNode.Forward(x.Value, limit, destination.Value + row * x.Shape.RowCount, x.Shape.Count);
        if (tape.IsRecording)
            tape.Record<ClampNode>().Set(x, limit, destination, row);
    }

    private sealed class ClampNode : Node
    {
        private Variable _x = null!, _y = null!;
        private Real _limit;
        private int _row;

        public override string Name => "Clamp";

        public override Variable Output => _y;

        public override IEnumerable<NodeOutput> Outputs => [new(Name, _y, _row, _x.Rows)];

        public void Set(Variable x, Real limit, Variable y, int row) => (_x, _limit, _y, _row) = (x, limit, y, row);

        public static void Forward(Real* x, Real limit, Real* y, int count)
        {
            Vector<Real> most = Vector.Create(limit);
            int lanes = Vector<Real>.Count, i = 0;
            for (; i <= count - lanes; i += lanes)
                Vector.Store(Vector.Max(Vector.Min(Vector.Load(x + i), most), -most), y + i);
            for (; i < count; i++)
                y[i] = Real.Max(Real.Min(x[i], limit), -limit);
        }

        /// <summary>dx += dy where |x| is at most the limit</summary>
        public override void Backward(Tape tape)
        {
            Real* dx = _x.Accumulate(tape), dy = _y.Gradient + _row * _x.Shape.RowCount, x = _x.Value;
            Vector<Real> most = Vector.Create(_limit);
            int lanes = Vector<Real>.Count, count = _x.Shape.Count, i = 0;
            for (; i <= count - lanes; i += lanes)
            {
                Vector<Real> passed = Vector.ConditionalSelect(
                    Vector.LessThanOrEqual(Vector.Abs(Vector.Load(x + i)), most), Vector.Load(dy + i), Vector<Real>.Zero);
                Vector.Store(Vector.Load(dx + i) + passed, dx + i);
            }

            for (; i < count; i++)
                dx[i] += Real.Abs(x[i]) <= _limit ? dy[i] : 0;
        }
    }
}
