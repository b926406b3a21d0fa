using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// Temporal links of which each slot keeps the K largest, and where they lead from what the step before read. R readers, V writers, N
/// slots.
/// </summary>
/// <param name="Slots">
/// [B, V, N, K] the slots j of the entries of row i, in ascending order, behind as many -1 as entries are free. Has no gradient.
/// </param>
/// <param name="Values">[B, V, N, K] L(i, j) for these j: how much slot i was written right after slot j.</param>
/// <param name="Precedence">[B, V, N] how much each slot was the last one written.</param>
/// <param name="Forward">[B, R, V, N] L r: the slots written after those that were read.</param>
/// <param name="Backward">[B, R, V, N] Lᵀ r: the slots written before those that were read.</param>
public readonly record struct SparseTemporalLinks(
    Variable Slots, Variable Values, Variable Precedence, Variable Forward, Variable Backward);

public static unsafe partial class Op
{
    /// <summary>
    /// <see cref="TemporalLink"/> at a cost of N K instead of N² (after Graves et al. 2016, Methods, "Sparse link matrix", and Rae et al.
    /// 2016). Of the write weighting only the K largest count, for the links as for the precedence, so that rows and columns of the links
    /// still sum to at most 1. Of the precedence the K largest count for the links. Each row keeps its K largest entries. Of equals the
    /// lower slots stay; nothing passes through what was left out, neither forward nor backward. Unlike in the paper the weightings are not
    /// divided by the sum of the K: a write gate that is closed leaves the links alone, and K = N is <see cref="TemporalLink"/> itself.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="slots">
    /// [at least B, V, N, K] as in <see cref="SparseTemporalLinks.Slots"/>, for 1 ≤ K ≤ N; all of them -1 before the first step.
    /// </param>
    /// <param name="values">[at least B, V, N, K] L' for these slots; not looked at where a slot is -1.</param>
    /// <param name="precedence">[at least B, V, N] p'; sums to at most 1.</param>
    /// <param name="writes">[B, V, N] w, this step's write weightings.</param>
    /// <param name="reads">[at least B, R, N] r, the read weightings of the step before.</param>
    public static SparseTemporalLinks SparseTemporalLink(
        this Tape tape, Variable slots, Variable values, Variable precedence, Variable writes, Variable reads)
    {
        int rows = writes.Rows, writers = writes.Shape[1], count = writes.Shape[2], readers = reads.Shape[1];
        int entries = values.Shape[values.Shape.Rank - 1];
        Expect.Rows(values, rows, writers, count, entries);
        Expect.Rows(slots, rows, writers, count, entries);
        Expect.Rows(precedence, rows, writers, count);
        Expect.Rows(reads, rows, readers, count);
        Expect.That(entries <= count, $"{entries} links a slot, of {count} slots");
        var kept = new Shape(rows, writers, count, entries);
        var followed = new Shape(rows, readers, writers, count);
        Variable nextSlots = tape.New(kept);
        var next = new SparseTemporalLinks(
            nextSlots.Become(kept, nextSlots.Value, needsGradient: false), tape.New(kept), tape.New(writes.Shape), tape.New(followed),
            tape.New(followed));
        int* written = (int*)tape.Scratch(rows * writers * entries), sources = (int*)tape.Scratch(rows * writers * entries);
        Real* weights = tape.Scratch(count), scratch = tape.Scratch(5 * entries);
        int* isWritten = (int*)tape.Scratch(count);
        var packed = new PackedReaders(tape.Scratch(PackedReaders.Size(readers, count)), readers);
        for (int b = 0; b < rows; b++)
        {
            packed.Pack(reads.Value + b * readers * count, count, count, packed.Reads);
            for (int v = 0; v < writers; v++)
            {
                int writer = b * writers + v, at = writer * count, followedAt = (b * readers * writers + v) * count;
                int* ownWritten = written + writer * entries, ownSources = sources + writer * entries;
                LargestSlots.Choose(writes.Value + at, count, entries, ownWritten);
                LargestSlots.Choose(precedence.Value + at, count, entries, ownSources);
                var write = new LinkWrite(weights, isWritten, precedence.Value + at, ownSources);
                write.Choose(writes.Value + at, ownWritten, count, entries);
                LinkRows nextLink = SparseTemporalLinkNode.Rows(next.Slots, next.Values, at);
                SparseLinks.Update(SparseTemporalLinkNode.Rows(slots, values, at), count, entries, write, nextLink, scratch);
                Precedence.Forward(precedence.Value + at, weights, count, next.Precedence.Value + at);
                SparseLinks.Follow(nextLink, count, entries, packed);
                packed.Unpack(packed.Forward, next.Forward.Value + followedAt, writers * count, count, add: false);
                packed.Unpack(packed.Backward, next.Backward.Value + followedAt, writers * count, count, add: false);
            }
        }

        if (tape.IsRecording)
            tape.Record<SparseTemporalLinkNode>().Set(slots, values, precedence, writes, reads, next, written, sources);
        return next;
    }

