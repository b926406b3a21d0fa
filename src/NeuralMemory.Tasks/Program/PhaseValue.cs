using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What a phase writes somewhere: a number, which is held in all its steps, or rows, from its first step on.</summary>
/// <param name="value">The number or the sequence.</param>
/// <param name="what">What is written, for messages: <c>'data'</c>.</param>
/// <param name="mark">Where it is named.</param>
internal sealed class PhaseValue(TaskValue value, string what, SourceMark mark)
{
    private readonly NumberValue? _number = value as NumberValue;
    private readonly SequenceValue? _sequence = value as SequenceValue;

    /// <summary>Where it is named.</summary>
    public SourceMark Mark => mark;

    /// <summary>Bounds on the rows; null when it is a number.</summary>
    public ValueRange? Length => _sequence?.Rows;

    /// <summary>Whether it is held.</summary>
    public bool IsNumber => _number is not null;

    /// <summary>The number of this episode; 0 when there are rows.</summary>
    public Real Number { get; private set; }

    /// <summary>The rows of this episode; none when it is held.</summary>
    public RowView Rows { get; private set; }

    /// <summary>Computes it; how many rows it has, -1 when it is held.</summary>
    /// <exception cref="EpisodeException">It cannot be computed.</exception>
    public int Evaluate(EpisodeState state)
    {
        if (_sequence is not null)
        {
            Rows = _sequence.Evaluate(state);
            return Rows.Count;
        }

        Number = (Real)_number!.Evaluate(state);
        return Real.IsFinite(Number) ? -1 : throw new EpisodeException(mark, $"{what} is too large to be a number");
    }

    /// <summary>What stands in a row and column; 0 after the last row.</summary>
    /// <param name="row">The row, counted from the first step of the phase.</param>
    /// <param name="column">The column, of <paramref name="width"/>.</param>
    /// <param name="width">How wide the rows are.</param>
    public Real At(int row, int column, int width) => IsNumber ? Number : row < Rows.Count ? Rows.Row(row, width)[column] : 0;
}
