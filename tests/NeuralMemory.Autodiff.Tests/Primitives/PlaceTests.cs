using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// A slot's numbers do not depend on its place: slots that are treated alike stay alike to the last bit, whether a vector or what is left
/// over computes them. Only then are ties between them ties.
/// </summary>
public sealed class PlaceTests
{
    private const int Width = 3;

    /// <summary>Sizes that leave every number of slots over, below and above one vector and four.</summary>
    public static TheoryData<int> Sizes => [.. Enumerable.Range(8, 12), 33, 37, 43];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Content_addressing(int slots) => Check(slots, 0, (bench, draw) =>
    {
        Variable memory = draw.Slots(1, Width);
        return ([memory], [bench.Tape.ContentAddressing(draw.Numbers(3, Width), draw.Numbers(3, 1), memory)]);
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Masked_content_addressing(int slots) => Check(slots, 0, (bench, draw) =>
    {
        Variable memory = draw.Slots(1, Width);
        return ([memory], [bench.Tape.MaskedContentAddressing(draw.Numbers(3, Width), draw.Numbers(3, 1), draw.Numbers(3, Width), memory)]);
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Location_addressing(int slots)
    {
        foreach (int radius in (int[])[0, 1, 2])
            Check(slots, 2 * radius, (bench, draw) =>
            {
                Variable content = draw.Slots(1, 2), previous = draw.Slots(1, 2), shifts = draw.Numbers(2, 2 * radius + 1);
                return ([content, previous], [bench.Tape.LocationAddressing(
                    content, previous, draw.Numbers(2, 1), bench.Tape.Softmax(shifts), draw.Numbers(2, 1))]);
            });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Erasing_and_adding(int slots)
    {
        foreach (int heads in (int[])[1, 2])
            Check(slots, 0, (bench, draw) =>
            {
                Variable memory = draw.Slots(1, Width), weights = draw.Slots(1, heads);
                return ([memory, weights], [bench.Tape.EraseAdd(
                    memory, weights, 0, draw.Numbers(heads, Width), draw.Numbers(heads, Width))]);
            });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Reading(int slots)
    {
        foreach (int heads in (int[])[1, 2, 3])
            Check(slots, 0, (bench, draw) =>
            {
                Variable memory = draw.Slots(1, Width), weights = draw.Slots(1, heads);
                Variable reads = bench.Tape.WeightedRead(memory, weights, 0, heads);
                bench.Tape.Seed(reads, [.. Enumerable.Range(1, heads * Width).Select(i => (Real)(0.37 * i))]);
                return ([memory, weights], []);
            });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Retaining(int slots) => Check(slots, 0, (bench, draw) =>
    {
        Variable memory = draw.Slots(1, Width), retention = draw.Slots(1);
        return ([memory, retention], [bench.Tape.Retain(memory, retention)]);
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Usage(int slots) => Check(slots, 0, (bench, draw) =>
    {
        Variable usage = draw.Slots(1), writes = draw.Slots(1, 2), reads = draw.Slots(1, 3);
        (Variable next, Variable retention) = bench.Tape.Usage(usage, writes, reads, draw.Numbers(3, 1), throughWrites: true);
        return ([usage, writes, reads], [next, retention]);
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Weightings(int slots) => Check(slots, 0, (bench, draw) =>
    {
        Variable a = draw.Slots(1, 2), c = draw.Slots(1, 2), forward = draw.Slots(1, 2, 1), backward = draw.Slots(1, 2, 1);
        Variable writes = bench.Tape.WriteWeighting(a, c, draw.Numbers(2, 1), draw.Numbers(2, 1));
        Variable sharp = bench.Tape.SharpenLinks(forward, draw.Numbers(2, 1));
        return ([a, c, forward, backward], [writes, sharp, bench.Tape.ReadWeighting(draw.Numbers(2, 3), backward, writes, sharp)]);
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Links_between_slots(int slots)
    {
        using var bench = new Workbench();
        var draw = new Draw(bench, slots);
        Variable link = draw.Links();
        TemporalLinks next = bench.Tape.TemporalLink(link, draw.Slots(1, 1), draw.Slots(1, 1), draw.Slots(1, 3));
        bench.Tape.Seed(next.Link, draw.Links().Span);
        bench.Tape.Seed(next.Forward, draw.Slots(1, 3, 1).Span);
        bench.Tape.Seed(next.Backward, draw.Slots(1, 3, 1).Span);
        bench.Tape.BackwardFromSeeds();
        int[] alike = draw.Alike(0);
        AssertAlike(next.Precedence.Span, slots, alike, "precedence");
        foreach (Real[] matrix in (Real[][])[next.Link.Span.ToArray(), Workbench.GradientOf(link)])
            Assert.Single((from i in alike from j in alike where i != j select matrix[i * slots + j]).Distinct());
    }

    /// <summary>
    /// A memory in use. Allocation chooses, links are sums over all other slots: neither treats slots alike, so neither has a say here
    /// after the first step, when what is free goes to one of the two slots that differ.
    /// </summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_memory_through_time(int slots)
    {
        using var bench = new Workbench();
        var draw = new Draw(bench, slots);
        DncMemory memory = DncMemory.Blank(bench.Tape, 1, slots, Width, readers: 2, writers: 1) with { Memory = draw.Slots(1, Width) };
        int[] alike = draw.Alike(0);
        for (int t = 0; t < 6; t++)
        {
            double[] modes = [0, 1, 0, 0, 1, 0];
            Variable allocate = bench.Input([0], new(1, 1, 1));
            memory = memory.Next(bench.Tape, new(
                draw.Numbers(1, Width), draw.Numbers(1, 1), draw.Numbers(1, Width), draw.Numbers(1, Width), allocate, draw.Numbers(1, 1),
                draw.Numbers(2, 1), draw.Numbers(2, Width), draw.Numbers(2, 1), bench.Input(modes, new(1, 2, 3))));
            foreach (Variable x in (Variable[])[memory.Usage, memory.Memory, memory.Writes, memory.Reads, memory.Precedence])
                AssertAlike(x.Span, slots, alike, $"step {t}");
        }
    }

    private static void Check(int slots, int reach, Func<Workbench, Draw, (Variable[] Inputs, Variable[] Outputs)> run)
    {
        using var bench = new Workbench();
        var draw = new Draw(bench, slots);
        (Variable[] inputs, Variable[] outputs) = run(bench, draw);
        foreach (Variable output in outputs)
            bench.Tape.Seed(output, draw.Like(output).Span);
        bench.Tape.BackwardFromSeeds();
        int[] alike = draw.Alike(reach);
        foreach (Variable output in outputs)
            AssertAlike(output.Span, slots, alike, "output");
        foreach (Variable input in inputs)
            AssertAlike(Workbench.GradientOf(input), slots, alike, "gradient");
    }

    private static void AssertAlike(ReadOnlySpan<Real> rows, int slots, int[] alike, string what)
    {
        for (int row = 0; row < rows.Length; row += slots)
            foreach (int n in alike)
                Assert.True(rows[row + n].Equals(rows[row + alike[0]]), $"{what}, row {row / slots}: slot {n} is not like {alike[0]}");
    }

    /// <summary>Operands in (0.1, 0.9), in which all slots but two are alike.</summary>
    private sealed class Draw(Workbench bench, int slots)
    {
        private readonly RandomStream _stream = new(StreamKey.FromSeed(slots));

        public Variable Numbers(int heads, int width) => bench.Input(
            [.. Enumerable.Range(0, heads * width).Select(_ => Number())], new(1, heads, width));

        public Variable Slots(params ReadOnlySpan<int> dimensions) => Of(dimensions switch
        {
            [var a] => new(a, slots),
            [var a, var b] => new(a, b, slots),
            [var a, var b, var c] => new(a, b, c, slots),
            _ => throw new ArgumentException("up to three dimensions", nameof(dimensions)),
        });

        public Variable Like(Variable x) => Of(x.Shape);

        public Variable Links()
        {
            double common = Number() / slots;
            return bench.Input([.. from i in Enumerable.Range(0, slots) from j in Enumerable.Range(0, slots) select
                i == j ? 0 : IsSpecial(i) || IsSpecial(j) ? Number() / slots : common], new(1, 1, slots, slots));
        }

        /// <summary>The slots further from those that differ than <paramref name="reach"/>, around the circle.</summary>
        public int[] Alike(int reach) => [.. Enumerable.Range(0, slots).Where(
            n => !Enumerable.Range(n - reach, 2 * reach + 1).Any(near => IsSpecial((near + slots) % slots)))];

        private Variable Of(Shape shape)
        {
            double common = 0;
            return bench.Input([.. Enumerable.Range(0, shape.Count).Select(i =>
            {
                if (i % slots == 0)
                    common = Number();
                return IsSpecial(i % slots) ? Number() : common;
            })], shape);
        }

        private static bool IsSpecial(int slot) => slot is 1 or 3;

        private double Number() => 0.1 + 0.8 * _stream.NextDouble();
    }
}
