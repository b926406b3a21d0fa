using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable GruGatesCore(Variable fromInput, Variable fromHidden, Variable hidden) =>
        GruGates(Of(fromInput), Of(fromHidden), Of(hidden));

    private NativeVariable GruGates(NativeVariable fromInput, NativeVariable fromHidden, NativeVariable hidden)
    {
        int rows = fromInput.Rows, units = fromInput.Shape.RowCount / 3;
        NativeVariable next = New(new Shape(rows, units));
        Real* gates = Scratch(3 * rows * units);
        for (int r = 0; r < rows; r++)
        {
            Real* a = fromInput.Value + 3 * r * units, b = fromHidden.Value + 3 * r * units, gate = gates + 3 * r * units;
            Real* reset = gate, update = gate + units, candidate = update + units, h = hidden.Value + r * units, y = next.Value + r * units;
            for (int c = 0; c < 2 * units; c++)
                gate[c] = a[c] + b[c];
            Elementwise.Map<SigmoidOperator>(gate, gate, 2 * units);
            for (int c = 0; c < units; c++)
                candidate[c] = a[2 * units + c] + reset[c] * b[2 * units + c];
            Elementwise.Map<TanhOperator>(candidate, candidate, units);
            for (int c = 0; c < units; c++)
                y[c] = candidate[c] + update[c] * (h[c] - candidate[c]);
        }

        if (IsRecording)
            Record<GruGatesNode>().Set(fromInput, fromHidden, hidden, next, gates);
        return next;
    }

    private sealed class GruGatesNode : Node
    {
        private NativeVariable _fromInput = null!, _fromHidden = null!, _previous = null!, _hidden = null!;
        private Real* _gates;

        public override string Name => "GruGates";

        public override NativeVariable Output => _hidden;

        public void Set(NativeVariable fromInput, NativeVariable fromHidden, NativeVariable previous, NativeVariable hidden, Real* gates)
        {
            (_fromInput, _fromHidden, _previous, _hidden) = (fromInput, fromHidden, previous, hidden);
            _gates = gates;
        }

        public override void Backward(NativeTape tape)
        {
            int rows = _hidden.Rows, units = _hidden.Shape.RowCount;
            Real* dInput = _fromInput.Accumulate(tape), dRecurrent = _fromHidden.Accumulate(tape), dPrevious = _previous.Accumulate(tape);
            for (int row = 0; row < rows; row++)
            {
                Real* gate = _gates + 3 * row * units, b = _fromHidden.Value + 3 * row * units + 2 * units;
                Real* dy = _hidden.Gradient + row * units, h = _previous.Value + row * units;
                Real* da = dInput + 3 * row * units, db = dRecurrent + 3 * row * units;
                for (int c = 0; c < units; c++)
                {
                    Real r = gate[c], z = gate[units + c], n = gate[2 * units + c];
                    Real dn = dy[c] * (1 - z) * (1 - n * n);
                    Real dz = dy[c] * (h[c] - n) * z * (1 - z);
                    Real dr = dn * b[c] * r * (1 - r);
                    da[c] += dr;
                    da[units + c] += dz;
                    da[2 * units + c] += dn;
                    db[c] += dr;
                    db[units + c] += dz;
                    db[2 * units + c] += dn * r;
                    dPrevious[row * units + c] += dy[c] * z;
                }
            }
        }
    }
}
