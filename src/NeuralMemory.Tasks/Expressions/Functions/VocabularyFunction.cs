namespace NeuralMemory.Tasks;

/// <summary>The size of a vocabulary.</summary>
internal sealed class VocabularyFunction : TaskFunction
{
    /// <summary>How it is called: a channel of so many columns or symbols holds words of the vocabulary.</summary>
    public const string FunctionName = "vocabulary";

    public override string Name => FunctionName;

    public override string Summary => "Gives how many symbols the vocabulary of a column of the corpus has, special ones included.";

    public override string Example => "vocabulary(english)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("column", ArgumentKind.CorpusColumn)];

    public override bool NeedsCorpus => true;

    public override TaskValue Bind(FunctionCall call) => new ConstantNumber(call.Column(0).Vocabulary.Symbols.Count);
}
