#if !REAL_IS_DOUBLE
using System.Numerics;
#endif
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private readonly List<RotaryTable> _rotaries = [];

    protected override Variable RotateCore(Variable x, SequenceRows rows, int heads, int offset)
    {
        NativeVariable from = Of(x), y = New(x.Shape);
        RotaryTable table = RotaryTable.Of(_rotaries, x.Shape.RowCount / heads);
        if (rows.Total < x.Rows)
            Elementwise.Copy(from.Value, y.Value, y.Shape.Count);
        for (int sequence = 0; sequence < rows.Sequences; sequence++)
        {
            int place = offset;
            foreach (int row in rows[sequence])
            {
                long at = (long)row * x.Shape.RowCount;
                RotateNode.Turn(from.Value + at, table.At(place++), y.Value + at, table.Width, heads);
            }
        }

        if (IsRecording)
            Record<RotateNode>().Set(from, y, rows, offset, heads);
        return y;
    }

    private sealed class RotateNode : Node
    {
        private readonly IndexList _places = new();
        private NativeVariable _x = null!, _y = null!;
        private int _heads;

        public override string Name => "Rotate";

        public override NativeVariable Output => _y;

        public void Set(NativeVariable x, NativeVariable y, SequenceRows rows, int offset, int heads)
        {
            (_x, _y, _heads) = (x, y, heads);
            // At place 0 nothing turns: that is where rows stand which belong to no sequence.
            Span<int> places = _places.Of(x.Rows);
            places.Clear();
            for (int sequence = 0; sequence < rows.Sequences; sequence++)
            {
                int place = offset;
                foreach (int row in rows[sequence])
                    places[row] = place++;
            }
        }

        /// <summary>y = x cos + (x with the numbers of each pair exchanged) sin</summary>
        public static void Turn(Real* x, Real* table, Real* y, int width, int heads)
        {
            for (int head = 0; head < heads; head++, x += width, y += width)
            {
                int i = 0;
#if !REAL_IS_DOUBLE
                for (; i <= width - Lanes.Count; i += Lanes.Count)
                {
                    Vector<float> v = Vector.Load(x + i);
                    Vector<float> turned = Vector.FusedMultiplyAdd(
                        v, Vector.Load(table + i), Exchanged(v) * Vector.Load(table + width + i));
                    Vector.Store(turned, y + i);
                }
#endif
                for (; i < width; i += 2)
                {
                    Real first = x[i], second = x[i + 1];
                    y[i] = Real.FusedMultiplyAdd(first, table[i], second * table[width + i]);
                    y[i + 1] = Real.FusedMultiplyAdd(second, table[i + 1], first * table[width + i + 1]);
                }
            }
        }

        /// <summary>dx += dy turned back</summary>
        public override void Backward(NativeTape tape)
        {
            Real* dx = _x.Accumulate(tape), dy = _y.Gradient;
            int all = _x.Shape.RowCount, width = all / _heads;
            RotaryTable table = RotaryTable.Of(tape._rotaries, width);
            foreach (int place in _places.Items)
            {
                TurnBack(dy, table.At(place), dx, width, _heads);
                dx += all;
                dy += all;
            }
        }

        private static void TurnBack(Real* dy, Real* table, Real* dx, int width, int heads)
        {
            for (int head = 0; head < heads; head++, dx += width, dy += width)
            {
                int i = 0;
#if !REAL_IS_DOUBLE
                for (; i <= width - Lanes.Count; i += Lanes.Count)
                {
                    Vector<float> v = Vector.Load(dy + i);
                    Vector<float> turned = v * Vector.Load(table + i) - Exchanged(v) * Vector.Load(table + width + i);
                    Vector.Store(Vector.Load(dx + i) + turned, dx + i);
                }
#endif
                for (; i < width; i += 2)
                {
                    dx[i] += dy[i] * table[i] - dy[i + 1] * table[width + i];
                    dx[i + 1] += dy[i + 1] * table[i + 1] - dy[i] * table[width + i + 1];
                }
            }
        }

#if !REAL_IS_DOUBLE
        /// <summary>The numbers of each pair exchanged: a pair is one number of 64 bits, turned by half its bits.</summary>
        private static Vector<float> Exchanged(Vector<float> pairs)
        {
            Vector<ulong> bits = Vector.AsVectorUInt64(pairs);
            return Vector.AsVectorSingle(Vector.ShiftLeft(bits, 32) | Vector.ShiftRightLogical(bits, 32));
        }
#endif
    }
}
