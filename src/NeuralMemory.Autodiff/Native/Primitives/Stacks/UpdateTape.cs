using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private const int TapeActions = 5;

    protected override Variable UpdateTapeCore(Variable tapes, Variable actions, Variable values, Variable jumps) =>
        UpdateTape(Of(tapes), Of(actions), Of(values), Of(jumps));

    private NativeVariable UpdateTape(NativeVariable tapes, NativeVariable actions, NativeVariable values, NativeVariable jumps)
    {
        int rows = actions.Rows, count = values.Shape[1], width = values.Shape[2], cells = tapes.Shape[2];
        NativeVariable next = New(new Shape(rows, count * width, cells));
        Real* from = tapes.Value, to = next.Value, shares = actions.Value, written = values.Value;
        int* offsets = stackalloc int[TapeActions];
        for (int tape = 0; tape < rows * count; tape++, shares += TapeActions)
        {
            OffsetsOf(jumps.Value[tape / count], cells, offsets);
            for (int w = 0; w < width; w++, from += cells, to += cells, written++)
            {
                Elementwise.Clear(to, cells);
                for (int a = 0; a < TapeActions; a++)
                    CircleKernels.AddTurned(shares[a], from, *written, offsets[a], to, cells);
            }
        }

        if (IsRecording)
            Record<UpdateTapeNode>().Set(tapes, actions, values, jumps, next);
        return next;
    }

    /// <summary>By how many cells what an action brings to a place lies behind it.</summary>
    private static void OffsetsOf(Real jump, int cells, int* offsets)
    {
        // A jump may be farther than a whole number of 32 bits can tell.
        int far = CircleKernels.Wrap((int)(jump % cells), cells);
        (offsets[0], offsets[1], offsets[2]) = (0, CircleKernels.Wrap(1, cells), CircleKernels.Wrap(-1, cells));
        (offsets[3], offsets[4]) = (far, CircleKernels.Wrap(-far, cells));
    }

    private sealed class UpdateTapeNode : Node
    {
        private NativeVariable _tapes = null!, _actions = null!, _values = null!, _jumps = null!, _next = null!;

        public override string Name => "UpdateTape";

        public override NativeVariable Output => _next;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.Memory;

        public void Set(
            NativeVariable tapes, NativeVariable actions, NativeVariable values, NativeVariable jumps, NativeVariable next) =>
            (_tapes, _actions, _values, _jumps, _next) = (tapes, actions, values, jumps, next);

        public override void Backward(NativeTape tape)
        {
            int rows = _next.Rows, count = _values.Shape[1], width = _values.Shape[2], cells = _next.Shape[2];
            Real* dShares = _actions.Accumulate(tape), dWritten = _values.Accumulate(tape), dFrom = _tapes.Accumulate(tape);
            Real* from = _tapes.Value, gradient = _next.Gradient, shares = _actions.Value, written = _values.Value;
            Real* dRow = tape.Temporary(cells);
            int* offsets = stackalloc int[TapeActions];
            for (int i = 0; i < rows * count; i++, shares += TapeActions, dShares += TapeActions)
            {
                OffsetsOf(_jumps.Value[i / count], cells, offsets);
                for (int w = 0; w < width; w++, from += cells, dFrom += cells, gradient += cells, written++, dWritten++)
                {
                    Elementwise.Clear(dRow, cells);
                    for (int a = 0; a < TapeActions; a++)
                    {
                        dShares[a] += CircleKernels.DotTurned(gradient, from, *written, offsets[a], cells);
                        CircleKernels.AddTurned(shares[a], gradient, *gradient, CircleKernels.Wrap(-offsets[a], cells), dRow, cells);
                    }

                    *dWritten += *dRow;
                    Elementwise.Add(dRow + 1, dFrom + 1, cells - 1);
                }
            }
        }
    }
}
