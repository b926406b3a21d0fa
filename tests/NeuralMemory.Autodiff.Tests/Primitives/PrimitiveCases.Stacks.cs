namespace NeuralMemory.Autodiff.Tests;

/// <summary>Stacks and tapes.</summary>
internal static partial class PrimitiveCases
{
    private static Dictionary<string, PrimitiveCase[]> OfStacks() => new()
    {
        [nameof(Tape.UpdateStack)] =
        [
            Stack(stacks: 1, Slots), Stack(stacks: 2, slots: 1), Stack(stacks: 2, slots: 2), Stack(stacks: 1, slots: 19),
            Stack(stacks: 2, slots: 16),
        ],
        [nameof(Tape.UpdateTape)] =
        [
            Tapes(tapes: 1, Slots, 3, 8), Tapes(tapes: 2, slots: 1, 0, 5), Tapes(tapes: 2, slots: 2, 1, 2), Tapes(tapes: 1, slots: 19, 40, 7),
            Tapes(tapes: 2, slots: 16, 0, 15),
        ],
        [nameof(Tape.FirstCells)] =
        [
            new([(Memory, Domain.Any)], (t, x) => [t.FirstCells(x[0], Batch, 1)]),
            new([(MoreMemory, Domain.Any)],
                (t, x) => [t.FirstCells(x[0], Batch, 3), t.FirstCells(x[0], Batch, Slots), t.FirstCells(x[0], 1, Slots + 2)]),
        ],
    };

    /// <param name="tapes">P.</param>
    /// <param name="slots">N.</param>
    /// <param name="jumps">How far each sequence jumps; then one that has ended.</param>
    private static PrimitiveCase Tapes(int tapes, int slots, params int[] jumps) => new(
        [
            (new(Batch + 1, tapes * Width, slots), Domain.Any), (new(Batch, tapes, 5), Domain.Distribution),
            (new(Batch, tapes, Width), Domain.Any),
        ],
        (t, x) => [t.UpdateTape(x[0], x[1], x[2], t.Constant([.. jumps.Select(jump => (Real)jump), 1], new(Batch + 1, 1, 1)))]);

    private static PrimitiveCase Stack(int stacks, int slots) => new(
        [
            (new(Batch + 1, stacks * Width, slots), Domain.Any), (new(Batch, stacks, 3), Domain.Distribution),
            (new(Batch, stacks, Width), Domain.Any),
        ],
        (t, x) => [t.UpdateStack(x[0], x[1], x[2])]);
}
