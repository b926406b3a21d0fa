using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override void InterfaceCore(Variable raw, InterfaceLayout layout, Span<Variable> signals) =>
        Interface(Of(raw), layout, signals);

    private void Interface(NativeVariable raw, InterfaceLayout layout, Span<Variable> signals)
    {
        int offset = 0;
        for (int i = 0; i < signals.Length; i++)
        {
            Signal signal = layout.Signals[i];
            int size = signal.Heads * signal.Width;
            NativeVariable y = New(new Shape(raw.Rows, signal.Heads, signal.Width));
            signals[i] = y;
            // The rows come together first: a few numbers at a time would waste most of each vector.
            Elementwise.CopyRows(raw.Value + offset, layout.Width, y.Value, size, size, raw.Rows);
            InterfaceNode.Squash(signal, y.Value, raw.Rows * size);
            offset += size;
        }

        if (IsRecording)
            Record<InterfaceNode>().Set(raw, layout, signals);
    }

    private sealed class InterfaceNode : Node
    {
        private const Real Bound = 1e4f;
        private NativeVariable[] _signals = [];
        private NativeVariable _raw = null!;
        private InterfaceLayout _layout = null!;

        public override string Name => "Interface";

        public override NativeVariable Output => _signals[0];

        public override IEnumerable<NodeOutput> Outputs =>
            _layout.Signals.Select((signal, i) => new NodeOutput($"Interface '{signal.Name}'", _signals[i], 0, _raw.Rows));

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadNumbers;

        public override bool HasGradient
        {
            get
            {
                for (int i = 0; i < _layout.Signals.Count; i++)
                    if (_signals[i].HasGradient)
                        return true;
                return false;
            }
        }

        public void Set(NativeVariable raw, InterfaceLayout layout, ReadOnlySpan<Variable> signals)
        {
            (_raw, _layout) = (raw, layout);
            if (_signals.Length < signals.Length)
                _signals = new NativeVariable[signals.Length];
            for (int i = 0; i < signals.Length; i++)
                _signals[i] = Of(signals[i]);
        }

        /// <summary>Squashes numbers in place.</summary>
        public static void Squash(Signal signal, Real* y, int count)
        {
            switch (signal.Range)
            {
                case SignalRange.Linear:
                    break;
                case SignalRange.Gate:
                    Elementwise.Map<SigmoidOperator>(y, y, count);
                    if (signal.Floor > 0)
                        for (int i = 0; i < count; i++)
                            y[i] = signal.Floor + (1 - signal.Floor) * y[i];
                    break;
                case SignalRange.Strength or SignalRange.AtLeastOne:
                    Elementwise.Map<SoftplusOperator>(y, y, count);
                    AddAndBound(y, signal.Range == SignalRange.AtLeastOne ? 1 : 0, count);
                    break;
                case SignalRange.Distribution:
                    Numerics.Softmax.ForwardRows(y, y, signal.Width, count / signal.Width);
                    break;
                default:
                    throw Missing(signal);
            }
        }

        public override void Backward(NativeTape tape)
        {
            int rows = _raw.Rows, stride = _layout.Width, offset = 0;
            Real* dRaw = _raw.Write(tape, rows, out bool add), together = tape.Temporary(rows * stride);
            Expect.That(!add, "the interface vector has another use", nameof(Interface));
            for (int i = 0; i < _layout.Signals.Count; i++)
            {
                Signal signal = _layout.Signals[i];
                NativeVariable y = _signals[i];
                int size = signal.Heads * signal.Width;
                if (y.HasGradient)
                    Unsquash(signal, y.Value, y.Gradient, together, rows * size);
                else
                    Elementwise.Clear(together, rows * size);
                Elementwise.CopyRows(together, size, dRaw + offset, stride, size, rows);
                offset += size;
            }
        }

        private static void Unsquash(Signal signal, Real* y, Real* dy, Real* dx, int count)
        {
            switch (signal.Range)
            {
                case SignalRange.Linear:
                    Elementwise.Copy(dy, dx, count);
                    break;
                case SignalRange.Gate:
                    GateGradient(y, dy, dx, signal.Floor, count);
                    break;
                case SignalRange.Strength or SignalRange.AtLeastOne:
                    StrengthGradient(y, dy, dx, signal.Range == SignalRange.AtLeastOne ? 1 : 0, count);
                    break;
                case SignalRange.Distribution:
                    for (int h = 0; h < count; h += signal.Width)
                        Numerics.Softmax.Backward(y + h, dy + h, dx + h, signal.Width);
                    break;
                default:
                    throw Missing(signal);
            }
        }

        private static InvalidOperationException Missing(Signal signal) => new($"the signal range {signal.Range} is missing here");

        private static void AddAndBound(Real* y, Real start, int count)
        {
            int lanes = Vector<Real>.Count, i = 0;
            Vector<Real> starts = Vector.Create(start), bound = Vector.Create(Bound);
            for (; i <= count - lanes; i += lanes)
                Vector.Store(Vector.MinNative(bound, Vector.Load(y + i) + starts), y + i);
            for (; i < count; i++)
                y[i] = Math.Min(y[i] + start, Bound);
        }

        /// <summary>dx = dy room s (1 - s), with s the logistic function and room = 1 - floor: exactly 1 without a floor.</summary>
        private static void GateGradient(Real* y, Real* dy, Real* dx, Real floor, int count)
        {
            int lanes = Vector<Real>.Count, i = 0;
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
        private static void StrengthGradient(Real* y, Real* dy, Real* dx, Real start, int count)
        {
            int lanes = Vector<Real>.Count, i = 0;
            for (int j = 0; j < count; j++)
                dx[j] = start - y[j];
            Elementwise.Map<ExpOperator>(dx, dx, count);
            Vector<Real> bound = Vector.Create(Bound);
            for (; i <= count - lanes; i += lanes)
            {
                Vector<Real> slope = Vector.Load(dy + i) * (Vector<Real>.One - Vector.Load(dx + i));
                Vector.Store(Vector.ConditionalSelect(Vector.LessThan(Vector.Load(y + i), bound), slope, Vector<Real>.Zero), dx + i);
            }

            for (; i < count; i++)
                dx[i] = y[i] < Bound ? dy[i] * (1 - dx[i]) : 0;
        }
    }
}
