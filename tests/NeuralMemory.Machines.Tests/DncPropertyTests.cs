using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Machines.Tests;

/// <summary>What holds at every step of a Differentiable Neural Computer, whatever its parameters and options are.</summary>
public sealed class DncPropertyTests
{
    private static readonly double Tolerance = sizeof(Real) == sizeof(double) ? 1e-12 : 1e-5;

    [Fact]
    public void Signals_weightings_usage_and_links_keep_their_ranges() =>
        Prop.ForAll(Trials(), trial =>
        {
            using var rig = new MachineRig(trial.Config, [trial.Length], trial.Seed);
            rig.Scale(trial.Scale);
            var trace = new RecordedTrace();
            rig.Forward(trace);
            return trace.Entries.All(entry => entry.Name switch
            {
                "usage" or "retention" or "write/erase" or "write/gates" or "write/allocation-gates" or "read/free-gates" =>
                    entry.Values.All(IsShare),
                "read/masks" or "write/masks" =>
                    entry.Values.All(x => IsShare(x) && x >= trial.Config.Lookup.MaskFloor - Tolerance),
                "write/allocation" or "write/weights" or "read/weights" or "links/precedence" or "links/forward" or "links/backward" =>
                    entry.Values.Chunk(entry.Shape[^1]).All(IsWeighting),
                "read/modes" or "read/content" or "write/content" => entry.Values.Chunk(entry.Shape[^1]).All(IsDistribution),
                "read/strengths" or "write/strengths" => entry.Values.All(x => x is >= 1 and <= 10_000),
                "links/values" when trial.Config.Links.Kind == LinksKind.Dense =>
                    entry.Values.Chunk(trial.Config.Memory.Slots * trial.Config.Memory.Slots)
                        .All(link => IsLink(link, trial.Config.Memory.Slots)),
                _ => entry.Values.All(Real.IsFinite),
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_mask_floor_that_rounds_to_one_leaves_the_mask_some_room()
    {
        DncConfig config = MachineCatalog.Dnc() with { Lookup = new() { Masked = true, MaskFloor = Math.BitDecrement(1.0) } };
        using var rig = new MachineRig(config, [4]);
        var trace = new RecordedTrace();
        rig.Forward(trace);
        Assert.All(trace.Values("read/masks", 3), mask => Assert.InRange(mask, Real.BitDecrement(1), 1));
    }

    private static bool IsShare(Real x) => x >= 0 && x <= 1 + Tolerance;

    private static bool IsWeighting(Real[] weights) => weights.All(x => x >= -Tolerance) && weights.Sum(x => (double)x) <= 1 + Tolerance;

    private static bool IsDistribution(Real[] weights) => IsWeighting(weights) && weights.Sum(x => (double)x) >= 1 - Tolerance;

    /// <summary>No slot follows itself; each row and column sums to at most 1.</summary>
    private static bool IsLink(Real[] link, int slots) => Enumerable.Range(0, slots).All(i =>
        link[i * slots + i] == 0
        && IsWeighting(link[(i * slots)..((i + 1) * slots)])
        && IsWeighting([.. Enumerable.Range(0, slots).Select(j => link[j * slots + i])]));

    private static Arbitrary<Trial> Trials() => (
        from controller in Gen.Elements(ControllerKind.Lstm, ControllerKind.Gru, ControllerKind.FeedForward)
        from slots in Gen.Choose(1, 40)
        from width in Gen.Choose(1, 9)
        from read in Gen.Choose(1, 4)
        from write in Gen.Choose(1, 3)
        from masked in Gen.Elements(false, true)
        from deallocate in Gen.Elements(false, true)
        from sharpen in Gen.Elements(false, true)
        from links in Gen.Elements(LinksKind.Dense, LinksKind.Sparse, LinksKind.None)
        from length in Gen.Choose(1, 8)
        from seed in Gen.Choose(0, 1000)
        from power in Gen.Choose(-2, 3)
        select new Trial(
            MachineCatalog.Dnc(controller, 1, read, write, slots, width) with
            {
                Lookup = new() { Masked = masked },
                Deallocate = deallocate,
                Links = new() { Kind = links, Entries = 3, Sharpen = sharpen },
            },
            length, seed, Math.Pow(10, power)))
        .ToArbitrary();

    private sealed record Trial(DncConfig Config, int Length, int Seed, double Scale);
}
