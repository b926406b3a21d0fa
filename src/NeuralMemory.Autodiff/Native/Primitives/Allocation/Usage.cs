using System.Numerics;
using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override (Variable Usage, Variable Retention) UsageCore(
        Variable usage, Variable writes, Variable reads, Variable freeGates, bool throughWrites) =>
        Usage(Of(usage), Of(writes), Of(reads), Of(freeGates), throughWrites);

    private (NativeVariable Usage, NativeVariable Retention) Usage(
        NativeVariable usage, NativeVariable writes, NativeVariable reads, NativeVariable freeGates, bool throughWrites)
    {
        int rows = freeGates.Rows, readers = freeGates.Shape[1], writers = writes.Shape[1], slots = usage.Shape[1];
        var shape = new Shape(rows, slots);
        NativeVariable next = New(shape), retention = New(shape);
        for (int b = 0; b < rows; b++)
        {
            UsageNode.Forward(
                usage.Value + b * slots, writes.Value + b * writers * slots, writers, reads.Value + b * readers * slots,
                freeGates.Value + b * readers, readers, slots, next.Value + b * slots, retention.Value + b * slots);
        }

        if (IsRecording)
            Record<UsageNode>().Set(usage, writes, reads, freeGates, next, retention, throughWrites);
        return (next, retention);
    }

    private sealed class UsageNode : Node
    {
        private NativeVariable _usage = null!, _writes = null!, _reads = null!, _freeGates = null!, _next = null!, _retention = null!;
        private bool _throughWrites;

        public override string Name => "Usage";

        public override NativeVariable Output => _next;

        public override IEnumerable<NodeOutput> Outputs =>
            [new(Name, _next, 0, _next.Rows), new($"{Name} 'retention'", _retention, 0, _next.Rows)];

        public override IReadOnlyList<string> Axes => PrimitiveAxes.Slots;

        public override bool HasGradient => _next.HasGradient || _retention.HasGradient;

        public void Set(
            NativeVariable usage, NativeVariable writes, NativeVariable reads, NativeVariable freeGates, NativeVariable next,
            NativeVariable retention, bool throughWrites) =>
            (_usage, _writes, _reads, _freeGates, _next, _retention, _throughWrites) =
            (usage, writes, reads, freeGates, next, retention, throughWrites);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Forward(
            Real* usage, Real* writes, int writers, Real* reads, Real* freeGates, int readers, int slots, Real* next, Real* retention)
        {
            for (int n = 0; n < slots; n += Lanes.Count)
            {
                int left = slots - n;
                Vector<Real> free = Unused(Lanes.Load(usage + n, left), writes + n, writers, slots, left), kept = Vector<Real>.One;
                for (int h = 0; h < readers; h++)
                    kept -= kept * Lanes.Load(reads + h * slots + n, left) * Vector.Create(freeGates[h]);
                // A weight may round to just above 1. A usage just below 0 would not be sorted before all others.
                kept = Vector.MaxNative(Vector<Real>.Zero, kept);
                free = Vector.MaxNative(Vector<Real>.Zero, free);
                Lanes.Store(kept, retention + n, left);
                Lanes.Store((Vector<Real>.One - free) * kept, next + n, left);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Backward(NativeTape tape)
        {
            int rows = _next.Rows, readers = _reads.Shape[1], writers = _writes.Shape[1], slots = _next.Shape[1];
            Real* dUsage = _usage.Accumulate(tape), dReads = _reads.Accumulate(tape), dFree = _freeGates.Accumulate(tape),
                dNext = _next.Accumulate(tape), dRetention = _retention.Accumulate(tape);
            Real* dWrites = _throughWrites ? _writes.Accumulate(tape) : null;
            Vector<Real>* before = stackalloc Vector<Real>[readers + 1], sums = stackalloc Vector<Real>[readers];
            for (int b = 0; b < rows; b++, dNext += slots, dRetention += slots, dUsage += slots)
            {
                Real* reads = _reads.Value + b * readers * slots, dRead = dReads + b * readers * slots,
                    gates = _freeGates.Value + b * readers;
                new Span<Vector<Real>>(sums, readers).Clear();
                for (int n = 0; n < slots; n += Lanes.Count)
                {
                    int left = slots - n;
                    Vector<Real> written = Vector<Real>.One, usage = Lanes.Load(_usage.Value + b * slots + n, left);
                    for (int v = 0; v < writers; v++)
                        written -= written * Lanes.Load(_writes.Value + (b * writers + v) * slots + n, left);
                    Vector<Real> d = Lanes.Load(dNext + n, left), kept = Lanes.Load(_retention.Value + b * slots + n, left);
                    Lanes.Store(Vector.FusedMultiplyAdd(d * kept, written, Lanes.Load(dUsage + n, left)), dUsage + n, left);
                    if (_throughWrites)
                        ToWrites(d * kept * (Vector<Real>.One - usage), b * writers * slots + n, writers, slots, left, dWrites);
                    Vector<Real> used = Vector<Real>.One - (Vector<Real>.One - usage) * written;
                    Vector<Real> dKept = Vector.FusedMultiplyAdd(d, used, Lanes.Load(dRetention + n, left)), after = Vector<Real>.One;

                    // The product of all other factors, from both sides: dividing by one's own would fail where a slot is freed fully.
                    before[0] = Vector<Real>.One;
                    for (int h = 0; h < readers; h++)
                        before[h + 1] = before[h] - before[h] * Lanes.Load(reads + h * slots + n, left) * Vector.Create(gates[h]);
                    for (int h = readers - 1; h >= 0; h--)
                    {
                        Real* at = dRead + h * slots + n;
                        Vector<Real> read = Lanes.Load(reads + h * slots + n, left), gate = Vector.Create(gates[h]);
                        Vector<Real> back = dKept * before[h] * after;
                        Lanes.Store(Lanes.Load(at, left) - back * gate, at, left);
                        sums[h] -= back * read;
                        after -= after * read * gate;
                    }
                }

                for (int h = 0; h < readers; h++)
                    dFree[b * readers + h] += Vector.Sum(sums[h]);
            }
        }

        /// <summary>u = 1 - (1 - u') prod over writers (1 - w): each writer's gradient has the factors of the others.</summary>
        private void ToWrites(Vector<Real> d, int at, int writers, int slots, int left, Real* dWrites)
        {
            for (int v = 0; v < writers; v++)
            {
                Vector<Real> back = d;
                for (int other = 0; other < writers; other++)
                    if (other != v)
                        back -= back * Lanes.Load(_writes.Value + at + other * slots, left);
                Real* target = dWrites + at + v * slots;
                Lanes.Store(Lanes.Load(target, left) + back, target, left);
            }
        }

        /// <summary>(1 - u') prod over writers (1 - w).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<Real> Unused(Vector<Real> usage, Real* writes, int writers, int slots, int left)
        {
            Vector<Real> free = Vector<Real>.One - usage;
            for (int v = 0; v < writers; v++)
                free -= free * Lanes.Load(writes + v * slots, left);
            return free;
        }
    }
}
