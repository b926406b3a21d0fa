using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

public sealed class OptimizerTests
{
    private const int Length = 64;

    public static TheoryData<OptimizerConfig> Configs =>
    [
        new SgdConfig { Momentum = 0 }, new SgdConfig { WeightDecay = 0.1 }, new RmsPropConfig(),
        new RmsPropConfig { Centered = true, Momentum = 0.9, WeightDecay = 0.1 }, new GravesRmsPropConfig(), new AdamConfig(),
        new AdamConfig { WeightDecay = 0.1 }, new AdamWConfig(),
    ];

    [Theory]
    [MemberData(nameof(Configs))]
    public void Restored_state_continues_to_the_same_bits(OptimizerConfig config)
    {
        using IOptimizer straight = config.Build(Length), before = config.Build(Length), after = config.Build(Length);
        Real[] straightValues = Draw("start"), resumedValues = Draw("start");
        for (int step = 0; step < 10; step++)
        {
            straight.Update(straightValues, Draw($"gradient {step}"), 1e-2, 0.5);
            if (step == 5)
                Copy(before, after);
            (step < 5 ? before : after).Update(resumedValues, Draw($"gradient {step}"), 1e-2, 0.5);
        }

        Assert.Equal(straightValues, resumedValues);
        Assert.Equal(straight.Steps, after.Steps);
        for (int i = 0; i < straight.State.Count; i++)
            Assert.Equal(straight.State[i].Block.ToArray(), after.State[i].Block.ToArray());
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_bowl_is_descended(OptimizerConfig config)
    {
        using IOptimizer optimizer = config.Build(Length);
        Real[] values = Draw("start");
        double before = values.Max(x => Math.Abs((double)x));
        for (int step = 0; step < 1000; step++)
            optimizer.Update(values, values.ToArray(), 1e-2);
        Assert.InRange(values.Max(x => Math.Abs((double)x)), 0, before / 10);
    }

    /// <summary>Without weight decay, which is a gradient that never dies.</summary>
    public static TheoryData<OptimizerConfig> UndecayedConfigs =>
    [
        new SgdConfig(), new RmsPropConfig { Decay = 0.9, Centered = true, Momentum = 0.8 }, new GravesRmsPropConfig(),
        new AdamConfig { SquareDecay = 0.95 }, new AdamWConfig { SquareDecay = 0.95, WeightDecay = 0 },
    ];

    [Theory]
    [MemberData(nameof(UndecayedConfigs))]
    public void A_gradient_that_dies_leaves_no_subnormal_state(OptimizerConfig config)
    {
        using IOptimizer optimizer = config.Build(Length);
        Real[] values = new Real[Length], zero = new Real[Length];
        optimizer.Update(values, Draw("gradient"), 1e-2);
        for (int step = 0; step < 20_000; step++)
        {
            optimizer.Update(values, zero, 1e-2);
            foreach (OptimizerState state in optimizer.State)
                foreach (Real x in state.Block)
                    if (Real.IsSubnormal(x))
                        Assert.Fail($"{state.Name} is {x} after {step} updates without a gradient");
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_constant_gradient_stays_finite(OptimizerConfig config)
    {
        using IOptimizer optimizer = config.Build(Length);
        Real[] values = new Real[Length], gradient = new Real[Length];
        Array.Fill(gradient, (Real)1e3);
        for (int step = 0; step < 2000; step++)
            optimizer.Update(values, gradient, 1e-6);
        Assert.All(values, x => Assert.True(Real.IsFinite(x)));
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void An_update_allocates_nothing(OptimizerConfig config)
    {
        using IOptimizer optimizer = config.Build(Length);
        Real[] values = Draw("start"), gradient = Draw("gradient");
        Allocations.AssertNone(() => optimizer.Update(values, gradient, 1e-3));
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void State_blocks_are_named_once_and_begin_at_zero(OptimizerConfig config)
    {
        using IOptimizer optimizer = config.Build(Length);
        Assert.Equal(optimizer.State.Count, optimizer.State.Select(state => state.Name).Distinct().Count());
        Assert.All(optimizer.State, state => Assert.Equal(new Real[Length], state.Block.ToArray()));
        Assert.Equal(0, optimizer.Steps);
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void Lengths_that_differ_are_refused(OptimizerConfig config)
    {
        using IOptimizer optimizer = config.Build(Length);
        Assert.Throws<ArgumentException>(() => optimizer.Update(new Real[Length + 16], new Real[Length], 1e-3));
        Assert.Throws<ArgumentException>(() => optimizer.Update(new Real[Length], new Real[Length - 16], 1e-3));
        Assert.Throws<ArgumentException>(() => config.Build(Length + 1));
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        OptimizerConfig[] wrong =
        [
            new SgdConfig { Momentum = 1 }, new SgdConfig { WeightDecay = -1 }, new RmsPropConfig { Decay = -0.1 },
            new RmsPropConfig { Epsilon = 0 }, new GravesRmsPropConfig { Epsilon = 0 }, new GravesRmsPropConfig { Momentum = 1 },
            new AdamConfig { MeanDecay = 1 }, new AdamConfig { SquareDecay = 2 }, new AdamWConfig { Epsilon = -1 },
        ];
        Assert.All(wrong, config => Assert.Throws<ArgumentOutOfRangeException>(() => config.Build(Length)));
    }

    [Fact]
    public void Decoupled_decay_shrinks_a_weight_without_a_gradient()
    {
        using IOptimizer optimizer = new AdamWConfig { WeightDecay = 0.5 }.Build(Length);
        Real[] values = Draw("start");
        Real[] expected = Array.ConvertAll(values, x => x * (Real)0.95);
        optimizer.Update(values, new Real[Length], 0.1);
        Assert.Equal(expected, values);
    }

    private static void Copy(IOptimizer from, IOptimizer to)
    {
        to.Steps = from.Steps;
        foreach ((OptimizerState source, OptimizerState destination) in from.State.Zip(to.State))
        {
            Assert.Equal(source.Name, destination.Name);
            source.Block.CopyTo(destination.Block);
        }
    }

    private static Real[] Draw(string name)
    {
        var stream = new RandomStream(StreamKey.FromSeed(1).Split(name));
        return [.. Enumerable.Range(0, Length).Select(_ => (Real)stream.NextGaussian())];
    }
}
