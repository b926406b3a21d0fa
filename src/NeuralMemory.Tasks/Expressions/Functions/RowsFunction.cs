namespace NeuralMemory.Tasks;

/// <summary>The length of a sequence.</summary>
internal sealed class RowsFunction : TaskFunction
{
    public override string Name => "rows";

    public override string Summary => "Gives how many rows a sequence has.";

    public override string Example => "rows(items)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("sequence", ArgumentKind.Sequence)];

    public override TaskValue Bind(FunctionCall call) => new Value(call.Sequence(0));

    private sealed class Value(SequenceValue sequence) : NumberValue(sequence.Rows)
    {
        public override double Evaluate(EpisodeState state) => sequence.Evaluate(state).Count;
    }
}
