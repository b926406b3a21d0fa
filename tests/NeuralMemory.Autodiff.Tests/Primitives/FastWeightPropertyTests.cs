using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

public sealed class FastWeightPropertyTests
{
    /// <summary>
    /// Keys that are one number alone stand for slots: the delta rule erases a slot by its strength and adds as much of the value, as a
    /// write head of a Neural Turing Machine does. The norm's epsilon is all that differs.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    public void The_delta_rule_with_one_hot_keys_erases_and_adds_as_a_turing_machine(double strength)
    {
        const int slots = 5, width = 3, steps = 12;
        using var bench = new Workbench();
        Tape tape = bench.Tape;
        var stream = new RandomStream(StreamKey.FromSeed(3));
        Variable slotted = tape.Fill(new(1, width, slots), 0), memory = tape.Fill(new(1, 1, slots, width), 0);
        for (int t = 0; t < steps; t++)
        {
            Variable key = OneHot(stream.NextInt(0, slots)), query = OneHot(stream.NextInt(0, slots));
            Variable value = tape.Constant([.. Enumerable.Range(0, width).Select(_ => (Real)stream.NextGaussian())], new(1, width));
            Variable erase = tape.Fill(new(1, 1, width), (Real)strength);
            slotted = tape.EraseAdd(slotted, InHead(key, slots), 0, erase, InHead(tape.Multiply(value, erase), width));
            Variable reads = tape.FastWeights(
                new(query, key, value, tape.Fill(new(1, 1), (Real)strength)), FastWeightCases.Rows(1), new(1, Erases: true), memory,
                out memory);
            Near(tape.WeightedRead(slotted, InHead(query, slots), 0, 1), reads);
        }

        for (int slot = 0; slot < slots; slot++)
            for (int i = 0; i < width; i++)
                Assert.Equal(slotted.Span[i * slots + slot], memory.Span[slot * width + i], 1e-5);

        Variable OneHot(int slot) => tape.Constant([.. Enumerable.Range(0, slots).Select(i => (Real)(i == slot ? 1 : 0))], new(1, slots));

        Variable InHead(Variable x, int numbers) => tape.Constant(x.Span, new(1, 1, numbers));

        static void Near(Variable expected, Variable actual) =>
            Close.Within(1e-5, Array.ConvertAll(expected.Span.ToArray(), x => (double)x), actual.Span.ToArray(), "reads");
    }

    /// <summary>A sequence has the same bits alone and among others, in one piece and in several.</summary>
    [Fact]
    public void Bits_depend_neither_on_neighbours_nor_on_cuts()
    {
        int[] lengths = [23, 9, 4];
        const int heads = 2, keys = 5, values = 19;
        using var bench = new Workbench();
        Tape tape = bench.Tape;
        SequenceRows rows = FastWeightCases.Rows(lengths);
        Real[][] numbers = [.. FastWeightCases.Inputs(rows.Total, heads, keys, values, decays: true).Select(Draw)];
        Real[] together = Run([.. Enumerable.Range(0, rows.Total)], rows, null, out _);
        int[] own = rows[1].ToArray();
        Real[] alone = Run(own, FastWeightCases.Rows(own.Length), null, out _);
        Real[] first = Run(own[..4], FastWeightCases.Rows(4), null, out Variable state);
        Real[] second = Run(own[4..], FastWeightCases.Rows(own.Length - 4), state, out _);
        Assert.Equal<Real[]>(alone, [.. own.SelectMany(row => together[(row * heads * values)..((row + 1) * heads * values)])]);
        Assert.Equal<Real[]>(alone, [.. first, .. second]);

        Real[] Run(int[] some, SequenceRows packed, Variable? before, out Variable after)
        {
            Variable[] x = [.. numbers.Select(all =>
            {
                int width = all.Length / rows.Total;
                Real[] part = [.. some.SelectMany(row => all[(row * width)..((row + 1) * width)])];
                return tape.Constant(part, new(some.Length, width));
            })];
            return tape.FastWeights(FastWeightCases.Of(x, decays: true), packed, new(heads, true), before, out after).Span.ToArray();
        }
    }

    private static Real[] Draw((Shape Shape, Domain Domain) input, int index)
    {
        var stream = new RandomStream(StreamKey.FromSeed(5).Split(index));
        return [.. Enumerable.Range(0, input.Shape.Count).Select(_ =>
            (Real)(input.Domain == Domain.Unit ? stream.NextDouble() : stream.NextGaussian()))];
    }
}
