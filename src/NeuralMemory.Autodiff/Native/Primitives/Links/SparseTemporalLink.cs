using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override SparseTemporalLinks SparseTemporalLinkCore(
        Variable slots, Variable values, Variable precedence, Variable writes, Variable reads) =>
        SparseTemporalLink(Of(slots), Of(values), Of(precedence), Of(writes), Of(reads));

    private SparseTemporalLinks SparseTemporalLink(
        NativeVariable slots, NativeVariable values, NativeVariable precedence, NativeVariable writes, NativeVariable reads)
    {
        int rows = writes.Rows, writers = writes.Shape[1], count = writes.Shape[2], readers = reads.Shape[1];
        int entries = values.Shape[values.Shape.Rank - 1];
        var kept = new Shape(rows, writers, count, entries);
        var followed = new Shape(rows, readers, writers, count);
        NativeVariable nextSlots = New(kept), next = New(kept), nextPrecedence = New(writes.Shape), forward = New(followed),
            backward = New(followed);
        nextSlots.Become(kept, nextSlots.Value, needsGradient: false);
        int* written = (int*)Scratch(rows * writers * entries), sources = (int*)Scratch(rows * writers * entries);
        Real* weights = Scratch(count), scratch = Scratch(5 * entries);
        int* isWritten = (int*)Scratch(count);
        var packed = new PackedReaders(Scratch(PackedReaders.Size(readers, count)), readers);
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
                LinkRows nextLink = SparseTemporalLinkNode.Rows(nextSlots, next, at);
                SparseLinks.Update(SparseTemporalLinkNode.Rows(slots, values, at), count, entries, write, nextLink, scratch);
                Precedence.Forward(precedence.Value + at, weights, count, nextPrecedence.Value + at);
                SparseLinks.Follow(nextLink, count, entries, packed);
                packed.Unpack(packed.Forward, forward.Value + followedAt, writers * count, count, add: false);
                packed.Unpack(packed.Backward, backward.Value + followedAt, writers * count, count, add: false);
            }
        }

        if (IsRecording)
        {
            Record<SparseTemporalLinkNode>().Set(
                slots, values, precedence, writes, reads, nextSlots, next, nextPrecedence, forward, backward, written, sources);
        }

        return new(nextSlots, next, nextPrecedence, forward, backward);
    }

    private sealed class SparseTemporalLinkNode : Node
    {
        private NativeVariable _slots = null!, _values = null!, _precedence = null!, _writes = null!, _reads = null!;
        private NativeVariable _nextSlots = null!, _next = null!, _nextPrecedence = null!, _forward = null!, _backward = null!;
        private int* _written, _sources;

        public override string Name => "SparseTemporalLink";

        public override NativeVariable Output => _next;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.LinkEntries;

        public override IEnumerable<NodeOutput> Outputs =>
        [
            new($"{Name} 'values'", _next, 0, _writes.Rows), new($"{Name} 'precedence'", _nextPrecedence, 0, _writes.Rows),
            new($"{Name} 'forward'", _forward, 0, _writes.Rows), new($"{Name} 'backward'", _backward, 0, _writes.Rows),
        ];

        public override bool HasGradient =>
            _next.HasGradient || _nextPrecedence.HasGradient || _forward.HasGradient || _backward.HasGradient;

        public void Set(
            NativeVariable slots, NativeVariable values, NativeVariable precedence, NativeVariable writes, NativeVariable reads,
            NativeVariable nextSlots, NativeVariable next, NativeVariable nextPrecedence, NativeVariable forward, NativeVariable backward,
            int* written, int* sources)
        {
            (_slots, _values, _precedence, _writes, _reads) = (slots, values, precedence, writes, reads);
            (_nextSlots, _next, _nextPrecedence, _forward, _backward) = (nextSlots, next, nextPrecedence, forward, backward);
            _written = written;
            _sources = sources;
        }

        /// <summary>The rows of one sequence and writer, of which <paramref name="at"/> slots are before.</summary>
        public static LinkRows Rows(NativeVariable slots, NativeVariable values, int at)
        {
            int entries = values.Shape[3];
            return new LinkRows(slots.Value + at * entries, values.Value + at * entries);
        }

        public override void Backward(NativeTape tape)
        {
            int rows = _writes.Rows, writers = _writes.Shape[1], slots = _writes.Shape[2], readers = _reads.Shape[1];
            int entries = _values.Shape[3];
            Real* gradient = _next.Accumulate(tape), dNextPrecedence = _nextPrecedence.Accumulate(tape);
            Real* dForward = _forward.Accumulate(tape), dBackward = _backward.Accumulate(tape);
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
                    LinkRows link = Rows(_slots, _values, at), next = Rows(_nextSlots, _next, at);
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

            if (!_values.TakeGradientOf(_next) && _values.NeedsGradient)
                Elementwise.Add(gradient, _values.Accumulate(tape), rows * writers * slots * entries);
        }
    }
}
