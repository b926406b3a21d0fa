namespace NeuralMemory.Tasks;

/// <summary>
/// A random expression in brackets, of a length that is given: the expressions of modular arithmetic and of equations in the
/// Chomsky-hierarchy tasks (Delétang et al. 2023, appendix A).
/// </summary>
internal sealed class ArithmeticFunction : TaskFunction
{
    public override string Name => "arithmetic";

    public override string Summary =>
        "Draws an arithmetic expression of length symbols, as rows of width 1. Of 1 to 4 symbols it is d, -d, (d) or (-d) with any "
        + "digit d; a longer one is (left op right), where any length of left that leaves room for right is as likely, and op is one of "
        + $"the first operators of + - * (2 or 3 of them). Of the symbols, {ArithmeticSymbols.Text}.";

    public override string Example => "arithmetic(length, 5, 3)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("length", ArgumentKind.Positive),
        new("modulus", ArgumentKind.Positive),
        new("operators", ArgumentKind.Positive),
    ];

    public override bool IsRandom => true;

    public override TaskValue? Bind(FunctionCall call)
    {
        IntegerArgument length = call.Integer(0), modulus = call.Integer(1), operators = call.Integer(2);
        if (modulus.Range.Low < ArithmeticSymbols.LeastModulus)
            return call.Fail(1, $"'modulus' of arithmetic must be at least {ArithmeticSymbols.LeastModulus}, and this is {modulus.Range}");
        return operators.Range is { Low: >= 1, High: <= 3 }
            ? new Value(length, modulus, operators)
            : call.Fail(2, $"'operators' of arithmetic counts those of + - * that occur, from 1 to 3, and this is {operators.Range}");
    }

    private sealed class Value(IntegerArgument length, IntegerArgument modulus, IntegerArgument operators) : SequenceValue(
        1, length.Range, ValueRange.Integers(0, modulus.Range.High + ArithmeticSymbols.Signs - 1))
    {
        // Parts that are still to be written: the right ones while the left one is.
        private (int Start, int Length)[] _parts = new (int, int)[16];

        public override RowView Evaluate(EpisodeState state)
        {
            int symbols = length.Evaluate(state), digits = modulus.Evaluate(state), signs = operators.Evaluate(state);
            RowView rows = Room(state, symbols, each: 4);
            Span<Real> text = rows.Span(1);
            var names = new ArithmeticSymbols(digits);
            _parts[0] = (0, symbols);
            for (int parts = 1; parts > 0;)
            {
                (int start, int size) = _parts[--parts];
                if (size < 5)
                {
                    WriteDigit(text.Slice(start, size), names, state.Random.NextInt(0, digits - 1));
                    continue;
                }

                int left = state.Random.NextInt(1, size - 4), right = size - 3 - left;
                text[start] = names.Open;
                text[start + 1 + left] = names.Plus + state.Random.NextInt(0, signs - 1);
                text[start + size - 1] = names.Close;
                if (parts + 2 > _parts.Length)
                    Array.Resize(ref _parts, 2 * _parts.Length);
                _parts[parts++] = (start + 2 + left, right);
                _parts[parts++] = (start + 1, left);
            }

            return rows;
        }

        /// <summary>Writes a digit alone, with a sign, in brackets, or with both.</summary>
        private static void WriteDigit(Span<Real> part, in ArithmeticSymbols names, int digit)
        {
            if (part.Length > 2)
            {
                part[0] = names.Open;
                part[^1] = names.Close;
                part = part[1..^1];
            }

            if (part.Length > 1)
                part[0] = names.Minus;
            part[^1] = digit;
        }
    }
}
