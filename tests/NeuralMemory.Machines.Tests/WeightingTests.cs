using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Machines.Tests;

/// <summary>Weightings are distributions, whatever a machine's parameters are.</summary>
public sealed class WeightingTests
{
    private static readonly double Tolerance = sizeof(Real) == sizeof(double) ? 1e-12 : 1e-5;

    [Fact]
    public void Weightings_are_distributions_over_the_slots() =>
        Prop.ForAll(Trials(), trial =>
        {
            using var rig = new MachineRig(trial.Config, [trial.Length], trial.Seed);
            rig.Scale(trial.Scale);
            var trace = new RecordedTrace();
            rig.Forward(trace);
            return trace.Entries.All(entry => entry.Name switch
            {
                "heads/weights" or "heads/content" or "heads/shifts" => Distributions(entry.Values, entry.Shape[2]),
                "heads/gates" or "heads/erase" => entry.Values.All(x => x is >= 0 and <= 1),
                "heads/strengths" => entry.Values.All(x => x is >= 0 and <= 10_000),
                "heads/sharpening" => entry.Values.All(x => x is >= 1 and <= 10_000),
                _ => entry.Values.All(Real.IsFinite),
            });
        }).QuickCheckThrowOnFailure();

    private static bool Distributions(Real[] values, int width) => values.Chunk(width).All(weights =>
        weights.All(x => x >= 0 && x <= 1 + Tolerance) && Math.Abs(weights.Sum(x => (double)x) - 1) <= Tolerance);

    private static Arbitrary<Trial> Trials() => (
        from controller in Gen.Elements(ControllerKind.Lstm, ControllerKind.Gru, ControllerKind.FeedForward)
        from order in Gen.Elements(StepOrder.ReadFirst, StepOrder.WriteFirst)
        from initial in Gen.Elements(InitialMemory.Constant, InitialMemory.Learned, InitialMemory.Random)
        from slots in Gen.Choose(1, 40)
        from width in Gen.Choose(1, 9)
        from shift in Gen.Choose(0, 4)
        from read in Gen.Choose(1, 3)
        from write in Gen.Choose(1, 3)
        from length in Gen.Choose(1, 6)
        from seed in Gen.Choose(0, 1000)
        from power in Gen.Choose(-2, 3)
        select new Trial(MachineCatalog.Ntm(controller, 1, read, write, shift, order, initial, slots, width), length, seed,
            Math.Pow(10, power)))
        .ToArbitrary();

    private sealed record Trial(NtmConfig Config, int Length, int Seed, double Scale);
}