    private sealed class SparseTemporalLinkNode : Node
    {
        private Variable _slots = null!, _values = null!, _precedence = null!, _writes = null!, _reads = null!;
        private SparseTemporalLinks _next;
        private int* _written, _sources;

        public override string Name => "SparseTemporalLink";

        public override Variable Output => _next.Values;

        public override IReadOnlyList<string> Axes => ["sequence", "head", "slot", "entry"];

        public override IEnumerable<NodeOutput> Outputs =>
        [
            new($"{Name} 'values'", _next.Values, 0, _writes.Rows), new($"{Name} 'precedence'", _next.Precedence, 0, _writes.Rows),
            new($"{Name} 'forward'", _next.Forward, 0, _writes.Rows), new($"{Name} 'backward'", _next.Backward, 0, _writes.Rows),
        ];

        public override bool HasGradient =>
            _next.Values.HasGradient || _next.Precedence.HasGradient || _next.Forward.HasGradient || _next.Backward.HasGradient;

        public void Set(
            Variable slots, Variable values, Variable precedence, Variable writes, Variable reads, SparseTemporalLinks next, int* written,
            int* sources)
        {
            (_slots, _values, _precedence, _writes, _reads, _next) = (slots, values, precedence, writes, reads, next);
            _written = written;
            _sources = sources;
        }

        /// <summary>The rows of one sequence and writer, of which <paramref name="at"/> slots are before.</summary>
        public static LinkRows Rows(Variable slots, Variable values, int at)
        {
            int entries = values.Shape[3];
            return new LinkRows(slots.Value + at * entries, values.Value + at * entries);
        }

        public override void Backward(Tape tape)
        {
            int rows = _writes.Rows, writers = _writes.Shape[1], slots = _writes.Shape[2], readers = _reads.Shape[1];
            int entries = _values.Shape[3];
            Real* gradient = _next.Values.Accumulate(tape), dNextPrecedence = _next.Precedence.Accumulate(tape);
            Real* dForward = _next.Forward.Accumulate(tape), dBackward = _next.Backward.Accumulate(tape);
            Real* dWrites = _writes.Accumulate(tape), dPrecedence = _precedence.Accumulate(tape), dReads = _reads.Accumulate(tape);
            Real* weights = tape.Temporary(slots), dWeights = tape.Temporary(slots), scratch = tape.Temporary(entries);
            int* isWritten = (int*)tape.Temporary(slots);
            var packed = new PackedReaders(tape.Temporary(PackedReaders.Size(readers, slots)), readers);
            for (int b = 0; b < rows; b++)
            {
                packed.Pack(_reads.Value + b * readers * slots, slots, slots, packed.Reads);
                packed.Clear(packed.Gradients, slots);
                for (int v = 0; v < writers; v++)
                {
                    int writer = b * writers + v, at = writer * slots, followedAt = (b * readers * writers + v) * slots;
                    int* written = _written + writer * entries;
                    Real* ownGradient = gradient + at * entries;
                    LinkRows link = Rows(_slots, _values, at), next = Rows(_next.Slots, _next.Values, at);
                    packed.Pack(dForward + followedAt, writers * slots, slots, packed.Forward);
                    packed.Pack(dBackward + followedAt, writers * slots, slots, packed.Backward);
                    SparseLinks.FollowGradient(next, slots, entries, packed, ownGradient);
                    var write = new LinkWrite(weights, isWritten, _precedence.Value + at, _sources + writer * entries);
                    write.Choose(_writes.Value + at, written, slots, entries);
                    Elementwise.Clear(dWeights, slots);
                    Precedence.Backward(_precedence.Value + at, weights, dNextPrecedence + at, slots, dPrecedence + at, dWeights);
                    SparseLinks.UpdateGradient(link, slots, entries, write, next, ownGradient, dWeights, dPrecedence + at, scratch);
                    for (int k = 0; k < entries; k++)
                        dWrites[at + written[k]] += dWeights[written[k]];
                }

                packed.Unpack(packed.Gradients, dReads + b * readers * slots, slots, slots, add: true);
            }

            if (!_values.TakeGradientOf(_next.Values) && _values.NeedsGradient)
                Elementwise.Add(gradient, _values.Accumulate(tape), rows * writers * slots * entries);
        }
    }
}
