namespace NeuralMemory.Tasks;

/// <summary>A random number too long for an integer.</summary>
internal sealed class BinaryNumberFunction : TaskFunction
{
    public override string Name => "binary_number";

    public override string Summary =>
        "Draws a number from 1 to 2^digits - 1, each equally likely, as rows of one bit, the lowest digit first.";

    public override string Example => "binary_number(length)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } = [new("digits", ArgumentKind.Positive)];

    public override bool IsRandom => true;

    public override TaskValue Bind(FunctionCall call) => new Value(call.Integer(0));

    private sealed class Value(IntegerArgument digits) : SequenceValue(1, digits.Range, ValueRange.Integers(0, 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView bits = Room(state, digits.Evaluate(state));
            // All numbers but 0: at worst every second draw is one.
            do
                state.Random.FillBits(bits.Span(1));
            while (bits.Span(1).IndexOfAnyExcept((Real)0) < 0);
            return bits;
        }
    }
}
