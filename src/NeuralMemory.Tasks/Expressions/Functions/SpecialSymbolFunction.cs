namespace NeuralMemory.Tasks;

/// <summary>A special symbol of a vocabulary.</summary>
/// <param name="name">How the function is called.</param>
/// <param name="what">What the symbol stands for, a part of a sentence.</param>
/// <param name="symbol">The symbol's number; null where a vocabulary has none.</param>
/// <param name="remedy">How a column comes to have one.</param>
internal sealed class SpecialSymbolFunction(string name, string what, Func<Vocabulary, int?> symbol, string remedy) : TaskFunction
{
    public override string Name => name;

    public override string Summary => $"Gives the number of the symbol {what} a text of a column of the corpus.";

    public override string Example => $"{name}(french)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("column", ArgumentKind.CorpusColumn)];

    public override bool NeedsCorpus => true;

    public override TaskValue? Bind(FunctionCall call) => symbol(call.Column(0).Vocabulary) is { } number
        ? new ConstantNumber(number)
        : call.Fail(0, $"the vocabulary '{call.Column(0).Vocabulary.Name}' has no symbol {what} a text: {remedy}");
}
