using System.Globalization;

namespace NeuralMemory.Machines;

/// <summary>What an axis of a traced quantity counts.</summary>
/// <param name="Name">Such as <c>slot</c>; a name that a program can use.</param>
public sealed record TraceAxis(string Name)
{
    /// <summary>The slots of a memory.</summary>
    public static TraceAxis Slot { get; } = new("slot");

    /// <summary>The slot that a link leads from: the one written just before.</summary>
    public static TraceAxis PreviousSlot { get; } = new("previous_slot");

    /// <summary>The links that a slot keeps where they are sparse.</summary>
    public static TraceAxis Link { get; } = new("link");

    /// <summary>The numbers of a slot.</summary>
    public static TraceAxis Width { get; } = new("width");

    /// <summary>The units of a layer.</summary>
    public static TraceAxis Unit { get; } = new("unit");

    /// <summary>Heads of attention.</summary>
    public static TraceAxis AttentionHead { get; } = new("head");

    /// <summary>What each place on it is called, such as <c>read head 2</c>; null where its number says all.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>How many places it has, where the machine's configuration says so; null where a trace alone does.</summary>
    public int? Count
    {
        get => field ?? Labels?.Count;
        init;
    }

    /// <summary>Read heads.</summary>
    public static TraceAxis Readers(int count) => new("reader") { Labels = Names("read head", count) };

    /// <summary>Write heads.</summary>
    public static TraceAxis Writers(int count) => new("writer") { Labels = Names("write head", count) };

    /// <summary>Read heads, and then write heads.</summary>
    public static TraceAxis Heads(int readers, int writers) =>
        new("head") { Labels = [.. Names("read head", readers), .. Names("write head", writers)] };

    /// <summary>By how many slots a head moves, from -radius to radius.</summary>
    public static TraceAxis Shifts(int radius) => new("shift")
    {
        Labels = [.. Enumerable.Range(-radius, 2 * radius + 1).Select(shift => shift.ToString("+0;-0;0", CultureInfo.InvariantCulture))],
    };

    /// <summary>The ways in which a reader finds slots: by backward links of each writer, by content, by forward links of each.</summary>
    public static TraceAxis Modes(int writers) =>
        new("mode") { Labels = [.. Names("backward", writers), "content", .. Names("forward", writers)] };

    /// <summary>What weights of attention are spread over.</summary>
    public static TraceAxis Of(WeightAxis axis) => axis switch
    {
        WeightAxis.Slots => Slot,
        WeightAxis.Steps => new("step"),
        WeightAxis.Source => new("source"),
        WeightAxis.Latents => new("latent"),
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };

    /// <summary>One name, or the same with numbers from 1 on where there are several.</summary>
    internal static IReadOnlyList<string> Names(string name, int count) => count == 1
        ? [name]
        : [.. Enumerable.Range(1, count).Select(i => FormattableString.Invariant($"{name} {i}"))];
}
