using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable SpreadCore(Variable weights, Variable? bias, Variable z) =>
        Spread(Of(weights), bias is null ? null : Of(bias), Of(z));

    private NativeVariable Spread(NativeVariable weights, NativeVariable? bias, NativeVariable z)
    {
        int parts = weights.Shape[0], few = weights.Shape[1], units = weights.Shape[2];
        NativeVariable y = New(new Shape(z.Rows, parts * units));
        if (bias is null)
            Elementwise.Clear(y.Value, y.Shape.Count);
        Real* from = z.Value, to = y.Value;
        for (int row = 0; row < z.Rows; row++)
        {
            if (bias is not null)
                Elementwise.Copy(bias.Value, to, parts * units);
            Real* weight = weights.Value;
            for (int part = 0; part < parts; part++, to += units)
                for (int n = 0; n < few; n++, weight += units)
                    Elementwise.AddScaled(*from++, weight, to, units);
        }

        if (IsRecording)
            Record<SpreadNode>().Set(weights, bias, z, y);
        return y;
    }

    private sealed class SpreadNode : Node
    {
        private NativeVariable _weights = null!, _z = null!, _y = null!;
        private NativeVariable? _bias;

        public override string Name => "Spread";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable weights, NativeVariable? bias, NativeVariable z, NativeVariable y) =>
            (_weights, _bias, _z, _y) = (weights, bias, z, y);

        /// <summary>dW_gnc += z_gn dy_gc, dz_gn += sum over c of W_gnc dy_gc</summary>
        public override void Backward(NativeTape tape)
        {
            int parts = _weights.Shape[0], few = _weights.Shape[1], units = _weights.Shape[2];
            Real* dWeights = _weights.Accumulate(tape), dz = _z.Accumulate(tape), dBias = _bias is null ? null : _bias.Accumulate(tape);
            Real* z = _z.Value, dy = _y.Gradient;
            for (int row = 0; row < _z.Rows; row++)
            {
                if (dBias is not null)
                    Elementwise.Add(dy, dBias, parts * units);
                Real* weight = _weights.Value, dWeight = dWeights;
                for (int part = 0; part < parts; part++, dy += units)
                    for (int n = 0; n < few; n++, weight += units, dWeight += units)
                    {
                        Elementwise.AddScaled(*z++, dy, dWeight, units);
                        *dz++ += Elementwise.Dot(weight, dy, units);
                    }
            }
        }
    }
}
