using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>Writes a trace to a file of arrays, step by step.</summary>
/// <param name="config">The machine.</param>
/// <param name="withLinks">Whether the links between slots are written.</param>
/// <param name="file">The file.</param>
/// <param name="steps">The steps of the sequence.</param>
internal sealed class NpzTracer(MachineConfig config, bool withLinks, NpzWriter file, int steps) : EpisodeTracer(config, withLinks)
{
    private readonly Dictionary<string, NpySeries<float>> _series = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _labelled = [];

    protected override void Take(TracedShape shape, ReadOnlySpan<float> numbers)
    {
        if (!_series.TryGetValue(shape.Name, out NpySeries<float>? series))
        {
            _series.Add(shape.Name, series = file.GrowTo<float>(shape.Name, steps, shape.Lengths));
            Name(shape.Name, shape.AxisNames);
            Label(shape);
        }

        series.Append(numbers);
    }

    protected override void TakeWhole(TracedShape shape, int rows, ReadOnlySpan<float> numbers)
    {
        file.Add(shape.Name, NpyArray.Of(numbers, [rows, .. shape.Lengths]));
        Name(shape.Name, shape.AxisNames);
        Label(shape);
    }

    /// <summary>Writes an array as <c>initial/...</c>: the state before the first step.</summary>
    public void WriteInitial(TracedShape shape, ReadOnlySpan<float> numbers)
    {
        file.Add($"initial/{shape.Name}", NpyArray.Of(numbers, shape.Lengths));
        Name($"initial/{shape.Name}", [.. shape.Axes.Select(axis => axis.Name)]);
        Label(shape);
    }

    /// <summary>Says what the axes of an array are.</summary>
    public void Name(string array, params IReadOnlyList<string> axes) => file.Add($"axes/{array}", NpyArray.OfTexts(axes));

    /// <summary>Says what the places of an axis are called.</summary>
    public void Label(string axis, IReadOnlyList<string> labels)
    {
        if (_labelled.TryAdd(axis, labels))
            file.Add($"labels/{axis}", NpyArray.OfTexts(labels));
    }

    private void Label(TracedShape shape)
    {
        foreach (TracedAxis axis in shape.Axes)
        {
            if (axis.Labels is not { } labels)
                continue;
            // Heads of one layer are called otherwise than those of another.
            bool isOwn = _labelled.TryGetValue(axis.Name, out IReadOnlyList<string>? known) && !known.SequenceEqual(labels);
            Label(isOwn ? $"{shape.Name}/{axis.Name}" : axis.Name, labels);
        }
    }
}
