using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>The primitives of links between few of many slots. Each case makes its links by itself: they are changed in place.</summary>
internal static partial class PrimitiveCases
{
    private static Dictionary<string, PrimitiveCase[]> OfSlotLinks() => new()
    {
        [nameof(Tape.NewSlotLinks)] =
        [
            new([(new(Batch, 1, 3), Domain.Distribution), (new(Batch, 1, 3), Domain.Distribution)], (t, x) =>
            {
                SlotLinks links = t.NewSlotLinks(Batch + 1, 1, Slots, 2);
                WrittenLinks first = t.WriteLinks(links, NoPrecedence(t, Batch + 1, 1, 2), Named(t, x[0], 0));
                WrittenLinks second = t.WriteLinks(first.Links, first.Precedence, Named(t, x[1], 4));
                return [t.LinkMatrix(second.Links, Slots), second.Precedence.Weights];
            }),
        ],
        [nameof(Tape.WriteLinks)] =
        [
            WriteLinks(heads: 1, entries: 2), WriteLinks(heads: 2, entries: 4), WriteLinks(heads: 1, entries: Slots),
        ],
        [nameof(Tape.FollowLinks)] = [FollowLinks(heads: 1, entries: 2, most: 2), FollowLinks(heads: 2, entries: 4, most: Slots)],
        [nameof(Tape.LinkMatrix)] =
        [
            new([(new(Batch, 2, 4), Domain.Distribution)], (t, x) => [t.LinkMatrix(WrittenBy(t, x[0], entries: 3, writes: 3).Links, 5)]),
        ],
        [nameof(Tape.SetLinks)] =
        [
            // Nothing passes to what was replaced.
            new([(new(Batch, 1, 4), Domain.Distribution), (new(Batch, 1, 2), Domain.Unit)], (t, x) =>
            {
                WrittenLinks written = WrittenBy(t, x[0], entries: 3, writes: 3);
                Variable seen = t.LinkMatrix(written.Links, Slots);
                Real[] other = [.. Enumerable.Range(0, seen.Shape.Count).Select(i => i % Slots == i / Slots % Slots - 1 ? (Real)0.4 : 0)];
                SlotLinks links = t.SetLinks(written.Links, Untracked.Constant(t, other, seen.Shape));
                return [seen, t.FollowLinks(links, Named(t, x[1], 0), Batch, 3).Forward.Weights];
            }),
        ],
        [nameof(Tape.SparseReadAt)] =
        [
            new([(MoreMemory, Domain.Any), (new(Batch, 2, 3), Domain.Unit)],
                (t, x) => [t.SparseReadAt(Blank(t, x[0]), new(Writes(t, 2, 3, 2).Slots, x[1]))]),
        ],
        [nameof(Tape.SparseReadWeighting)] =
        [
            new(
                [
                    (new(Batch, 2, 3), Domain.Distribution), (new(Batch, 2, 2), Domain.Unit), (new(Batch, 2, 4), Domain.Distribution),
                    (new(Batch, 2, 2), Domain.Unit),
                ],
                (t, x) => [t.SparseReadWeighting(x[0], Named(t, x[1], 0), Named(t, x[2], 3), Named(t, x[3], 5)).Weights]),
        ],
    };

    private static PrimitiveCase WriteLinks(int heads, int entries)
    {
        Shape writes = new(Batch, heads, 4), more = new(Batch + 1, heads, 4);
        return new([(more, Domain.Distribution), (more, Domain.Distribution), (writes, Domain.Distribution)], (t, x) =>
        {
            WrittenLinks written = new(t.NewSlotLinks(Batch + 1, heads, Slots, entries), NoPrecedence(t, Batch + 1, heads, entries));
            for (int i = 0; i < 3; i++)
                written = t.WriteLinks(written.Links, written.Precedence, Named(t, x[i], 2 * i));
            return [t.LinkMatrix(written.Links, Slots), written.Precedence.Weights];
        });
    }

    private static PrimitiveCase FollowLinks(int heads, int entries, int most) => new(
        [(new(Batch, heads, 4), Domain.Distribution), (new(Batch + 1, heads, 3), Domain.Unit)], (t, x) =>
        {
            FollowedLinks followed = t.FollowLinks(WrittenBy(t, x[0], entries, writes: 4).Links, Named(t, x[1], 1), Batch, most);
            return [followed.Forward.Weights, followed.Backward.Weights];
        });

    /// <summary>Links of writes to one part of the slots after another.</summary>
    private static WrittenLinks WrittenBy(Tape tape, Variable weights, int entries, int writes)
    {
        int heads = weights.Shape[1];
        WrittenLinks written = new(
            tape.NewSlotLinks(Batch, heads, Slots, entries), NoPrecedence(tape, Batch, heads, Math.Min(entries, Slots)));
        for (int i = 0; i < writes; i++)
            written = tape.WriteLinks(written.Links, written.Precedence, Named(tape, weights, 3 * i));
        return written;
    }

    private static SparseWeighting NoPrecedence(Tape tape, int rows, int heads, int entries) =>
        new(tape.Fill(new(rows, heads, entries), -1), tape.Fill(new(rows, heads, entries), 0));

    /// <summary>Weights of slots that follow one another, each sequence and head some places on; the first two are one slot.</summary>
    private static SparseWeighting Named(Tape tape, Variable weights, int from)
    {
        int entries = weights.Shape[2];
        Real[] slots =
            [.. Enumerable.Range(0, weights.Shape.Count).Select(i => (Real)((from + Math.Max(1, i % entries) + i / entries) % Slots))];
        // Not all of the weight: what the sum leaves of what was is no matter of rounding then.
        Real[] less = [.. slots.Select(_ => (Real)0.6)];
        return new(
            Untracked.Constant(tape, slots, weights.Shape), tape.Multiply(weights, Untracked.Constant(tape, less, weights.Shape)));
    }
}
