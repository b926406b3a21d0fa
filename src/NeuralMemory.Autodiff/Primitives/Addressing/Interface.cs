using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>Splits an interface vector once into named, squashed signals.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="raw">[B, layout.Width] from a linear layer.</param>
    /// <param name="layout">The signals.</param>
    /// <param name="signals">Receives one tensor [B, heads, width] per signal; heads that have one number only give [B, heads, 1].</param>
    public static void Interface(this Tape tape, Variable raw, InterfaceLayout layout, Span<Variable> signals)
    {
        Expect.Rows(raw, raw.Rows, layout.Width);
        Expect.That(signals.Length == layout.Signals.Count, $"{layout.Signals.Count} signals do not fit in {signals.Length} places");
        int offset = 0;
        for (int i = 0; i < signals.Length; i++)
        {
            Signal signal = layout.Signals[i];
            int size = signal.Heads * signal.Width;
            Variable y = signals[i] = tape.New(new Shape(raw.Rows, signal.Heads, signal.Width));
            for (int b = 0; b < raw.Rows; b++)
                InterfaceNode.Squash(signal, raw.Value + b * layout.Width + offset, y.Value + b * size, size);
            offset += size;
        }

        if (tape.IsRecording)
            tape.Record<InterfaceNode>().Set(raw, layout, signals);
    }

    private sealed class InterfaceNode : Node
    {
        private const Real Bound = 1e4f;
        private Variable[] _signals = [];
        private Variable _raw = null!;
        private InterfaceLayout _layout = null!;

        public override string Name => "Interface";

        public override Variable Output => _signals[0];

        public override IEnumerable<NodeOutput> Outputs =>
            _layout.Signals.Select((signal, i) => new NodeOutput($"Interface '{signal.Name}'", _signals[i], 0, _raw.Rows));

        public override IReadOnlyList<string> Axes => ["sequence", "head", "number"];

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

        public void Set(Variable raw, InterfaceLayout layout, ReadOnlySpan<Variable> signals)
        {
            (_raw, _layout) = (raw, layout);
            if (_signals.Length < signals.Length)
                _signals = new Variable[signals.Length];
            signals.CopyTo(_signals);
        }

        public static void Squash(Signal signal, Real* x, Real* y, int size)
        {
            switch (signal.Range)
            {
                case SignalRange.Linear:
                    Elementwise.Copy(x, y, size);
                    break;
                case SignalRange.Gate:
                    Elementwise.Map<SigmoidOperator>(x, y, size);
                    if (signal.Floor > 0)
                        for (int i = 0; i < size; i++)
                            y[i] = signal.Floor + (1 - signal.Floor) * y[i];
                    break;
                case SignalRange.Strength or SignalRange.AtLeastOne:
                    Elementwise.Map<SoftplusOperator>(x, y, size);
                    Real floor = signal.Range == SignalRange.AtLeastOne ? 1 : 0;
                    for (int i = 0; i < size; i++)
                        y[i] = Math.Min(y[i] + floor, Bound);
                    break;
                case SignalRange.Distribution:
                    for (int h = 0; h < size; h += signal.Width)
                        Numerics.Softmax.Forward(x + h, 1, y + h, signal.Width);
                    break;
                default:
                    throw new InvalidOperationException($"the signal range {signal.Range} is missing here");
            }
        }

        public override void Backward(Tape tape)
        {
            Real* dRaw = _raw.Write(tape, _raw.Rows, out bool add);
            Expect.That(!add, "the interface vector has another use", nameof(Interface));
            int offset = 0;
            for (int i = 0; i < _layout.Signals.Count; i++)
            {
                Signal signal = _layout.Signals[i];
                Variable y = _signals[i];
                int size = signal.Heads * signal.Width;
                for (int b = 0; b < _raw.Rows; b++)
                {
                    Real* dx = dRaw + b * _layout.Width + offset;
                    if (y.HasGradient)
                        Unsquash(signal, y.Value + b * size, y.Gradient + b * size, dx, size);
                    else
                        Elementwise.Clear(dx, size);
                }

                offset += size;
            }
        }

        private static void Unsquash(Signal signal, Real* y, Real* dy, Real* dx, int size)
        {
            switch (signal.Range)
            {
                case SignalRange.Linear:
                    Elementwise.Copy(dy, dx, size);
                    break;
                case SignalRange.Gate:
                    Real room = 1 - signal.Floor;
                    // room * s * (1 - s), with s the logistic function; for a floor of zero the divisor is exactly 1.
                    for (int i = 0; i < size; i++)
                        dx[i] = dy[i] * (y[i] - signal.Floor) * (1 - y[i]) / room;
                    break;
                case SignalRange.Strength or SignalRange.AtLeastOne:
                    Real floor = signal.Range == SignalRange.AtLeastOne ? 1 : 0;
                    // softplus' = sigmoid = 1 - e^-softplus; no gradient past the bound.
                    for (int i = 0; i < size; i++)
                        dx[i] = floor - y[i];
                    Elementwise.Map<ExpOperator>(dx, dx, size);
                    for (int i = 0; i < size; i++)
                        dx[i] = y[i] < Bound ? dy[i] * (1 - dx[i]) : 0;
                    break;
                case SignalRange.Distribution:
                    for (int h = 0; h < size; h += signal.Width)
                        Numerics.Softmax.Backward(y + h, dy + h, dx + h, signal.Width);
                    break;
                default:
                    throw new InvalidOperationException($"the signal range {signal.Range} is missing here");
            }
        }
    }
}
