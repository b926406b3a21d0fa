using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Integers as columns, one of which is 1.</summary>
internal sealed class OneHotFunction : TaskFunction
{
    public override string Name => "one_hot";

    public override string Summary =>
        "Gives for every integer a group of columns, as many as there are classes, all 0 but the one that the integer counts to "
        + "from 0.";

    public override string Example => "one_hot(order, 10)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("sequence", ArgumentKind.Sequence),
        new("classes", ArgumentKind.Width),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        (SequenceValue sequence, int classes) = (call.Sequence(0), call.Width(1));
        return !sequence.Elements.IsInteger ? call.Fail(0, "'sequence' of one_hot must hold integers, and can hold fractions")
            : sequence.Elements.High < 0 || sequence.Elements.Low >= classes
                ? call.Fail(0, $"'sequence' of one_hot must hold integers from 0 to {classes - 1}, and holds {sequence.Elements}")
            : (long)sequence.Width * classes > TaskLimits.Width
                ? call.Fail(1, $"one_hot gives rows {(long)sequence.Width * classes} wide; at most {TaskLimits.Width} is possible")
            : new Value(sequence, classes, call.MarkOf(0));
    }

    private sealed class Value(SequenceValue sequence, int classes, SourceMark mark)
        : SequenceValue(sequence.Width * classes, sequence.Rows, ValueRange.Integers(classes == 1 ? 1 : 0, 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView source = sequence.Evaluate(state), result = Room(state, source.Count);
            ReadOnlySpan<Real> integers = source.Span(sequence.Width);
            Span<Real> columns = result.Span(Width);
            columns.Clear();
            for (int i = 0; i < integers.Length; i++)
                columns[i * classes + (integers[i] >= 0 && integers[i] < classes ? (int)integers[i] : throw Outside(integers[i]))] = 1;
            return result;
        }

        private EpisodeException Outside(Real integer) =>
            new(mark, $"'sequence' of one_hot must hold integers from 0 to {classes - 1}, and holds {integer}");
    }
}
