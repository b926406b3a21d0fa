using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Values and gradients stay finite at the ends of every primitive's domain.</summary>
public sealed class ExtremeValueTests
{
    public static TheoryData<int> Slots => [1, 2, 7, 33];

    [Theory]
    [MemberData(nameof(Slots))]
    public void Looking_up_with_any_strength_in_any_memory(int slots)
    {
        foreach (double strength in (double[])[0, 1e-30, 1, 1e4])
            foreach (double key in (double[])[0, 1e-30, 1e-6, 1, 1e15])
                foreach (double entry in (double[])[0, 1e-30, 1e-6, 1, 1e15])
                    AssertFinite(
                        (tape, x) => tape.ContentAddressing(x[0], x[1], x[2]),
                        (new(1, 2, 3), _ => key), (new(1, 2, 1), _ => strength), (new(1, 3, slots), i => i % 2 == 0 ? entry : -entry));
    }

    [Theory]
    [MemberData(nameof(Slots))]
    public void Looking_up_with_any_mask_in_any_memory(int slots)
    {
        foreach (double strength in (double[])[0, 1, 1e4])
            foreach (double key in (double[])[0, 1e-30, 1, 1e15])
                foreach (double mask in (double[])[0, 1e-30, 0.1, 1])
                    foreach (double entry in (double[])[0, 1e-30, 1, 1e15])
                        AssertFinite(
                            (tape, x) => tape.MaskedContentAddressing(x[0], x[1], x[2], x[3]),
                            (new(1, 3, 3), i => i < 6 ? key : 1), (new(1, 3, 1), _ => strength), (new(1, 3, 3), i => i == 1 ? 1 : mask),
                            (new(1, 3, slots), i => i % 2 == 0 ? entry : -entry));
    }

    [Theory]
    [MemberData(nameof(Slots))]
    public void Sharpening_any_weighting_with_any_exponent(int slots)
    {
        // The last one is what rounding leaves of an empty link.
        Func<int, double>[] weightings = [i => i == 0 ? 1 : 0, _ => 0, _ => 1.0 / slots, i => i == 0 ? 1 : 1e-37, _ => -1e-9];
        foreach (double exponent in (double[])[1, 1.001, 20, 1e4])
            foreach (Func<int, double> weighting in weightings)
                AssertFinite((tape, x) => tape.SharpenLinks(x[0], x[1]), (new(1, 1, 1, slots), weighting), (new(1, 1, 1), _ => exponent));
    }

    [Theory]
    [MemberData(nameof(Slots))]
    public void Allocating_from_any_usage_with_any_gates(int slots)
    {
        Func<int, double>[] usages = [_ => 0, _ => 1, _ => 1e-30, i => i % 2, i => i == 0 ? 1e-37 : 0.5];
        foreach (Func<int, double> usage in usages)
            foreach (double allocate in (double[])[0, 1e-30, 1])
                foreach (double write in (double[])[0, 1e-30, 1])
                    AssertFinite(
                        (tape, x) => tape.Allocation(x[0], x[1], x[2]),
                        (new(1, slots), usage), (new(1, 3, 1), _ => allocate), (new(1, 3, 1), _ => write));
    }

    [Theory]
    [MemberData(nameof(Slots))]
    public void Linking_any_weightings(int slots)
    {
        Func<int, double>[] weightings = [_ => 0, i => i == 0 ? 1 : 0, i => i == slots - 1 ? 1 : 0, _ => 1.0 / slots, _ => 1e-37];
        foreach (Func<int, double> write in weightings)
            foreach (Func<int, double> precedence in weightings)
                foreach (Func<int, double> read in weightings)
                    foreach (double link in (double[])[0, 1e-37, 1])
                        AssertFinite(
                            (tape, x) =>
                            {
                                TemporalLinks links = tape.TemporalLink(x[0], x[1], x[2], x[3]);
                                return tape.ReadWeighting(x[4], links.Backward, x[3], links.Forward);
                            },
                            (new(1, 1, slots, slots), i => i % 3 == 0 ? link : 0), (new(1, 1, slots), precedence),
                            (new(1, 1, slots), write), (new(1, 1, slots), read), (new(1, 1, 3), i => i == 2 ? 1 : 0));
    }

    [Theory]
    [MemberData(nameof(Slots))]
    public void Moving_with_any_exponent_from_any_weighting(int slots)
    {
        Func<int, double>[] weightings = [i => i == 0 ? 1 : 0, i => i == slots - 1 ? 1 : 0, _ => 1.0 / slots, i => i == 0 ? 1 : 1e-37];
        foreach (double sharpening in (double[])[1, 1.001, 20, 1e4])
            foreach (double gate in (double[])[0, 1e-30, 0.5, 1])
                foreach (int shift in (int[])[0, 1, 2])
                    foreach (Func<int, double> content in weightings)
                        foreach (Func<int, double> previous in weightings)
                            AssertFinite(
                                (tape, x) => tape.LocationAddressing(x[0], x[1], x[2], x[3], x[4]),
                                (new(1, 1, slots), content), (new(1, 1, slots), previous), (new(1, 1, 1), _ => gate),
                                (new(1, 1, 3), i => i == shift ? 1 : 0), (new(1, 1, 1), _ => sharpening));
    }

    [Fact]
    public void Losses_of_any_logit()
    {
        foreach (double logit in (double[])[0, 1e-30, 50, -50, 1e4, -1e4, 1e30, -1e30])
        {
            AssertFinite((tape, x) => tape.SigmoidCrossEntropy(x[0], [1, 0], [1, 1]), (new(1, 2), _ => logit));
            AssertFinite((tape, x) => tape.CrossEntropy(x[0], [0, 1, 0], [1, 1, 1], [new(0, 3, 3)]), (new(1, 3), i => i == 0 ? logit : 0));
        }
    }

    [Fact]
    public void A_constant_row_is_normalized_to_zero() =>
        AssertFinite((tape, x) => tape.LayerNorm(x[0], x[1], x[2]), (new(2, 9), _ => 3), (new(9), _ => 1), (new(9), _ => 0));

    [Fact]
    public void Gates_of_any_size()
    {
        foreach (double size in (double[])[0, 100, -100, 1e30, -1e30])
        {
            AssertFinite((tape, x) => tape.LstmGates(x[0], x[1]).Hidden, (new(1, 20), _ => size), (new(1, 5), _ => 1));
            AssertFinite((tape, x) => tape.GruGates(x[0], x[1], x[2]), (new(1, 15), _ => size), (new(1, 15), _ => 1), (new(1, 5), _ => 1));
        }
    }

    private static void AssertFinite(Func<Tape, Variable[], Variable> call, params (Shape Shape, Func<int, double> Value)[] inputs)
    {
        using var bench = new Workbench();
        Variable[] variables =
            [.. inputs.Select(input => bench.Input([.. Enumerable.Range(0, input.Shape.Count).Select(input.Value)], input.Shape))];
        Variable output = call(bench.Tape, variables);
        AssertFinite(output.Span, "output");
        bench.Tape.Seed(output, [.. Enumerable.Range(0, output.Shape.Count).Select(i => (Real)(i % 3 - 1))]);
        bench.Tape.BackwardFromSeeds();
        for (int i = 0; i < variables.Length; i++)
            AssertFinite(variables[i].GradientSpan, $"gradient of input {i}");

        void AssertFinite(ReadOnlySpan<Real> numbers, string what)
        {
            foreach (Real x in numbers)
                Assert.True(Real.IsFinite(x), $"{what}: {x} for {string.Join("; ", inputs.Select(input => $"{input.Value(0)}, .."))}");
        }
    }
}
