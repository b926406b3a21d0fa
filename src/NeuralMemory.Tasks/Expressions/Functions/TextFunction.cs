namespace NeuralMemory.Tasks;

/// <summary>The symbols of a text of the corpus.</summary>
internal sealed class TextFunction : TaskFunction
{
    public override string Name => "text";

    public override string Summary =>
        "Gives the numbers of the symbols that a column of the corpus has in a line, as rows of width 1; of a label the one number.";

    public override string Example => "text(english, 0)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("column", ArgumentKind.CorpusColumn),
        new("line", ArgumentKind.Count),
    ];

    public override bool NeedsCorpus => true;

    public override TaskValue Bind(FunctionCall call) => new Value(call.Column(0), call.Integer(1), call.Corpus.Corpus!.Lines);

    private sealed class Value(CorpusColumn column, IntegerArgument line, int lines)
        : SequenceValue(
            1, ValueRange.Integers(column.Shortest, column.Longest), ValueRange.Integers(0, column.Vocabulary.Symbols.Count - 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            int number = line.Evaluate(state);
            return number < lines ? column.Line(number) : throw line.Outside(number, lines);
        }
    }
}
