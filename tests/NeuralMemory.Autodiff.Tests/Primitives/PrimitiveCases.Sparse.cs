using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>The primitives of sparse memories. Each case makes its memory by itself: it is changed in place.</summary>
internal static partial class PrimitiveCases
{
    private static Dictionary<string, PrimitiveCase[]> OfSparse() => Join(OfSparseMemories(), OfSlotLinks());

    private static Dictionary<string, PrimitiveCase[]> OfSparseMemories() => new()
    {
        [nameof(Tape.NewSparseMemory)] =
        [
            new([(new(Batch, 1, Width), Domain.Any), (new(Batch, 1, Width), Domain.Any), (new(Batch, 1, 1), Domain.AboveZero)], (t, x) =>
            {
                SparseMemory memory = t.SparseWrite(t.NewSparseMemory(Batch + 1, 1000, Width), Writes(t, 1, 2, 3), x[0]);
                SparseReading read = t.SparseRead(memory, x[1], x[2], 3);
                return [read.Reads, read.Weights];
            }),
        ],
        [nameof(Tape.SparseSet)] =
        [
            new([(MoreMemory, Domain.Any)], (t, x) => [t.SparseContent(Blank(t, x[0]), Slots)]),
            // What stood there before has no part in what is set.
            new([(new(Batch, 1, Width), Domain.Any), (Memory, Domain.Any), (new(Batch, 2, Width), Domain.Any), (Scalars, Domain.AboveZero)],
                (t, x) =>
                {
                    SparseMemory before = t.SparseWrite(t.NewSparseMemory(Batch, Slots, Width), Writes(t, 1, 2, 3), x[0]);
                    Variable seen = t.SparseContent(before, Slots);
                    SparseMemory memory = t.SparseSet(before, x[1], t.SparseLastUse(before, Slots));
                    return [seen, t.SparseRead(memory, x[2], x[3], 4).Reads];
                }),
        ],
        [nameof(Tape.SparseWriteWeighting)] =
        [
            SparseWriteWeighting(writers: 1, entries: 3, Slots), SparseWriteWeighting(writers: 3, entries: 2, slots: 2),
        ],
        [nameof(Tape.SparseWrite)] = [SparseWrite(writers: 1, entries: 4), SparseWrite(writers: 3, entries: 3)],
        [nameof(Tape.SparseRead)] = [SparseRead(heads: 1, most: 3), SparseRead(heads: 2, most: Slots), SparseRead(heads: 3, most: 1)],
        [nameof(Tape.SparseUse)] =
        [
            new([(MoreMemory, Domain.Any)], (t, x) =>
            {
                SparseWeighting used = Writes(t, 1, 2, 3);
                return [t.SparseContent(t.SparseUse(Blank(t, x[0]), used, used, 0.005), Slots)];
            }),
        ],
        [nameof(Tape.SparseContent)] = [new([(Memory, Domain.Any)], (t, x) => [t.SparseContent(Blank(t, x[0]), 4)])],
        [nameof(Tape.SparseLastUse)] =
        [
            new([(Memory, Domain.Any)], (t, x) =>
            {
                SparseMemory memory = Blank(t, x[0]);
                return [t.SparseContent(memory, 2), t.SparseLastUse(memory, 5)];
            }),
        ],
        [nameof(Tape.SpreadSlots)] =
        [
            new([(new(Batch, 2, 3), Domain.Any)], (t, x) => [t.SpreadSlots(new(Writes(t, 2, 3, 5).Slots, x[0]), 6)]),
        ],
    };

    /// <summary>A memory of given content, in which no slot was used.</summary>
    private static SparseMemory Blank(Tape tape, Variable content)
    {
        SparseMemory memory = tape.NewSparseMemory(content.Rows, content.Shape[2], content.Shape[1]);
        return tape.SparseSet(memory, content, tape.SparseLastUse(memory, content.Shape[2]));
    }

    /// <summary>Weights of slots from 0 on, of which each row has some of its own; the last of a row is none.</summary>
    private static SparseWeighting Writes(Tape tape, int writers, int entries, int step)
    {
        Shape shape = new(Batch, writers, entries);
        Real[] slots = [.. Enumerable.Range(0, shape.Count).Select(i => (Real)(i % entries == entries - 1 ? -1 : i * step % Slots))];
        Real[] weights = [.. slots.Select((slot, i) => slot < 0 ? 0 : (Real)(0.1 + i * 0.07))];
        return new(Untracked.Constant(tape, slots, shape), Untracked.Constant(tape, weights, shape));
    }

    private static PrimitiveCase SparseWriteWeighting(int writers, int entries, int slots)
    {
        Shape gates = new(Batch, writers, 1);
        return new([(new(Batch + 1, writers, entries), Domain.Unit), (gates, Domain.Unit), (gates, Domain.Unit)], (t, x) =>
        {
            Variable names = Untracked.Constant(t, new Real[(Batch + 1) * writers * entries], x[0].Shape);
            SparseWeighting writes = t.SparseWriteWeighting(t.NewSparseMemory(Batch + 1, slots, Width), new(names, x[0]), x[1], x[2]);
            return [writes.Weights];
        });
    }

    private static PrimitiveCase SparseWrite(int writers, int entries) => new(
        [(MoreMemory, Domain.Any), (new(Batch, writers, entries), Domain.Unit), (new(Batch, writers, Width), Domain.Any)],
        (t, x) =>
        {
            Variable slots = Writes(t, writers, entries, 2).Slots;
            return [t.SparseContent(t.SparseWrite(Blank(t, x[0]), new(slots, x[1]), x[2]), Slots)];
        });

    private static PrimitiveCase SparseRead(int heads, int most) => new(
        [(MoreMemory, Domain.Any), (new(Batch, heads, Width), Domain.Any), (new(Batch, heads, 1), Domain.AboveZero)],
        (t, x) =>
        {
            SparseReading read = t.SparseRead(Blank(t, x[0]), x[1], x[2], most);
            return [read.Reads, read.Weights];
        });
}
