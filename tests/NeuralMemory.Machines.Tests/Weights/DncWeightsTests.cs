namespace NeuralMemory.Machines.Tests;

/// <summary>The Differentiable Neural Computer and its variants, computed from their arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class DncWeightsTests
{
    private static readonly DncConfig Plain = new()
    {
        Controller = new() { Units = 6 },
        Memory = new() { Slots = 7, Width = 4 },
        Heads = new() { Read = 2, Write = 1 },
    };

    private static readonly Dictionary<string, DncConfig> Machines = new()
    {
        ["plain"] = Plain,
        ["2 writers"] = Plain with { Heads = new() { Read = 2, Write = 2 } },
        ["masked, deallocating, sharpened"] = Plain with
        {
            Heads = new() { Read = 2, Write = 2 },
            Lookup = new() { Masked = true },
            Deallocate = true,
            Links = new() { Sharpen = true },
        },
        ["without links, normalised, backward too"] = Plain with
        {
            Controller = new() { Units = 6, Normalize = true },
            Links = new() { Kind = LinksKind.None },
            Normalize = true,
            Bidirectional = true,
        },
        ["clipped"] = Plain with { Clip = 0.4 },
        ["sparse links"] = Plain with { Links = new() { Kind = LinksKind.Sparse, Entries = 2 } },
    };

    public static TheoryData<string> Names => [.. Machines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Three_steps_come_of_the_arrays(string name)
    {
        DncConfig config = Machines[name];
        using var rig = new PageRig(config);
        double[][] backward = config.Bidirectional ? PageBackward.Read(rig, "backward/", config.Controller) : [[], [], []];
        var dnc = new PageDnc(rig.Weights, config);
        rig.Check(rig.X.Select((x, t) => dnc.Next(x, backward[t])));
    }
}
