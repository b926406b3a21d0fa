using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Sequences that are gone through together, row by row.</summary>
/// <param name="parts">The sequences, at least one.</param>
/// <param name="mark">Where the function is called.</param>
/// <param name="function">Its name.</param>
internal sealed class ParallelSequences(SequenceValue[] parts, SourceMark mark, string function)
{
    private readonly RowView[] _views = new RowView[parts.Length];

    /// <summary>How many sequences there are.</summary>
    public int Count => parts.Length;

    /// <summary>How many rows all of them can have.</summary>
    public ValueRange Rows { get; } =
        ValueRange.Integers(parts.Max(part => part.Rows.Low), parts.Min(part => part.Rows.High));

    /// <summary>The values that can stand in any of them.</summary>
    public ValueRange Elements { get; } = parts.Select(part => part.Elements).Aggregate((range, next) => range.Union(next));

    /// <summary>The width of one of them.</summary>
    public int WidthOf(int index) => parts[index].Width;

    /// <summary>The rows of all of them in this episode.</summary>
    /// <exception cref="EpisodeException">They are not equally many.</exception>
    public ReadOnlySpan<RowView> Evaluate(EpisodeState state)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            _views[i] = parts[i].Evaluate(state);
            if (_views[i].Count != _views[0].Count)
                throw new EpisodeException(
                    mark, $"{function} needs sequences of one length: the first has {_views[0].Count} rows, and another {_views[i].Count}");
        }

        return _views;
    }
}
