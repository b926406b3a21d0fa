namespace NeuralMemory.Tasks;

/// <summary>A random line of the corpus.</summary>
internal sealed class AnyLineFunction : TaskFunction
{
    public override string Name => "any_line";

    public override string Summary =>
        "Draws the number of a line of the corpus, each line for training equally likely. Evaluations take the lines that are held out "
        + "instead, one after another: as many episodes as there are of them show each once. Selection and test episodes have half of them "
        + "each.";

    public override string Example => "any_line()";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [];

    public override bool IsRandom => true;

    public override bool NeedsCorpus => true;

    public override TaskValue Bind(FunctionCall call) => call.Corpus.Split != CorpusSplit.Training && call.Corpus.Corpus!.HoldsOut
        ? new InTurn(call.Corpus.Corpus, call.Corpus.Split)
        : new Drawn(call.Corpus.Corpus!);

    private sealed class Drawn(Corpus corpus) : NumberValue(ValueRange.Integers(0, corpus.Lines - 1))
    {
        public override double Evaluate(EpisodeState state)
        {
            ReadOnlySpan<int> lines = corpus.LinesOf(CorpusSplit.Training);
            return lines[state.Random.NextInt(0, lines.Length - 1)];
        }
    }

    private sealed class InTurn(Corpus corpus, CorpusSplit split) : NumberValue(ValueRange.Integers(0, corpus.Lines - 1))
    {
        public override double Evaluate(EpisodeState state)
        {
            ReadOnlySpan<int> lines = corpus.LinesOf(split);
            return lines[(int)((state.Number + state.LinesTaken++) % lines.Length)];
        }
    }
}
