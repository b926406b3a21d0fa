using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override (Variable Y, Variable? Next) CausalConvolutionCore(
        Variable x, Variable kernel, SequenceRows rows, Variable? state, bool keeps)
    {
        CausalConvolutionNode node = IsRecording ? Record<CausalConvolutionNode>() : Rent<CausalConvolutionNode>();
        return Ran(node.Forward(this, Of(x), Of(kernel), rows, state is null ? null : Of(state), keeps));
    }

    private sealed class CausalConvolutionNode : Node
    {
        private NativeVariable _x = null!, _kernel = null!, _y = null!;
        private NativeVariable? _state, _next;
        private SequenceRows _rows = null!;

        public override string Name => "CausalConvolution";

        public override NativeVariable Output => _y;

        public override IEnumerable<NodeOutput> Outputs => _next is null
            ? [new(Name, _y, 0, _y.Rows)]
            : [new(Name, _y, 0, _y.Rows), new("CausalConvolution next", _next, 0, _next.Rows)];

        public override bool HasGradient => _y.HasGradient || _next is { HasGradient: true };

        /// <summary>How many inputs before a step it sees.</summary>
        private int Before => _kernel.Shape[0] - 1;

        public (NativeVariable Y, NativeVariable? Next) Forward(
            NativeTape tape, NativeVariable x, NativeVariable kernel, SequenceRows rows, NativeVariable? state, bool keeps)
        {
            (_x, _kernel, _rows, _state) = (x, kernel, rows, state);
            int width = x.Shape[1];
            _y = tape.New(x.Shape);
            _next = keeps ? tape.New(new Shape(rows.Sequences, Before, width)) : null;
            if (rows.Total < x.Rows)
                Elementwise.Clear(_y.Value, _y.Shape.Count);
            tape._work.TakeBack();
            Real* nothing = Nothing(tape._work);
            Real** inputs = stackalloc Real*[Before + 1];
            for (int sequence = 0; sequence < rows.Sequences; sequence++)
            {
                ReadOnlySpan<int> own = rows[sequence];
                for (int t = 0; t < own.Length; t++)
                {
                    Find(own, sequence, t, x.Value, state is null ? null : state.Value, nothing, inputs);
                    ConvolutionKernels.Sum(inputs, kernel.Value, Before + 1, width, _y.Value + (long)own[t] * width);
                }

                if (_next is null)
                    continue;
                Find(own, sequence, own.Length, x.Value, state is null ? null : state.Value, nothing, inputs);
                for (int j = 0; j < Before; j++)
                    Elementwise.Copy(inputs[j], _next.Value + ((long)sequence * Before + j) * width, width);
            }

            return (_y, _next);
        }

        public override void Backward(NativeTape tape)
        {
            int width = _x.Shape[1], taps = Before + 1;
            Real* dx = _x.Accumulate(tape), dKernel = _kernel.Accumulate(tape), dState = _state is null ? null : _state.Accumulate(tape);
            tape._work.TakeBack();
            Real* nothing = Nothing(tape._work), nowhere = Nothing(tape._work);
            Real** inputs = stackalloc Real*[taps], gradients = stackalloc Real*[taps];
            for (int sequence = 0; sequence < _rows.Sequences; sequence++)
            {
                ReadOnlySpan<int> own = _rows[sequence];
                for (int t = 0; t < own.Length && _y.HasGradient; t++)
                {
                    Find(own, sequence, t, _x.Value, _state is null ? null : _state.Value, nothing, inputs);
                    Find(own, sequence, t, dx, dState, nowhere, gradients);
                    ConvolutionKernels.SumGradient(
                        inputs, gradients, _kernel.Value, dKernel, taps, width, _y.Gradient + (long)own[t] * width);
                }

                if (_next is not { HasGradient: true })
                    continue;
                Find(own, sequence, own.Length, dx, dState, nowhere, gradients);
                for (int j = 0; j < Before; j++)
                    Elementwise.Add(_next.Gradient + ((long)sequence * Before + j) * width, gradients[j], width);
            }
        }

        /// <summary>
        /// The rows that step <paramref name="t"/> of a sequence sees, the oldest first; where it would be the one after the last, those
        /// that it would see before itself.
        /// </summary>
        private void Find(ReadOnlySpan<int> own, int sequence, int t, Real* x, Real* state, Real* nothing, Real** found)
        {
            int width = _x.Shape[1];
            for (int j = 0; j <= Before; j++)
            {
                int at = t - Before + j;
                if (at >= 0)
                    found[j] = at < own.Length ? x + (long)own[at] * width : null;
                else
                    found[j] = state is null ? nothing : state + ((long)(sequence + 1) * Before + at) * width;
            }
        }

        /// <summary>A row of zeros.</summary>
        private Real* Nothing(Arena work)
        {
            Real* row = work.Allocate(_x.Shape[1]);
            Elementwise.Clear(row, _x.Shape[1]);
            return row;
        }
    }
}
