using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

public sealed class MaskedContentAddressingTests
{
    private const int Batch = 2, Heads = 3, Width = 5;

    public static TheoryData<int> Slots => [1, 3, 8, 11, 16, 33];

    [Theory]
    [MemberData(nameof(Slots))]
    public void A_mask_of_ones_changes_nothing(int slots)
    {
        using var bench = new Workbench();
        Variable[] plain = Inputs(bench, slots), masked = Inputs(bench, slots);
        Variable ones = Fill(bench, 1), expected = bench.Tape.ContentAddressing(plain[0], plain[1], plain[2]),
            weights = bench.Tape.MaskedContentAddressing(masked[0], masked[1], ones, masked[2]);
        Close.Within(Close.OutputTolerance, Doubles(expected.Span), weights.Span, "weights");
        Real[] cotangent = [.. Random("cotangent", expected.Shape.Count).Select(x => (Real)x)];
        bench.Tape.Seed(expected, cotangent);
        bench.Tape.Seed(weights, cotangent);
        bench.Tape.BackwardFromSeeds();
        for (int i = 0; i < plain.Length; i++)
            Close.Within(Close.GradientTolerance, Doubles(plain[i].GradientSpan), masked[i].GradientSpan, $"gradient of input {i}");
    }

    /// <summary>The masked lookup is the plain one of masked keys and, head by head, of a masked memory.</summary>
    [Theory]
    [MemberData(nameof(Slots))]
    public void A_masked_lookup_is_a_lookup_of_what_the_mask_leaves(int slots)
    {
        using var bench = new Workbench();
        double[] keys = Random("keys", Batch * Heads * Width), masks = [.. Random("masks", keys.Length).Select(Math.Abs)];
        double[] strengths = [.. Random("strengths", Batch * Heads).Select(Math.Abs)], memory = Random("memory", Batch * Width * slots);
        Variable weights = bench.Tape.MaskedContentAddressing(
            bench.Input(keys, new(Batch, Heads, Width)), bench.Input(strengths, new(Batch, Heads, 1)),
            bench.Input(masks, new(Batch, Heads, Width)), bench.Input(memory, new(Batch, Width, slots)));
        for (int head = 0; head < Batch * Heads; head++)
        {
            double[] mask = masks[(head * Width)..((head + 1) * Width)], key = [.. mask.Select((m, w) => m * keys[head * Width + w])];
            double[] part = [.. Enumerable.Range(0, Width * slots).Select(i => mask[i / slots] * memory[head / Heads * Width * slots + i])];
            Variable expected = bench.Tape.ContentAddressing(
                bench.Input(key, new(1, 1, Width)), bench.Input([strengths[head]], new(1, 1, 1)), bench.Input(part, new(1, Width, slots)));
            Close.Within(Close.OutputTolerance, Doubles(expected.Span), weights.Span.Slice(head * slots, slots), $"head {head}");
        }
    }

    [Theory]
    [MemberData(nameof(Slots))]
    public void What_a_mask_hides_makes_no_difference(int slots)
    {
        using var bench = new Workbench();
        // The slots agree with the key wherever the mask lets look, and differ in all else: no slot is preferred.
        Variable weights = bench.Tape.MaskedContentAddressing(
            bench.Input([1, 2, 3], new(1, 1, 3)), bench.Input([50], new(1, 1, 1)), bench.Input([0, 1, 0], new(1, 1, 3)),
            bench.Input([.. Enumerable.Range(0, 3 * slots).Select(i => i / slots == 1 ? 2 : i % 7 - 3.0)], new(1, 3, slots)));
        Close.Within(Close.OutputTolerance, [.. Enumerable.Repeat(1.0 / slots, slots)], weights.Span, "weights");
    }

    private static Variable[] Inputs(Workbench bench, int slots) =>
    [
        bench.Input(Random("keys", Batch * Heads * Width), new(Batch, Heads, Width)),
        bench.Input([.. Random("strengths", Batch * Heads).Select(x => Math.Abs(x))], new(Batch, Heads, 1)),
        bench.Input(Random("memory", (Batch + 1) * Width * slots), new(Batch + 1, Width, slots)),
    ];

    private static Variable Fill(Workbench bench, double value) =>
        bench.Input([.. Enumerable.Repeat(value, Batch * Heads * Width)], new(Batch, Heads, Width));

    private static double[] Doubles(ReadOnlySpan<Real> numbers) => Array.ConvertAll(numbers.ToArray(), x => (double)x);

    private static double[] Random(string what, int count)
    {
        var stream = new RandomStream(StreamKey.FromSeed(5).Split(what));
        return [.. Enumerable.Range(0, count).Select(_ => (double)(float)stream.NextGaussian())];
    }
}
