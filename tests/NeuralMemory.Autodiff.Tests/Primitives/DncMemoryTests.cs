using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>What holds in any memory of a Differentiable Neural Computer, whatever its controller asks for.</summary>
public sealed class DncMemoryTests
{
    // Sums of rounded numbers.
    private const double Rounding = 1e-5;

    [Fact]
    public void Usages_are_fractions() => Always((_, step) => Assert.All(step.Usage.Span.ToArray(), x => Assert.InRange(x, 0, 1)));

    [Fact]
    public void Weightings_have_no_more_than_all_the_weight() => Always((_, step) =>
    {
        foreach (Variable weightings in (Variable[])[step.Allocation!, step.Writes, step.Reads, step.Precedence])
            foreach (Real[] row in weightings.Span.ToArray().Chunk(weightings.Shape[2]))
            {
                Assert.All(row, x => Assert.InRange(x, -Rounding, 1 + Rounding));
                Assert.InRange(row.Sum(), -Rounding, 1 + Rounding);
            }
    });

    [Fact]
    public void Rows_and_columns_of_links_are_weightings_and_no_slot_follows_itself() => Always((trial, step) =>
    {
        int slots = trial.Slots;
        foreach (Real[] link in step.Link.Span.ToArray().Chunk(slots * slots))
        {
            Assert.All(link, x => Assert.InRange(x, -Rounding, 1 + Rounding));
            for (int i = 0; i < slots; i++)
            {
                Assert.Equal(0, link[i * slots + i]);
                Assert.InRange(link[(i * slots)..((i + 1) * slots)].Sum(), -Rounding, 1 + Rounding);
                Assert.InRange(Enumerable.Range(0, slots).Sum(j => link[j * slots + i]), -Rounding, 1 + Rounding);
            }
        }
    });

    [Fact]
    public void Gradients_are_finite_from_a_blank_memory_on() => Prop.ForAll(Trials(), trial =>
    {
        using var bench = new Workbench();
        var inputs = new List<Variable>();
        DncMemory last = trial.Run(bench, inputs, _ => { });
        foreach (Variable output in (Variable[])[last.Vectors!, last.Memory, last.Link, last.Usage, last.Precedence])
            bench.Tape.Seed(output, [.. Enumerable.Range(0, output.Shape.Count).Select(i => (Real)(i % 3 - 1))]);
        bench.Tape.BackwardFromSeeds();
        Assert.All(inputs, input => Assert.All(Workbench.GradientOf(input), x => Assert.True(Real.IsFinite(x))));
    }).QuickCheckThrowOnFailure();

    /// <summary>Keys of zero, nothing written, nothing to be found.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    public void Nothing_at_all_gives_numbers_and_finite_gradients(int slots)
    {
        using var bench = new Workbench();
        var inputs = new List<Variable>();
        DncMemory memory = DncMemory.Blank(bench.Tape, 1, slots, 3, 2, 1);
        for (int t = 0; t < 3; t++)
            memory = memory.Next(bench.Tape, new(
                Zeros(1, 3), Zeros(1, 1), Zeros(1, 3), Zeros(1, 3), Zeros(1, 1), Zeros(1, 1), Zeros(2, 1), Zeros(2, 3), Zeros(2, 1),
                Zeros(2, 3)));
        Variable[] outputs = [memory.Vectors!, memory.Reads, memory.Link, memory.Usage, memory.Allocation!];
        foreach (Variable output in outputs)
        {
            Assert.All(output.Span.ToArray(), x => Assert.True(Real.IsFinite(x)));
            bench.Tape.Seed(output, [.. Enumerable.Repeat((Real)1, output.Shape.Count)]);
        }

        bench.Tape.BackwardFromSeeds();
        Assert.All(inputs, input => Assert.All(Workbench.GradientOf(input), x => Assert.True(Real.IsFinite(x))));

        Variable Zeros(int heads, int width)
        {
            inputs.Add(bench.Input(new double[heads * width], new(1, heads, width)));
            return inputs[^1];
        }
    }

    private static void Always(Action<Trial, DncMemory> check) => Prop.ForAll(Trials(), trial =>
    {
        using var bench = new Workbench();
        trial.Run(bench, [], step => check(trial, step));
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<Trial> Trials() => Gen.Choose(1, 20).SelectMany(slots => Gen.Choose(1, 3).SelectMany(readers =>
        Gen.Choose(1, 3).SelectMany(writers => Gen.Choose(1, int.MaxValue).Select(seed => new Trial(slots, readers, writers, seed)))))
        .ToArbitrary();

    /// <summary>A random controller at a memory of these sizes.</summary>
    private sealed record Trial(int Slots, int Readers, int Writers, int Seed)
    {
        private const int Batch = 2, Width = 3, Steps = 12;

        public DncMemory Run(Workbench bench, List<Variable> inputs, Action<DncMemory> eachStep)
        {
            var stream = new RandomStream(StreamKey.FromSeed(Seed));
            DncMemory memory = DncMemory.Blank(bench.Tape, Batch, Slots, Width, Readers, Writers);
            for (int t = 0; t < Steps; t++)
            {
                memory = memory.Next(bench.Tape, new(
                    Draw(Writers, Width, Number), Draw(Writers, 1, Strength), Draw(Writers, Width, Gate), Draw(Writers, Width, Number),
                    Draw(Writers, 1, Gate), Draw(Writers, 1, Gate), Draw(Readers, 1, Gate), Draw(Readers, Width, Number),
                    Draw(Readers, 1, Strength), Modes()));
                eachStep(memory);
            }

            return memory;

            Variable Draw(int heads, int width, Func<double> next)
            {
                Variable x = bench.Input([.. Enumerable.Range(0, Batch * heads * width).Select(_ => next())], new(Batch, heads, width));
                inputs.Add(x);
                return x;
            }

            double Number() => stream.NextGaussian();

            double Strength() => 1 + 10 * stream.NextDouble();

            // Often all or nothing: that is what a trained controller says.
            double Gate() => Math.Clamp(2 * stream.NextDouble() - 0.5, 0, 1);

            Variable Modes()
            {
                int modes = 1 + 2 * Writers;
                return bench.Tape.Softmax(Draw(Readers, modes, () => 5 * stream.NextGaussian()));
            }
        }
    }
}
