using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>What is known to be zero is left out, and no bit is another.</summary>
public sealed class TouchedNumbersTests
{
    private const int Rows = 300, Width = 48, Beside = 20;

    public static TheoryData<OptimizerConfig> Configs =>
    [
        new SgdConfig { Momentum = 0 }, new SgdConfig(), new SgdConfig { WeightDecay = 0.1 }, new RmsPropConfig(),
        new RmsPropConfig { Centered = true, Momentum = 0.9 }, new GravesRmsPropConfig(), new AdamConfig(),
        new AdamConfig { WeightDecay = 0.1 }, new AdamWConfig(), new AdamWConfig { WeightDecay = 0 },
    ];

    [Fact]
    public void Stretches_that_follow_one_another_are_found_together()
    {
        TouchedNumbers touched = new(10_000);
        Assert.Empty(RunsOf(touched));
        touched.Add(70, 1);
        touched.Add(130, 70);
        touched.Add(9_990, 10);
        Assert.Equal([(64, 256), (9_984, 10_000)], RunsOf(touched));
        Assert.Equal(192 + 16, touched.Count);
        Assert.True(touched.Has(100, 40));
        Assert.False(touched.Has(256, 1000));
        TouchedNumbers other = new(10_000);
        other.Add(4_096, 4_096);
        touched.Add(other);
        Assert.Equal([(64, 256), (4_096, 8_192), (9_984, 10_000)], RunsOf(touched));
        touched.AddAll();
        Assert.Equal([(0, 10_000)], RunsOf(touched));
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void An_optimizer_that_knows_what_is_zero_makes_the_same_bits(OptimizerConfig config)
    {
        using ParameterSet parameters = Parameters();
        using IOptimizer plain = config.Build(parameters), knowing = config.Build(parameters);
        Real[] one = parameters.Block.ToArray(), other = parameters.Block.ToArray();
        for (int step = 0; step < 130; step++)
        {
            (Real[] gradient, TouchedNumbers touched) = GradientOf(parameters, step);
            plain.Update(one, gradient, 1e-2, 0.5);
            knowing.Update(other, gradient, 1e-2, 0.5, touched);
            if (step % 40 == 7)
                foreach ((OptimizerState from, OptimizerState to) in plain.State.Zip(knowing.State))
                    from.Block.CopyTo(to.Block);
        }

        Assert.Equal(one, other);
        foreach ((OptimizerState from, OptimizerState to) in plain.State.Zip(knowing.State))
            Assert.Equal(from.Block.ToArray(), to.Block.ToArray());
    }

    [Fact]
    public void A_norm_of_what_is_not_zero_has_the_same_bits()
    {
        using ParameterSet parameters = Parameters();
        for (int step = 0; step < 20; step++)
        {
            (Real[] gradient, TouchedNumbers touched) = GradientOf(parameters, step);
            Assert.Equal(new NoClip().Apply(gradient), new NoClip().Apply(gradient, touched));
            Assert.Equal(new NormClip { MaxNorm = 0.1 }.Apply(gradient), new NormClip { MaxNorm = 0.1 }.Apply(gradient, touched));
            Real[] clamped = [.. gradient];
            new ValueClip { MaxValue = 0.1 }.Apply(gradient);
            new ValueClip { MaxValue = 0.1 }.Apply(clamped, touched);
            Assert.Equal(gradient, clamped);
        }
    }

    [Fact]
    public void A_sparse_row_without_a_gradient_waits_and_one_with_a_gradient_moves_as_any_other()
    {
        using ParameterSet parameters = Parameters();
        var config = new AdamConfig { Sparse = true };
        using IOptimizer told = config.Build(parameters), looking = config.Build(parameters);
        Real[] one = parameters.Block.ToArray(), other = parameters.Block.ToArray();
        for (int step = 0; step < 70; step++)
        {
            (Real[] gradient, TouchedNumbers touched) = GradientOf(parameters, step);
            Real[] before = [.. one];
            Real[][] state = [.. told.State.Select(each => each.Block.ToArray())];
            told.Update(one, gradient, 1e-2, 1, touched);
            looking.Update(other, gradient, 1e-2, 1);
            for (int row = 0; row < Rows; row++)
            {
                Range own = RangeOf(parameters, row);
                bool waits = gradient[own].All(number => number == 0);
                Assert.Equal(waits, before[own].SequenceEqual(one[own]));
                for (int i = 0; waits && i < state.Length; i++)
                    Assert.Equal(state[i][own], told.State[i].Block[own].ToArray());
            }
        }

        Assert.Equal(one, other);
    }

    [Fact]
    public void Where_all_rows_have_gradients_sparse_updates_are_those_of_adam()
    {
        using ParameterSet parameters = Parameters();
        using IOptimizer sparse = new AdamConfig { Sparse = true }.Build(parameters), plain = new AdamConfig().Build(parameters);
        Real[] one = parameters.Block.ToArray(), other = parameters.Block.ToArray();
        for (int step = 0; step < 10; step++)
        {
            var stream = new RandomStream(StreamKey.FromSeed(step));
            var gradient = new Real[parameters.Length];
            foreach (Parameter parameter in parameters.Items)
                for (int i = 0; i < parameter.Length; i++)
                    gradient[parameter.Offset + i] = (Real)stream.NextGaussian();
            sparse.Update(one, gradient, 1e-2);
            plain.Update(other, gradient, 1e-2);
        }

        Assert.Equal(other, one);
    }

    [Fact]
    public void A_tape_knows_which_rows_a_pass_has_read()
    {
        using ParameterSet parameters = Parameters();
        using Tape tape = EngineUnderTest.Engine.NewTape(parameters);
        Parameter table = parameters.Items[1];
        Real[] whole = new Real[parameters.Length];
        foreach (Real[] rows in (Real[][])[[3, 200, 3], [7, -1, 201], [], [250, 0, 299]])
        {
            tape.Reset(3);
            if (rows.Length == 0)
                Backward(tape, tape.Use(parameters.Items[0]));
            else
                Backward(tape, tape.Embed(tape.Constant(rows, new(3, 1)), [0], [table]));
            Array.Clear(whole);
            foreach (Real row in rows.Where(row => row >= 0))
                for (int i = 0; i < Width; i++)
                    whole[table.Offset + (int)row * Width + i]++;
            Assert.Equal(
                whole.AsSpan(table.Offset, table.Length).ToArray(), tape.Gradients.Slice(table.Offset, table.Length).ToArray());
            if (tape.Touched is not { } touched)
                continue;
            for (int i = 0; i < whole.Length; i++)
                Assert.True(whole[i] == 0 || touched.Has(i, 1));
            Assert.InRange(touched.Count, 1, 1_000);
        }

        // A table that is used as a whole, too.
        tape.Reset(3);
        Variable used = tape.Embed(tape.Constant([5, 6, 7], new(3, 1)), [0], [table]);
        Backward(tape, used, tape.Tanh(tape.Use(table)));
        Assert.All(tape.Gradients.Slice(table.Offset, table.Length).ToArray(), number => Assert.NotEqual(0, number));
        Assert.True(tape.Touched is null || tape.Touched.Count >= table.Length);
    }

    /// <summary>The gradient of the sum of all numbers.</summary>
    private static void Backward(Tape tape, params ReadOnlySpan<Variable> results)
    {
        foreach (Variable result in results)
            tape.Seed(result, [.. Enumerable.Repeat<Real>(1, result.Shape.Count)]);
        tape.BackwardFromSeeds();
    }

    /// <summary>Numbers beside a table, the table, and more beside it.</summary>
    private static ParameterSet Parameters()
    {
        var set = new ParameterSet();
        var scope = new ParameterScope(set, StreamKey.FromSeed(1));
        scope.Tensor("before", new Shape(Beside, 1), (stream, _) => (Real)stream.NextGaussian());
        scope.Table("table", new Shape(Rows, Width), (stream, _) => (Real)stream.NextGaussian());
        scope.Tensor("after", new Shape(Beside, 1), (stream, _) => (Real)stream.NextGaussian());
        return set.Complete();
    }

    /// <summary>A gradient of all numbers beside the table and of a few of its rows; others are never read at all.</summary>
    private static (Real[] Gradient, TouchedNumbers Touched) GradientOf(ParameterSet parameters, int step)
    {
        var stream = new RandomStream(StreamKey.FromSeed(step).Split("gradient"));
        var gradient = new Real[parameters.Length];
        TouchedNumbers touched = new(parameters.Length);
        foreach (Parameter parameter in (Parameter[])[parameters.Items[0], parameters.Items[2]])
        {
            touched.Add(parameter.Offset, parameter.Length);
            for (int i = 0; i < parameter.Length; i++)
                gradient[parameter.Offset + i] = (Real)stream.NextGaussian();
        }

        for (int read = 0; read < 5; read++)
        {
            (int first, _) = RangeOf(parameters, (int)(stream.NextDouble(0, 1) * Rows / 2)).GetOffsetAndLength(parameters.Length);
            touched.Add(first, Width);
            for (int i = 0; i < Width; i++)
                gradient[first + i] = (Real)stream.NextGaussian();
        }

        return (gradient, touched);
    }

    private static Range RangeOf(ParameterSet parameters, int row)
    {
        int first = parameters.Items[1].Offset + row * Width;
        return first..(first + Width);
    }

    private static List<(int First, int End)> RunsOf(TouchedNumbers touched)
    {
        List<(int, int)> runs = [];
        for (int at = 0; TouchedNumbers.Next(touched, touched.Length, ref at, out int first, out int end);)
            runs.Add((first, end));
        return runs;
    }
}
