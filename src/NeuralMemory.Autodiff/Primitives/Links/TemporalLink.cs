using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>The temporal links after a step, and where they lead from what the step before read. R readers, V writers, N slots.</summary>
/// <param name="Link">[B, V, N, N] L(i, j): how much slot i was written right after slot j.</param>
/// <param name="Precedence">[B, V, N] how much each slot was the last one written.</param>
/// <param name="Forward">[B, R, V, N] L r: the slots written after those that were read.</param>
/// <param name="Backward">[B, R, V, N] Lᵀ r: the slots written before those that were read.</param>
public readonly record struct TemporalLinks(Variable Link, Variable Precedence, Variable Forward, Variable Backward);

public static unsafe partial class Op
{
    /// <summary>
    /// Remembers the order of writing (Graves et al. 2016, Methods, "Temporal memory linkage"), for each writer on its own:
    /// L(i, j) = (1 - w(i) - w(j)) L'(i, j) + w(i) p'(j) with a zero diagonal; then p = (1 - sum of w) p' + w. The forward and backward
    /// weightings come from the new L in the same pass over it.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="link">[at least B, V, N, N] L'; rows and columns sum to at most 1.</param>
    /// <param name="precedence">[at least B, V, N] p'; sums to at most 1.</param>
    /// <param name="writes">[B, V, N] w, this step's write weightings.</param>
    /// <param name="reads">[at least B, R, N] r, the read weightings of the step before.</param>
    public static TemporalLinks TemporalLink(this Tape tape, Variable link, Variable precedence, Variable writes, Variable reads)
    {
        int rows = writes.Rows, writers = writes.Shape[1], slots = writes.Shape[2], readers = reads.Shape[1];
        Expect.Rows(link, rows, writers, slots, slots);
        Expect.Rows(precedence, rows, writers, slots);
        Expect.Rows(reads, rows, readers, slots);
        var followed = new Shape(rows, readers, writers, slots);
        var links = new TemporalLinks(
            tape.New(new Shape(rows, writers, slots, slots)), tape.New(writes.Shape), tape.New(followed), tape.New(followed));
        for (int b = 0; b < rows; b++)
        {
            for (int v = 0; v < writers; v++)
            {
                int at = (b * writers + v) * slots, followedAt = (b * readers * writers + v) * slots;
                LinkKernels.Update(
                    link.Value + (long)at * slots, writes.Value + at, precedence.Value + at, slots, reads.Value + b * readers * slots,
                    readers, links.Link.Value + (long)at * slots, links.Forward.Value + followedAt, links.Backward.Value + followedAt,
                    writers * slots);
                Precedence.Forward(precedence.Value + at, writes.Value + at, slots, links.Precedence.Value + at);
            }
        }

        if (tape.IsRecording)
            tape.Record<TemporalLinkNode>().Set(link, precedence, writes, reads, links);
        return links;
    }

    private sealed class TemporalLinkNode : Node
    {
        private Variable _link = null!, _precedence = null!, _writes = null!, _reads = null!;
        private TemporalLinks _next;

        public override string Name => "TemporalLink";

        public override Variable Output => _next.Link;

        public override IReadOnlyList<string> Axes => ["sequence", "head", "slot", "slot"];

        public override IEnumerable<NodeOutput> Outputs =>
        [
            new($"{Name} 'link'", _next.Link, 0, _next.Link.Rows), new($"{Name} 'precedence'", _next.Precedence, 0, _next.Link.Rows),
            new($"{Name} 'forward'", _next.Forward, 0, _next.Link.Rows), new($"{Name} 'backward'", _next.Backward, 0, _next.Link.Rows),
        ];

        public override bool HasGradient =>
            _next.Link.HasGradient || _next.Precedence.HasGradient || _next.Forward.HasGradient || _next.Backward.HasGradient;

        public void Set(Variable link, Variable precedence, Variable writes, Variable reads, TemporalLinks next) =>
            (_link, _precedence, _writes, _reads, _next) = (link, precedence, writes, reads, next);

        public override void Backward(Tape tape)
        {
            int rows = _writes.Rows, writers = _writes.Shape[1], slots = _writes.Shape[2], readers = _reads.Shape[1];
            Real* gradient = _next.Link.Accumulate(tape), dNextPrecedence = _next.Precedence.Accumulate(tape);
            Real* dForward = _next.Forward.Accumulate(tape), dBackward = _next.Backward.Accumulate(tape);
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
                        _next.Link.Value + (long)at * slots, dForward + followedAt, dBackward + followedAt, writers * slots,
                        gradient + (long)at * slots, dWrites + at, dPrecedence + at, dReads + readsAt);
                }
            }

            if (!_link.TakeGradientOf(_next.Link) && _link.NeedsGradient)
                Elementwise.Add(gradient, _link.Accumulate(tape), rows * writers * slots * slots);
        }
    }
}
