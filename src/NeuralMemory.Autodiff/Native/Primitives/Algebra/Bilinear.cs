using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// All products of an input and a hidden number are written down as the inputs of a linear layer, whose weight gradient is then found for
/// all steps at once.
/// </summary>
internal sealed unsafe partial class NativeTape
{
    protected override Variable BilinearCore(Parameter layer, Variable hidden, ReadOnlySpan<Variable> inputs, int rows)
    {
        PanelLayout layout = layer.Layout!.Value;
        var shape = new Shape(rows, layout.Outputs);
        if (IsRecording)
            return Ran(Record<BilinearNode>().Forward(this, layer, Of(hidden), inputs, rows));
        NativeVariable result = New(shape);
        Real* pairs = Scratch(rows * layout.Inputs);
        BilinearNode.Pair(Of(hidden), inputs, rows, layout.Inputs, pairs);
        PackedProduct.Forward(pairs, layout.Inputs, rows, layer.Values, layout, result.Value, layout.Outputs);
        return result;
    }

    private sealed class BilinearNode : Node
    {
        private NativeVariable[] _inputs = new NativeVariable[4];
        private Parameter _layer = null!;
        private LinearSlab _slab = null!;
        private NativeVariable _hidden = null!, _y = null!;
        private Real* _dy;
        private int _count;

        public override bool GoesRowByRow => false;

        public override string Name => $"Bilinear '{_layer.Name}'";

        public override NativeVariable Output => _y;

        /// <summary>Always: the slab must hold zeros where no gradient arrives.</summary>
        public override bool HasGradient => true;

        /// <summary>x_i h_j, and a 1 where there is a bias.</summary>
        public static void Pair(NativeVariable hidden, ReadOnlySpan<Variable> inputs, int rows, int stride, Real* pairs)
        {
            int units = hidden.Shape.RowCount;
            for (int r = 0; r < rows; r++, pairs += stride)
            {
                Real* h = hidden.Value + (long)r * units, at = pairs;
                foreach (Variable input in inputs)
                {
                    int width = input.Shape.RowCount;
                    Real* x = Of(input).Value + (long)r * width;
                    for (int i = 0; i < width; i++, at += units)
                        Elementwise.Scale(x[i], h, at, units);
                }

                if (at < pairs + stride)
                    *at = 1;
            }
        }

        public NativeVariable Forward(NativeTape tape, Parameter layer, NativeVariable hidden, ReadOnlySpan<Variable> inputs, int rows)
        {
            (_layer, _hidden, _count) = (layer, hidden, inputs.Length);
            if (_inputs.Length < inputs.Length)
                _inputs = new NativeVariable[inputs.Length];
            for (int i = 0; i < inputs.Length; i++)
                _inputs[i] = Of(inputs[i]);
            PanelLayout layout = layer.Layout!.Value;
            _slab = tape.SlabOf(layer);
            (nint pairs, nint dy) = _slab.Take(rows, tape.ExpectedRows);
            _dy = (Real*)dy;
            Pair(hidden, inputs, rows, layout.Inputs, (Real*)pairs);
            _y = tape.New(new Shape(rows, layout.Outputs), _dy);
            PackedProduct.Forward((Real*)pairs, layout.Inputs, rows, layer.Values, layout, _y.Value, layout.Outputs);
            return _y;
        }

        /// <summary>With the gradient p of the products: dx_i += p_i . h, dh += sum over i of x_i p_i</summary>
        public override void Backward(NativeTape tape)
        {
            PanelLayout layout = _layer.Layout!.Value;
            int rows = _y.Rows, units = _hidden.Shape.RowCount, stride = layout.Inputs - (_layer.HasBias ? 1 : 0);
            if (!_y.HasGradient)
            {
                Elementwise.Clear(_dy, rows * layout.Outputs);
                return;
            }

            Real* pairs = _slab.InputGradient(rows);
            PackedProduct.InputGradient(_dy, layout.Outputs, rows, _layer.Values, layout, 0, stride, pairs, stride);
            Real* dh = _hidden.Accumulate(tape), h = _hidden.Value;
            for (int k = 0; k < _count; k++)
            {
                NativeVariable input = _inputs[k];
                Real* dx = input.NeedsGradient ? input.Accumulate(tape) : null, x = input.Value;
                int width = input.Shape.RowCount;
                for (int r = 0; r < rows; r++)
                    for (int i = 0; i < width; i++)
                    {
                        Real* pair = pairs + (long)r * stride + i * units;
                        Elementwise.AddScaled(x[r * width + i], pair, dh + r * units, units);
                        if (dx is not null)
                            dx[r * width + i] += Elementwise.Dot(pair, h + r * units, units);
                    }

                pairs += width * units;
            }
        }
    }
}
