namespace NeuralMemory.Autodiff;

/// <summary>What the dimensions of the primitives' results count, as messages name a place in them; the same on every engine.</summary>
public static class PrimitiveAxes
{
    /// <summary>Rows of a layer.</summary>
    public static IReadOnlyList<string> Units { get; } = ["sequence", "unit"];

    /// <summary>One number for each slot.</summary>
    public static IReadOnlyList<string> Slots { get; } = ["sequence", "slot"];

    /// <summary>Weightings.</summary>
    public static IReadOnlyList<string> HeadSlots { get; } = ["sequence", "head", "slot"];

    /// <summary>Scores and weights of keys.</summary>
    public static IReadOnlyList<string> HeadKeys { get; } = ["row", "head", "key"];

    /// <summary>Signals, and what heads read.</summary>
    public static IReadOnlyList<string> HeadNumbers { get; } = ["sequence", "head", "number"];

    /// <summary>A memory: its slots are contiguous.</summary>
    public static IReadOnlyList<string> Memory { get; } = ["sequence", "number", "slot"];

    /// <summary>Rows of a layer, as many of each sequence as there were steps.</summary>
    public static IReadOnlyList<string> Cache { get; } = ["sequence", "step", "unit"];

    /// <summary>Fast weights: what each number of a key writes.</summary>
    public static IReadOnlyList<string> FastMemory { get; } = ["sequence", "head", "key number", "value number"];

    /// <summary>Links between slots, and what comes of them.</summary>
    public static IReadOnlyList<string> Links { get; } = ["sequence", "head", "slot", "slot"];

    /// <summary>Weights of a few slots.</summary>
    public static IReadOnlyList<string> HeadEntries { get; } = ["sequence", "head", "entry"];

    /// <summary>Links of which each slot keeps a few.</summary>
    public static IReadOnlyList<string> LinkEntries { get; } = ["sequence", "head", "slot", "entry"];

    /// <summary>Where links lead from what was read.</summary>
    public static IReadOnlyList<string> FollowedLinks { get; } = ["sequence", "reader", "writer", "slot"];
}
