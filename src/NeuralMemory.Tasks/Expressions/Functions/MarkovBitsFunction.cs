using System.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>A random source of bits, each of which depends on the few before it: the dynamic N-grams of the NTM paper.</summary>
internal sealed class MarkovBitsFunction : TaskFunction
{
    public override string Name => "markov_bits";

    public override string Summary =>
        "Draws rows of one bit, each 1 with the probability that the table gives for the bits before it, read as a binary number whose "
        + "last digit is the latest bit; the table has 2^n rows for n bits before, and the first n bits are fair.";

    public override string Example => "markov_bits(length, beta(32, 1, 0.5, 0.5))";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("rows", ArgumentKind.Count),
        new("table", ArgumentKind.Sequence),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        SequenceValue table = call.Sequence(1);
        return table is { Width: 1, Elements: { Low: >= 0, High: <= 1 } }
            ? new Value(call.Integer(0), table, call.MarkOf(1))
            : call.Fail(1, $"'table' of markov_bits must hold probabilities in rows of width 1, found {table.Describe()} "
                + $"of values {table.Elements}");
    }

    private sealed class Value(IntegerArgument rows, SequenceValue table, SourceMark mark)
        : SequenceValue(1, rows.Range, ValueRange.Integers(0, 1))
    {
        public override RowView Evaluate(EpisodeState state)
        {
            RowView probabilities = table.Evaluate(state), result = Room(state, rows.Evaluate(state), each: 2);
            if (!BitOperations.IsPow2(probabilities.Count))
                throw new EpisodeException(mark, $"'table' of markov_bits has {probabilities.Count} rows, which is no power of two");
            int order = BitOperations.Log2((uint)probabilities.Count), context = 0;
            Span<Real> bits = result.Span(1);
            for (int i = 0; i < bits.Length; i++)
            {
                double probability = i < order ? 0.5 : probabilities.Data[probabilities.Start + context];
                int bit = state.Random.NextDouble() < probability ? 1 : 0;
                bits[i] = bit;
                context = (context << 1 | bit) & (probabilities.Count - 1);
            }

            return result;
        }
    }
}
