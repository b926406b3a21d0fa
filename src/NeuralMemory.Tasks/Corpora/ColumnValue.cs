namespace NeuralMemory.Tasks;

/// <summary>A column of the corpus, named as an argument of a function: neither a number nor a sequence.</summary>
/// <param name="column">The column.</param>
internal sealed class ColumnValue(CorpusColumn column) : TaskValue
{
    /// <summary>The column.</summary>
    public CorpusColumn Column => column;

    /// <inheritdoc/>
    public override ValueRange Elements => ValueRange.Any;

    /// <inheritdoc/>
    public override string Describe() => "a column of the corpus";

    /// <inheritdoc/>
    public override NumberValue? AsNumber() => null;
}
