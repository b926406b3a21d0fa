using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

public sealed class InterfaceTests
{
    private static readonly InterfaceLayout Layout = new(
        new("strengths", 1, 3, SignalRange.Strength), new("sharpening", 1, 3, SignalRange.AtLeastOne));

    /// <summary>Past the bound nothing moves any more, so nothing may push further either.</summary>
    [Fact]
    public void Strengths_and_exponents_end_at_ten_thousand_and_have_no_gradient_there()
    {
        using var bench = new Workbench();
        Variable raw = bench.Input([2e4, 5, -2e4, 2e4, 5, -2e4], new Shape(1, 6));
        var signals = new Variable[2];
        bench.Tape.Interface(raw, Layout, signals);
        double softplus = Math.Log(1 + Math.Exp(5)), slope = 1 / (1 + Math.Exp(-5));
        Close.Within(Close.OutputTolerance, [1e4, softplus, 0], signals[0].Span, "strengths");
        Close.Within(Close.OutputTolerance, [1e4, 1 + softplus, 1], signals[1].Span, "sharpening");
        foreach (Variable signal in signals)
            bench.Tape.Seed(signal, [1, 1, 1]);
        bench.Tape.BackwardFromSeeds();
        Close.Within(Close.GradientTolerance, [0, slope, 0, 0, slope, 0], raw.GradientSpan, "gradient");
    }

    [Fact]
    public void A_gate_with_a_floor_moves_between_the_floor_and_one()
    {
        using var bench = new Workbench();
        Variable raw = bench.Input([-50, 0, 50], new Shape(1, 3));
        var signals = new Variable[1];
        bench.Tape.Interface(raw, new(new Signal("masks", 1, 3, SignalRange.Gate, Floor: (Real)0.1)), signals);
        Close.Within(Close.OutputTolerance, [0.1, 0.55, 1], signals[0].Span, "masks");
        bench.Tape.Seed(signals[0], [1, 1, 1]);
        bench.Tape.BackwardFromSeeds();
        Close.Within(Close.GradientTolerance, [0, 0.9 / 4, 0], raw.GradientSpan, "gradient");
    }

    [Theory]
    [InlineData(SignalRange.Linear, 0.1)]
    [InlineData(SignalRange.Gate, 1)]
    [InlineData(SignalRange.Gate, -0.1)]
    [InlineData(SignalRange.Gate, double.NaN)]
    public void Only_gates_have_a_floor_and_only_below_one(SignalRange range, double floor) =>
        Assert.Contains("'masks'", Assert.Throws<ArgumentException>(
            () => new InterfaceLayout(new Signal("masks", 1, 3, range, Floor: (Real)floor))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_layout_is_as_wide_as_its_signals() =>
        Assert.Equal(2 * 4 + 3 * 5,
            new InterfaceLayout(new Signal("a", 2, 4, SignalRange.Linear), new Signal("b", 3, 5, SignalRange.Gate)).Width);
}
