using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override TemporalLinks TemporalLinkCore(Variable link, Variable precedence, Variable writes, Variable reads) =>
        TemporalLink(Of(link), Of(precedence), Of(writes), Of(reads));

    private TemporalLinks TemporalLink(NativeVariable link, NativeVariable precedence, NativeVariable writes, NativeVariable reads)
    {
        int rows = writes.Rows, writers = writes.Shape[1], slots = writes.Shape[2], readers = reads.Shape[1];
        var followed = new Shape(rows, readers, writers, slots);
        NativeVariable next = New(new Shape(rows, writers, slots, slots)), nextPrecedence = New(writes.Shape),
            forward = New(followed), backward = New(followed);
        for (int b = 0; b < rows; b++)
        {
            for (int v = 0; v < writers; v++)
            {
                int at = (b * writers + v) * slots, followedAt = (b * readers * writers + v) * slots;
                LinkKernels.Update(
                    link.Value + (long)at * slots, writes.Value + at, precedence.Value + at, slots, reads.Value + b * readers * slots,
                    readers, next.Value + (long)at * slots, forward.Value + followedAt, backward.Value + followedAt,
                    writers * slots);
                Precedence.Forward(precedence.Value + at, writes.Value + at, slots, nextPrecedence.Value + at);
            }
        }

        if (IsRecording)
            Record<TemporalLinkNode>().Set(link, precedence, writes, reads, next, nextPrecedence, forward, backward);
        return new(next, nextPrecedence, forward, backward);
    }

    private sealed class TemporalLinkNode : Node
    {
        private NativeVariable _link = null!, _precedence = null!, _writes = null!, _reads = null!;
        private NativeVariable _next = null!, _nextPrecedence = null!, _forward = null!, _backward = null!;

        public override string Name => "TemporalLink";

        public override NativeVariable Output => _next;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.Links;

        public override IEnumerable<NodeOutput> Outputs =>
        [
            new($"{Name} 'link'", _next, 0, _next.Rows), new($"{Name} 'precedence'", _nextPrecedence, 0, _next.Rows),
            new($"{Name} 'forward'", _forward, 0, _next.Rows), new($"{Name} 'backward'", _backward, 0, _next.Rows),
        ];

        public override bool HasGradient =>
            _next.HasGradient || _nextPrecedence.HasGradient || _forward.HasGradient || _backward.HasGradient;

        public void Set(
            NativeVariable link, NativeVariable precedence, NativeVariable writes, NativeVariable reads, NativeVariable next,
            NativeVariable nextPrecedence, NativeVariable forward, NativeVariable backward) =>
            (_link, _precedence, _writes, _reads, _next, _nextPrecedence, _forward, _backward) =
            (link, precedence, writes, reads, next, nextPrecedence, forward, backward);

        public override void Backward(NativeTape tape)
        {
            int rows = _writes.Rows, writers = _writes.Shape[1], slots = _writes.Shape[2], readers = _reads.Shape[1];
            Real* gradient = _next.Accumulate(tape), dNextPrecedence = _nextPrecedence.Accumulate(tape);
            Real* dForward = _forward.Accumulate(tape), dBackward = _backward.Accumulate(tape);
            Real* dWrites = _writes.Accumulate(tape), dPrecedence = _precedence.Accumulate(tape), dReads = _reads.Accumulate(tape);
            for (int b = 0; b < rows; b++)
            {
                for (int v = 0; v < writers; v++)
                {
                    int at = (b * writers + v) * slots, followedAt = (b * readers * writers + v) * slots, readsAt = b * readers * slots;
                    Precedence.Backward(
                        _precedence.Value + at, _writes.Value + at, dNextPrecedence + at, slots, dPrecedence + at, dWrites + at);
                    LinkKernels.UpdateGradient(
                        _link.Value + (long)at * slots, _writes.Value + at, _precedence.Value + at, slots, _reads.Value + readsAt, readers,
                        _next.Value + (long)at * slots, dForward + followedAt, dBackward + followedAt, writers * slots,
                        gradient + (long)at * slots, dWrites + at, dPrecedence + at, dReads + readsAt);
                }
            }

            if (!_link.TakeGradientOf(_next) && _link.NeedsGradient)
                Elementwise.Add(gradient, _link.Accumulate(tape), rows * writers * slots * slots);
        }
    }
}
