using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    private sealed partial class InterfaceNode
    {
        public override void Backward(NativeTape tape)
        {
            int rows = _raw.Rows, stride = _layout.Width, offset = 0;
            Real* dRaw = _raw.Write(tape, rows, out bool add), together = _isInPlace ? null : tape.Temporary(rows * stride);
            Expect.That(!add, "the interface vector has another use", nameof(Interface));
            for (int i = 0; i < _layout.All.Length; i++)
            {
                Signal signal = _layout.All[i];
                NativeVariable y = _signals[i];
                int size = signal.Heads * signal.Width;
                Real* to = _isInPlace ? dRaw + offset : together;
                if (y.HasGradient)
                    Unsquash(tape, signal, y.Value, y.Gradient, to, rows * size);
                else
                    Elementwise.Clear(to, rows * size);
                if (!_isInPlace)
                    Elementwise.CopyRows(together, size, dRaw + offset, stride, size, rows);
                offset += size;
            }
        }

        private static void Unsquash(NativeTape tape, Signal signal, Real* y, Real* dy, Real* dx, int count)
        {
            switch (signal.Range)
            {
                case SignalRange.Linear:
                    if (dx != dy)
                        Elementwise.Copy(dy, dx, count);
                    break;
                case SignalRange.Gate:
                    GateGradient(y, dy, dx, signal.Floor, count);
                    break;
                case SignalRange.Strength or SignalRange.AtLeastOne:
                    StrengthGradient(tape, y, dy, dx, signal.Range == SignalRange.AtLeastOne ? 1 : 0, count);
                    break;
                case SignalRange.Distribution:
                    for (int h = 0; h < count; h += signal.Width)
                        Numerics.Softmax.Backward(y + h, dy + h, dx + h, signal.Width);
                    break;
                default:
                    throw Missing(signal);
            }
        }

        /// <summary>dx = dy room s (1 - s), with s the logistic function and room = 1 - floor: exactly 1 without a floor.</summary>
        private static void GateGradient(Real* y, Real* dy, Real* dx, Real floor, int count)
        {
            int lanes = Vector<Real>.Count, i = 0;
            if (floor == 0)
            {
                for (; i <= count - lanes; i += lanes)
                {
                    Vector<Real> x = Vector.Load(y + i);
                    Vector.Store(Vector.Load(dy + i) * x * (Vector<Real>.One - x), dx + i);
                }

                for (; i < count; i++)
                    dx[i] = dy[i] * y[i] * (1 - y[i]);
                return;
            }

            Real room = 1 - floor;
            Vector<Real> floors = Vector.Create(floor), rooms = Vector.Create(room);
            for (; i <= count - lanes; i += lanes)
            {
                Vector<Real> x = Vector.Load(y + i);
                Vector.Store(Vector.Load(dy + i) * (x - floors) * (Vector<Real>.One - x) / rooms, dx + i);
            }

            for (; i < count; i++)
                dx[i] = dy[i] * (y[i] - floor) * (1 - y[i]) / room;
        }

        /// <summary>softplus' = sigmoid = 1 - e^-softplus; no gradient past the bound.</summary>
        private static void StrengthGradient(NativeTape tape, Real* y, Real* dy, Real* dx, Real start, int count)
        {
            int lanes = Vector<Real>.Count, i = 0;
            Real* rest = tape.Temporary(count);
            for (int j = 0; j < count; j++)
                rest[j] = start - y[j];
            Elementwise.Map<ExpOperator>(rest, rest, count);
            Vector<Real> bound = Vector.Create(Bound);
            for (; i <= count - lanes; i += lanes)
            {
                Vector<Real> slope = Vector.Load(dy + i) * (Vector<Real>.One - Vector.Load(rest + i));
                Vector.Store(Vector.ConditionalSelect(Vector.LessThan(Vector.Load(y + i), bound), slope, Vector<Real>.Zero), dx + i);
            }

            for (; i < count; i++)
                dx[i] = y[i] < Bound ? dy[i] * (1 - rest[i]) : 0;
        }
    }
}
