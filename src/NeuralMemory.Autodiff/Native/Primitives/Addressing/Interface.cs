using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override void InterfaceCore(Variable raw, InterfaceLayout layout, Span<Variable> signals) =>
        Interface(Of(raw), layout, signals);

    private void Interface(NativeVariable raw, InterfaceLayout layout, Span<Variable> signals)
    {
        Signal[] all = layout.All;
        // A row by itself has the signals one after another: they take its place, and their gradients the place of its gradient.
        bool isInPlace = raw.Rows == 1 && !TracksInputs;
        Real* gradient = isInPlace && raw.NeedsGradient ? raw.Place(this) : null;
        int offset = 0;
        for (int i = 0; i < all.Length; i++)
        {
            int size = all[i].Heads * all[i].Width;
            var shape = new Shape(raw.Rows, all[i].Heads, all[i].Width);
            NativeVariable y = isInPlace ? View(shape, raw.Value + offset, gradient == null ? null : gradient + offset) : New(shape);
            signals[i] = y;
            // The rows come together first: a few numbers at a time would waste most of each vector.
            if (!isInPlace)
                Elementwise.CopyRows(raw.Value + offset, layout.Width, y.Value, size, size, raw.Rows);
            offset += size;
        }

        InterfaceNode.Squash(all, signals, raw.Rows);
        if (IsRecording)
            Record<InterfaceNode>().Set(raw, layout, signals, isInPlace && gradient != null);
    }

    private sealed partial class InterfaceNode : Node
    {
        private const Real Bound = 1e4f;

        /// <summary>How many numbers of few are squashed together at most.</summary>
        private const int MostTogether = 64;

        private NativeVariable[] _signals = [];
        private NativeVariable _raw = null!;
        private InterfaceLayout _layout = null!;
        private bool _isInPlace;

        public override string Name => "Interface";

        public override NativeVariable Output => _signals[0];

        public override IEnumerable<NodeOutput> Outputs =>
            _layout.Signals.Select((signal, i) => new NodeOutput($"Interface '{signal.Name}'", _signals[i], 0, _raw.Rows));

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadNumbers;

        public override bool HasGradient
        {
            get
            {
                for (int i = 0; i < _layout.All.Length; i++)
                    if (_signals[i].HasGradient)
                        return true;
                return false;
            }
        }

        public void Set(NativeVariable raw, InterfaceLayout layout, ReadOnlySpan<Variable> signals, bool isInPlace)
        {
            (_raw, _layout, _isInPlace) = (raw, layout, isInPlace);
            if (_signals.Length < signals.Length)
                _signals = new NativeVariable[signals.Length];
            for (int i = 0; i < signals.Length; i++)
                _signals[i] = Of(signals[i]);
        }

        /// <summary>
        /// Squashes all signals in place. Gates and strengths of fewer numbers than a vector has share vectors, to the same bits as each
        /// for itself.
        /// </summary>
        [SkipLocalsInit]
        public static void Squash(ReadOnlySpan<Signal> all, ReadOnlySpan<Variable> signals, int rows)
        {
            Real* gates = stackalloc Real[MostTogether], strengths = stackalloc Real[MostTogether];
            // What no number takes in the first vector is still a number.
            Vector.Store(Vector<Real>.One, gates);
            Vector.Store(Vector<Real>.One, strengths);
            int gateCount = 0, strengthCount = 0;
            for (int i = 0; i < all.Length; i++)
            {
                Real* y = Of(signals[i]).Value;
                int count = rows * all[i].Heads * all[i].Width;
                if (IsGateOfFew(all[i], count, gateCount))
                    Gather(y, gates, count, ref gateCount);
                else if (IsStrengthOfFew(all[i], count, strengthCount))
                    Gather(y, strengths, count, ref strengthCount);
                else
                    Squash(all[i], y, count);
            }

            if (gateCount > 0)
                Elementwise.Map<SigmoidOperator>(gates, gates, Math.Max(gateCount, Lanes.Count));
            if (strengthCount > 0)
                Elementwise.Map<SoftplusOperator>(strengths, strengths, Math.Max(strengthCount, Lanes.Count));
            gateCount = strengthCount = 0;
            for (int i = 0; i < all.Length; i++)
            {
                Real* y = Of(signals[i]).Value;
                int count = rows * all[i].Heads * all[i].Width;
                if (IsGateOfFew(all[i], count, gateCount))
                {
                    Scatter(gates, y, count, ref gateCount);
                }
                else if (IsStrengthOfFew(all[i], count, strengthCount))
                {
                    Scatter(strengths, y, count, ref strengthCount);
                    AddAndBound(y, all[i].Range == SignalRange.AtLeastOne ? 1 : 0, count);
                }
            }
        }

        private static bool IsGateOfFew(Signal signal, int count, int there) =>
            signal.Range == SignalRange.Gate && signal.Floor == 0 && count < Lanes.Count && there + count <= MostTogether;

        private static bool IsStrengthOfFew(Signal signal, int count, int there) =>
            signal.Range is SignalRange.Strength or SignalRange.AtLeastOne && count < Lanes.Count && there + count <= MostTogether;

        private static void Gather(Real* y, Real* together, int count, ref int at)
        {
            for (int i = 0; i < count; i++)
                together[at++] = y[i];
        }

        private static void Scatter(Real* together, Real* y, int count, ref int at)
        {
            for (int i = 0; i < count; i++)
                y[i] = together[at++];
        }

        /// <summary>Squashes the numbers of one signal in place.</summary>
        private static void Squash(Signal signal, Real* y, int count)
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
    }
}
