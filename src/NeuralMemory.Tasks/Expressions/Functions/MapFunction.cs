namespace NeuralMemory.Tasks;

/// <summary>A function of one number, which makes of a sequence the sequence of what it makes of every number.</summary>
internal abstract class MapFunction : TaskFunction
{
    public sealed override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("value", ArgumentKind.Any)];

    public sealed override TaskValue Bind(FunctionCall call) => call.Value(0) is NumberValue number
        ? new MappedNumber(this, number)
        : new MappedSequence(this, (SequenceValue)call.Value(0));

    /// <summary>What it makes of a number.</summary>
    protected abstract double Apply(double value);

    /// <summary>Bounds on what it makes of a number within bounds.</summary>
    protected abstract ValueRange Bounds(ValueRange range);

    private sealed class MappedNumber(MapFunction function, NumberValue number) : NumberValue(function.Bounds(number.Range))
    {
        public override double Evaluate(EpisodeState state) => function.Apply(number.Evaluate(state));
    }

    private sealed class MappedSequence(MapFunction function, SequenceValue sequence)
        : SequenceValue(sequence.Width, sequence.Rows, function.Bounds(sequence.Elements))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), result = Room(state, source.Count);
            ReadOnlySpan<Real> values = source.Span(Width);
            Span<Real> mapped = result.Span(Width);
            for (int i = 0; i < values.Length; i++)
                mapped[i] = (Real)function.Apply(values[i]);
            return result;
        }
    }
}
