using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>What a quantity is called, and the axes of one of its rows.</summary>
/// <param name="Name">What the trace calls it.</param>
/// <param name="Title">What a picture calls it.</param>
/// <param name="Range">Where its numbers lie.</param>
/// <param name="Lead">What a row is.</param>
/// <param name="Axes">The axes behind the rows.</param>
internal sealed record TracedShape(string Name, string Title, TraceRange Range, string Lead, IReadOnlyList<TracedAxis> Axes)
{
    /// <summary>How many numbers a row has.</summary>
    public int Length { get; } = Axes.Aggregate(1, (product, axis) => product * axis.Length);

    /// <summary>The lengths of the axes.</summary>
    public int[] Lengths => [.. Axes.Select(axis => axis.Length)];

    /// <summary>The names of all axes, that of the rows first.</summary>
    public IReadOnlyList<string> AxisNames => [Lead, .. Axes.Select(axis => axis.Name)];

    /// <summary>The shape of a quantity.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="lead">What a row of it is.</param>
    /// <param name="shape">Its dimensions, that of the rows first.</param>
    /// <param name="declared">What the machine says of it; null where it says nothing.</param>
    public static TracedShape Of(string name, string lead, Shape shape, TraceQuantity? declared)
    {
        int[] own = shape.ToArray()[1..];
        // A last dimension of one, as of gates, is no axis.
        if (own.Length > 0 && own[^1] == 1 && (declared is null || declared.Axes.Count < own.Length))
            own = own[..^1];
        IReadOnlyList<TraceAxis> axes = declared?.Axes.Count == own.Length ? declared.Axes
            : [.. Enumerable.Range(1, own.Length).Select(axis => new TraceAxis(FormattableString.Invariant($"axis{axis}")))];
        return new(name, declared?.Title ?? name, declared?.Range ?? TraceRange.Any, lead,
        [
            .. axes.Zip(own, (axis, length) => new TracedAxis(
                axis.Name == lead ? $"seen_{axis.Name}" : axis.Name, length, axis.Labels?.Count == length ? axis.Labels : null)),
        ]);
    }

    /// <summary>The quantity with its numbers.</summary>
    public TracedQuantity With(IReadOnlyList<int> rows, ReadOnlyMemory<float> values) => new()
    {
        Name = Name,
        Title = Title,
        Low = Range switch
        {
            TraceRange.Any => null,
            TraceRange.AtLeastOne => 1,
            _ => 0,
        },
        High = Range is TraceRange.Unit or TraceRange.Distribution ? 1 : null,
        IsDistribution = Range == TraceRange.Distribution,
        Lead = Lead,
        Axes = Axes,
        Rows = rows,
        Values = values,
    };
}
