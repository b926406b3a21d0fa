using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>What holds of the matrix and the scalar memory whatever the numbers are.</summary>
public sealed class ExponentialMemoryTests
{
    public static TheoryData<ForgetGate, double, double> Extremes
    {
        get
        {
            var data = new TheoryData<ForgetGate, double, double>();
            foreach (ForgetGate forget in Enum.GetValues<ForgetGate>())
                foreach (double input in (double[])[-1e4, -100, 0, 100, 1e4])
                    foreach (double kept in (double[])[-1e4, -100, 0, 100, 1e4])
                        data.Add(forget, input, kept);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Extremes))]
    public void A_matrix_memory_stays_finite(ForgetGate forget, double input, double kept)
    {
        foreach (double query in (double[])[0, 1, -30])
        {
            SequenceRows rows = AttentionCases.Rows(35, 17, 1);
            using var bench = new Workbench();
            // Every third step is an ordinary one.
            Variable gates = bench.Input(Numbers(rows.Total * 4, i => i / 4 % 3 == 2 ? 1 : i % 4 < 2 ? input : kept), new(rows.Total, 4));
            Variable q = bench.Input(Numbers(rows.Total * 6, i => query * (i % 5 - 2)), new(rows.Total, 6));
            Variable k = bench.Input(Numbers(rows.Total * 6, i => i % 7 - 3), new(rows.Total, 6));
            Variable v = bench.Input(Numbers(rows.Total * 10, i => i % 4 - 1), new(rows.Total, 10));
            Variable reads = bench.Tape.MatrixMemory(q, k, v, gates, rows, new(2, forget));
            AssertFinite(bench.Tape, reads, q, k, v, gates);
        }
    }

    [Theory]
    [MemberData(nameof(Extremes))]
    public void A_scalar_memory_stays_finite(ForgetGate forget, double input, double kept)
    {
        foreach (double weight in (double[])[0, 1, -1e4])
        {
            SequenceRows rows = AttentionCases.Rows(9, 5, 1);
            using var bench = new Workbench();
            Variable gates = bench.Input(
                Numbers(rows.Total * 24, i => i / 24 % 3 == 2 ? 1 : (i % 24 / 6) switch { 0 => input, 1 => kept, _ => i % 5 - 2 }),
                new(rows.Total, 24));
            Variable recurrent = bench.Input(Numbers(2 * 3 * 12, i => weight * (i % 3 - 1)), new(2, 3, 12));
            AssertFinite(bench.Tape, bench.Tape.ScalarMemory(gates, recurrent, rows, forget), gates, recurrent);
        }
    }

    /// <summary>A read divided by the larger of |n . q| and 1 in the equation before stabilisation: the first step shows which.</summary>
    [Theory]
    [InlineData(-3, 0.5)]
    [InlineData(2, 0.5)]
    [InlineData(2, -0.5)]
    public void The_first_read_is_divided_by_at_least_one(double input, double query)
    {
        using var bench = new Workbench();
        SequenceRows rows = new SequenceRows().OfStep(1);
        Variable read = bench.Tape.MatrixMemory(
            bench.Input([query], new(1, 1)), bench.Input([2], new(1, 1)), bench.Input([3], new(1, 1)), bench.Input([input, 0], new(1, 2)),
            rows, new(1));
        double overlap = Math.Exp(input) * 2 * query;
        Assert.Equal(overlap * 3 / Math.Max(Math.Abs(overlap), 1), read.Span[0], 1e-5);
    }

    /// <summary>What a scalar memory holds is a mean of what was written, with weights that add up to one.</summary>
    [Fact]
    public void A_scalar_memory_holds_a_mean()
    {
        using var bench = new Workbench();
        SequenceRows rows = AttentionCases.Rows(12);
        var stream = new RandomStream(StreamKey.FromSeed(3));
        Variable gates = bench.Input(Numbers(12 * 12, i => i % 12 / 3 == 2 ? 1.5 : 3 * stream.NextGaussian()), new(12, 12));
        bench.Tape.ScalarMemory(gates, null, rows, ForgetGate.Sigmoid, null, out _, out ScalarMemoryLook look);
        for (int i = 0; i < 36; i++)
            Assert.Equal(Math.Tanh(1.5), look.Cell.Span[i] / look.Normalizer.Span[i], 1e-5);
    }

    private static double[] Numbers(int count, Func<int, double> number) => [.. Enumerable.Range(0, count).Select(number)];

    private static void AssertFinite(Tape tape, Variable made, params Variable[] inputs)
    {
        Assert.All(made.Span.ToArray(), number => Assert.True(Real.IsFinite(number)));
        tape.Seed(made, [.. Enumerable.Range(0, made.Shape.Count).Select(i => (Real)(i % 3 - 1))]);
        tape.BackwardFromSeeds();
        foreach (Variable input in inputs)
            Assert.All(Workbench.GradientOf(input), number => Assert.True(Real.IsFinite(number)));
    }
}
