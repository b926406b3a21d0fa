namespace NeuralMemory.Tasks;

/// <summary>
/// What the best predictor of a Markov source with an unknown table expects of each bit: the Krichevsky-Trofimov estimate, optimal when
/// each probability of the table is drawn from Beta(1/2, 1/2) (Graves, Wayne and Danihelka 2014, equation 10).
/// </summary>
internal sealed class KtBitsFunction : TaskFunction
{
    private const int MaxOrder = 20;

    public override string Name => "kt_bits";

    public override string Summary =>
        "Gives for each bit of a stream the probability that it is 1, as the best predictor of a Markov source of this order knows it from "
        + "the bits before: (ones + 1/2) / (zeros + ones + 1), counted after the same bits, and 1/2 for the first bits.";

    public override string Example => "kt_bits(bits(length, 1), 5)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("stream", ArgumentKind.Sequence),
        new("order", ArgumentKind.Count),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        SequenceValue stream = call.Sequence(0);
        if (stream is not { Width: 1, HoldsBits: true })
            return call.Fail(0, $"'stream' of kt_bits must be bits in rows of width 1, found {stream.Describe()} in {stream.Elements}");
        ValueRange order = call.Number(1).Range;
        return order is { IsFixed: true, High: <= MaxOrder }
            ? new Value(stream, (int)order.High)
            : call.Fail(1, $"'order' of kt_bits must be the same in every episode and at most {MaxOrder}, and this is {order}");
    }

    private sealed class Value(SequenceValue stream, int order) : SequenceValue(1, stream.Rows, new(0, 1, false))
    {
        private readonly int[] _zeros = new int[1 << order], _ones = new int[1 << order];

        public override RowView Evaluate(EpisodeState state)
        {
            RowView rows = stream.Evaluate(state), result = Room(state, rows.Count, each: 4);
            ReadOnlySpan<Real> bits = rows.Span(1);
            Span<Real> probabilities = result.Span(1);
            Array.Clear(_zeros);
            Array.Clear(_ones);
            int context = 0;
            for (int i = 0; i < bits.Length; i++)
            {
                probabilities[i] = i < order ? (Real)0.5 : (Real)((_ones[context] + 0.5) / (_zeros[context] + _ones[context] + 1));
                int bit = bits[i] == 0 ? 0 : 1;
                if (i >= order)
                    (bit == 0 ? _zeros : _ones)[context]++;
                context = (context << 1 | bit) & ((1 << order) - 1);
            }

            return result;
        }
    }
}
