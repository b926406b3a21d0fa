using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// The differentiable primitives, as methods of the tape that records them. One file holds one primitive, forward and backward.
/// </summary>
public static unsafe partial class Op
{
    /// <summary>y = [inputs, 1] W: a linear layer over its inputs side by side, and a bias.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="layer">Weights of K = (sum of the input widths) + 1 inputs and O outputs.</param>
    /// <param name="inputs">Tensors [B, ...], at least one; the one with the fewest rows decides B.</param>
    /// <returns>[B, O]</returns>
    public static Variable Linear(this Tape tape, Parameter layer, params ReadOnlySpan<Variable> inputs)
    {
        PanelLayout layout = LinearNode.Check(layer, inputs, out int rows);
        var shape = new Shape(rows, layout.Outputs);
        if (!tape.IsRecording)
        {
            Variable result = tape.New(shape);
            Real* row = tape.Scratch(rows * layout.Inputs);
            LinearNode.Gather(inputs, rows, layout.Inputs, row);
            PackedProduct.Forward(row, layout.Inputs, rows, layer.Values, layout, result.Value, layout.Outputs);
            return result;
        }

        LinearNode node = tape.Record<LinearNode>();
        Real* gradient = node.Begin(tape, layer, inputs, rows);
        Variable y = tape.New(shape, gradient);
        node.Forward(y, y.Value, null, 0);
        return y;
    }

    /// <summary>The same, written to rows of a tensor that exists: the outputs of all steps in one place.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="layer">Weights of K inputs and O outputs.</param>
    /// <param name="destination">[at least row + B, O]</param>
    /// <param name="row">The first row to write.</param>
    /// <param name="inputs">Tensors [B, ...], at least one; the one with the fewest rows decides B.</param>
    public static void LinearInto(this Tape tape, Parameter layer, Variable destination, int row, params ReadOnlySpan<Variable> inputs)
    {
        PanelLayout layout = LinearNode.Check(layer, inputs, out int rows);
        Expect.Rows(destination, row + rows, layout.Outputs);
        Real* target = destination.Value + row * layout.Outputs;
        if (!tape.IsRecording)
        {
            Real* x = tape.Scratch(rows * layout.Inputs);
            LinearNode.Gather(inputs, rows, layout.Inputs, x);
            PackedProduct.Forward(x, layout.Inputs, rows, layer.Values, layout, target, layout.Outputs);
            return;
        }

        LinearNode node = tape.Record<LinearNode>();
        Real* gradient = node.Begin(tape, layer, inputs, rows);
        node.Forward(destination, target, gradient, row);
    }

    private sealed class LinearNode : Node
    {
        private Variable[] _inputs = new Variable[4];
        private Parameter _layer = null!;
        private LinearSlab _slab = null!;
        private Variable _y = null!;
        private Real* _x, _dy;
        private int _count, _rows, _row;
        private bool _gradientIsElsewhere;

        public override string Name => $"Linear '{_layer.Name}'";

        public override Variable Output => _y;

        public override IEnumerable<NodeOutput> Outputs => [new(Name, _y, _row, _rows)];

        /// <summary>Always: the slab must hold zeros where no gradient arrives.</summary>
        public override bool HasGradient => true;

        public static PanelLayout Check(Parameter layer, ReadOnlySpan<Variable> inputs, out int rows)
        {
            PanelLayout layout = layer.Layout ?? throw new ArgumentException($"Linear: '{layer.Name}' is no linear layer");
            Expect.That(inputs.Length >= 1, "takes at least one input", nameof(Linear));
            rows = int.MaxValue;
            int width = 1;
            foreach (Variable input in inputs)
            {
                rows = Math.Min(rows, input.Rows);
                width += input.Shape.RowCount;
            }

            if (width != layout.Inputs)
                throw new ArgumentException($"Linear: '{layer.Name}' takes {layout.Inputs - 1} inputs, got {width - 1}");
            return layout;
        }

        public static void Gather(ReadOnlySpan<Variable> inputs, int rows, int stride, Real* x)
        {
            for (int r = 0; r < rows; r++, x += stride)
            {
                Real* at = x;
                foreach (Variable input in inputs)
                {
                    int width = input.Shape.RowCount;
                    Elementwise.Copy(input.Value + r * width, at, width);
                    at += width;
                }

                *at = 1;
            }
        }

        public Real* Begin(Tape tape, Parameter layer, ReadOnlySpan<Variable> inputs, int rows)
        {
            (_layer, _rows, _count) = (layer, rows, inputs.Length);
            if (_inputs.Length < inputs.Length)
                _inputs = new Variable[inputs.Length];
            inputs.CopyTo(_inputs);
            _slab = tape.SlabOf(layer);
            (nint x, nint dy) = _slab.Take(rows);
            _x = (Real*)x;
            _dy = (Real*)dy;
            Gather(inputs, rows, layer.Layout!.Value.Inputs, _x);
            return _dy;
        }

        public void Forward(Variable y, Real* target, Real* gradient, int row)
        {
            PanelLayout layout = _layer.Layout!.Value;
            (_y, _row, _gradientIsElsewhere) = (y, row, gradient != null);
            PackedProduct.Forward(_x, layout.Inputs, _rows, _layer.Values, layout, target, layout.Outputs);
        }

        public override void Backward(Tape tape)
        {
            PanelLayout layout = _layer.Layout!.Value;
            if (!_y.HasGradient)
            {
                Elementwise.Clear(_dy, _rows * layout.Outputs);
                return;
            }

            if (_gradientIsElsewhere)
                Elementwise.Copy(_y.Gradient + _row * layout.Outputs, _dy, _rows * layout.Outputs);
            int from = 0, first = 0;
            for (; first < _count && !_inputs[first].NeedsGradient; first++)
                from += _inputs[first].Shape.RowCount;
            int width = layout.Inputs - 1 - from;
            if (width == 0)
                return;
            Real* dx = _slab.InputGradient(_rows);
            PackedProduct.InputGradient(_dy, layout.Outputs, _rows, _layer.Values, layout, from, width, dx, width);
            for (int i = first; i < _count; i++)
            {
                Variable input = _inputs[i];
                Scatter(tape, input, dx, width);
                dx += input.Shape.RowCount;
            }
        }

        private void Scatter(Tape tape, Variable input, Real* dx, int stride)
        {
            if (!input.NeedsGradient)
                return;
            int width = input.Shape.RowCount;
            Real* gradient = input.Write(tape, _rows, out bool add);
            for (int r = 0; r < _rows; r++)
            {
                if (add)
                    Elementwise.Add(dx + r * stride, gradient + r * width, width);
                else
                    Elementwise.Copy(dx + r * stride, gradient + r * width, width);
            }
        }
    }
}
