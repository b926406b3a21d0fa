namespace NeuralMemory.Tasks;

/// <summary>A random number up to one too long for an integer.</summary>
internal sealed class BinaryUpToFunction : TaskFunction
{
    public override string Name => "binary_up_to";

    public override string Summary =>
        "Draws a number from 0 to a limit and of no more than so many digits, each equally likely, as that many rows of one bit, "
        + "the lowest digit first; the limit is rows of one bit, too.";

    public override string Example => "binary_up_to(bits_of(20), length)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("limit", ArgumentKind.Column),
        new("digits", ArgumentKind.Positive),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call) => call.Sequence(0) is { HoldsBits: true } limit
        ? new Value(limit, call.Integer(1))
        : call.Fail(0, $"'limit' of binary_up_to must be bits, and this is in {call.Sequence(0).Elements}");

    private sealed class Value(SequenceValue limit, IntegerArgument digits) : SequenceValue(1, digits.Range, ValueRange.Integers(0, 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            ReadOnlySpan<Real> highest = limit.Evaluate(state).Span(1);
            RowView number = Room(state, digits.Evaluate(state));
            Span<Real> bits = number.Span(1);
            int size = highest.LastIndexOf((Real)1) + 1, drawn = Math.Min(size, bits.Length);
            bits[drawn..].Clear();
            // What begins with the limit's highest digit can exceed it: at worst every second draw does.
            do
                state.Random.FillBits(bits[..drawn]);
            while (drawn == size && Exceeds(bits[..drawn], highest[..drawn]));
            return number;
        }

        private static bool Exceeds(ReadOnlySpan<Real> bits, ReadOnlySpan<Real> limit)
        {
            for (int i = bits.Length - 1; i >= 0; i--)
                if (bits[i] != limit[i])
                    return bits[i] > limit[i];
            return false;
        }
    }
}
