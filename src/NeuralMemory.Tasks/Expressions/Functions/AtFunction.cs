using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>One number of a sequence.</summary>
internal sealed class AtFunction : TaskFunction
{
    public override string Name => "at";

    public override string Summary => "Gives the number in a row and column of a sequence, both counted from 0.";

    public override string Example => "at(items, 0, width - 1)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("row", ArgumentKind.Count),
        new("column", ArgumentKind.Count),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        SequenceValue sequence = call.Sequence(0);
        IntegerArgument column = call.Integer(2);
        return column.Range.Low >= sequence.Width
            ? call.Fail(2, $"'column' of at is {column.Range}, and the sequence has width {sequence.Width}, counted from 0")
            : new Value(sequence, call.Integer(1), column, call.MarkOf(2));
    }

    private sealed class Value(SequenceValue sequence, IntegerArgument row, IntegerArgument column, SourceMark mark)
        : NumberValue(sequence.Elements)
    {
        public override double Evaluate(EpisodeState state)
        {
            RowView rows = sequence.Evaluate(state);
            int i = row.Evaluate(state), j = column.Evaluate(state);
            if (i >= rows.Count)
                throw row.Outside(i, rows.Count);
            return j < sequence.Width
                ? rows.Row(i, sequence.Width)[j]
                : throw new EpisodeException(mark, $"'column' of at is {j}, and the sequence has width {sequence.Width}, counted from 0");
        }
    }
}
