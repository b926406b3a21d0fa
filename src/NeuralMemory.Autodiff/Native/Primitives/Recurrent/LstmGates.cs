using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override (Variable Hidden, Variable Cell) LstmGatesCore(Variable gates, Variable cell) =>
        LstmGates(Of(gates), Of(cell));

    private (NativeVariable Hidden, NativeVariable Cell) LstmGates(NativeVariable gates, NativeVariable cell)
    {
        int rows = gates.Rows, units = gates.Shape.RowCount / 4;
        var shape = new Shape(rows, units);
        NativeVariable hidden = New(shape), next = New(shape);
        Real* squashed = Scratch(shape.Count);
        for (int r = 0; r < rows; r++)
        {
            int at = r * units;
            LstmGatesNode.ForwardRow(
                gates.Value + 4 * at, cell.Value + at, next.Value + at, squashed + at, hidden.Value + at, units);
        }

        if (IsRecording)
            Record<LstmGatesNode>().Set(gates, cell, hidden, next, squashed);
        return (hidden, next);
    }

    private sealed class LstmGatesNode : Node
    {
        private NativeVariable _gates = null!, _previous = null!, _hidden = null!, _cell = null!;
        private Real* _squashed;

        public override string Name => "LstmGates";

        public override NativeVariable Output => _hidden;

        public override IEnumerable<NodeOutput> Outputs =>
            [new("LstmGates 'hidden'", _hidden, 0, _hidden.Rows), new("LstmGates 'cell'", _cell, 0, _cell.Rows)];

        public override bool HasGradient => _hidden.HasGradient || _cell.HasGradient;

        public void Set(NativeVariable gates, NativeVariable previous, NativeVariable hidden, NativeVariable cell, Real* squashed)
        {
            (_gates, _previous, _hidden, _cell) = (gates, previous, hidden, cell);
            _squashed = squashed;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void ForwardRow(Real* gates, Real* previous, Real* cell, Real* squashed, Real* hidden, int units)
        {
            Real* i = gates, f = gates + units, g = f + units, o = g + units;
            Elementwise.Map<SigmoidOperator>(i, i, 2 * units);
            Elementwise.Map<TanhOperator>(g, g, units);
            Elementwise.Map<SigmoidOperator>(o, o, units);
            int lanes = Vector<Real>.Count;
            if (units < lanes)
            {
                for (int c = 0; c < units; c++)
                    cell[c] = f[c] * previous[c] + i[c] * g[c];
                Elementwise.Map<TanhOperator>(cell, squashed, units);
                for (int c = 0; c < units; c++)
                    hidden[c] = o[c] * squashed[c];
                return;
            }

            // The last vector overlaps the one before it, and computes the same there.
            for (int c = 0; c < units; c += lanes)
            {
                int at = Math.Min(c, units - lanes);
                Vector<Real> value = Vector.FusedMultiplyAdd(
                    Vector.Load(f + at), Vector.Load(previous + at), Vector.Load(i + at) * Vector.Load(g + at));
                Vector<Real> tanh = VectorMath.Tanh(value);
                Vector.Store(value, cell + at);
                Vector.Store(tanh, squashed + at);
                Vector.Store(tanh * Vector.Load(o + at), hidden + at);
            }
        }

        public override void Backward(NativeTape tape)
        {
            int rows = _gates.Rows, units = _cell.Shape.RowCount;
            Real* dHidden = _hidden.Accumulate(tape), dCell = _cell.Accumulate(tape);
            Real* dGates = _gates.Write(tape, rows, out bool addGates);
            Expect.That(!addGates, "the pre-activations have another use", nameof(LstmGates));
            Real* dPrevious = _previous.Write(tape, rows, out bool add);
            for (int r = 0; r < rows; r++)
            {
                int at = r * units;
                BackwardRow(_gates.Value + 4 * at, _previous.Value + at, _squashed + at, dHidden + at, dCell + at,
                    dGates + 4 * at, dPrevious + at, units, add);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void BackwardRow(
            Real* gates, Real* previous, Real* squashed, Real* dHidden, Real* dCell, Real* dGates, Real* dPrevious, int units, bool add)
        {
            int lanes = Vector<Real>.Count, c = 0;
            Vector<Real> one = Vector<Real>.One;
            for (; c <= units - lanes; c += lanes)
            {
                Vector<Real> i = Vector.Load(gates + c), f = Vector.Load(gates + units + c);
                Vector<Real> g = Vector.Load(gates + 2 * units + c), o = Vector.Load(gates + 3 * units + c);
                Vector<Real> t = Vector.Load(squashed + c), dh = Vector.Load(dHidden + c);
                Vector<Real> dc = Vector.FusedMultiplyAdd(dh * o, one - t * t, Vector.Load(dCell + c));
                Vector.Store(dc * g * i * (one - i), dGates + c);
                Vector.Store(dc * Vector.Load(previous + c) * f * (one - f), dGates + units + c);
                Vector.Store(dc * i * (one - g * g), dGates + 2 * units + c);
                Vector.Store(dh * t * o * (one - o), dGates + 3 * units + c);
                Vector<Real> back = dc * f;
                Vector.Store(add ? back + Vector.Load(dPrevious + c) : back, dPrevious + c);
            }

            for (; c < units; c++)
            {
                Real i = gates[c], f = gates[units + c], g = gates[2 * units + c], o = gates[3 * units + c];
                Real t = squashed[c], dc = dCell[c] + dHidden[c] * o * (1 - t * t);
                dGates[c] = dc * g * i * (1 - i);
                dGates[units + c] = dc * previous[c] * f * (1 - f);
                dGates[2 * units + c] = dc * i * (1 - g * g);
                dGates[3 * units + c] = dHidden[c] * t * o * (1 - o);
                dPrevious[c] = add ? dPrevious[c] + dc * f : dc * f;
            }
        }
    }
}
