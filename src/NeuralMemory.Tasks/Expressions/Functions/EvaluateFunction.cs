using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>What an arithmetic expression comes to: the answer of modular arithmetic, with brackets and without.</summary>
internal sealed class EvaluateFunction : TaskFunction
{
    public override string Name => "evaluate";

    public override string Summary =>
        "Gives the value of an arithmetic expression modulo a number, from 0 on. Signs bind tightest, then *, then + and -, from left to "
        + $"right; brackets nest. Of the symbols, {ArithmeticSymbols.Text}.";

    public override string Example => "evaluate(concat(literal(3), literal(6), literal(4)), 5)";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("expression", ArgumentKind.Indices),
        new("modulus", ArgumentKind.Positive),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        SequenceValue expression = call.Sequence(0);
        IntegerArgument modulus = call.Integer(1);
        if (modulus.Range.Low < ArithmeticSymbols.LeastModulus)
            return call.Fail(1, $"'modulus' of evaluate must be at least {ArithmeticSymbols.LeastModulus}, and this is {modulus.Range}");
        double most = modulus.Range.High + ArithmeticSymbols.Signs - 1;
        return expression.Elements is { Low: >= 0, High: var highest } && highest <= most
            ? new Value(expression, modulus, call.MarkOf(0))
            : call.Fail(0, $"'expression' of evaluate must hold integers from 0 to {most} (digits, then + - * and brackets), and this is "
                + $"in {expression.Elements}");
    }

    private sealed class Value(SequenceValue expression, IntegerArgument modulus, SourceMark mark)
        : NumberValue(ValueRange.Integers(0, modulus.Range.High - 1))
    {
        private Pending[] _outer = new Pending[16];

        public override double Evaluate(EpisodeState state)
        {
            RowView rows = expression.Evaluate(state);
            int m = modulus.Evaluate(state);
            var names = new ArithmeticSymbols(m);
            state.Spend(4L * rows.Count, Origin, rows.Count, "symbols");
            Pending now = Pending.New(names);
            bool wanted = true;
            int depth = 0, at = 0;
            foreach (Real number in rows.Span(1))
            {
                int symbol = (int)number;
                if (symbol > names.Close)
                    throw Refuse(at, $"{symbol} is no symbol: {ArithmeticSymbols.Text}");
                if (wanted && symbol < m)
                    (now, wanted) = (now.Take(symbol, names, m), false);
                else if (wanted && symbol == names.Minus)
                    now.IsNegative = !now.IsNegative;
                else if (wanted && symbol == names.Open)
                    (now, depth) = (Open(now, depth, names), depth + 1);
                else if (!wanted && symbol == names.Close && depth > 0)
                    now = _outer[--depth].Take(now.Value(m), names, m);
                else if (!wanted && symbol >= names.Plus && symbol <= names.Times)
                    (now.Operator, wanted) = (symbol, true);
                else
                    throw Refuse(at, $"'{names.Written(symbol)}' cannot stand there");
                at++;
            }

            if (wanted || depth > 0)
                throw Refuse(at, wanted ? "a digit or a bracket is missing at the end" : "a bracket is not closed");
            return now.Value(m);
        }

        private Pending Open(Pending now, int depth, in ArithmeticSymbols names)
        {
            if (depth == _outer.Length)
                Array.Resize(ref _outer, 2 * depth);
            _outer[depth] = now;
            return Pending.New(names);
        }

        private EpisodeException Refuse(int at, string why) =>
            new(mark, $"'expression' of evaluate is no expression, from symbol {at} on (counted from 0): {why}");
    }

    /// <summary>A sum that is read from left to right: what is before the last product, that product, and what comes next to it.</summary>
    private struct Pending
    {
        /// <summary>How the next factor joins.</summary>
        public int Operator;

        /// <summary>Whether the next factor has a sign.</summary>
        public bool IsNegative;

        private long _sum, _product;

        public static Pending New(in ArithmeticSymbols names) => new() { Operator = names.Plus };

        /// <summary>The sum with a factor more.</summary>
        public readonly Pending Take(long factor, in ArithmeticSymbols names, int modulus)
        {
            long signed = IsNegative ? -factor : factor;
            Pending next = this with { IsNegative = false };
            if (Operator == names.Times)
                next._product = _product * signed % modulus;
            else
                (next._sum, next._product) = ((_sum + _product) % modulus, Operator == names.Minus ? -signed : signed);
            return next;
        }

        /// <summary>The sum, from 0 to <paramref name="modulus"/> - 1.</summary>
        public readonly long Value(int modulus) => ((_sum + _product) % modulus + modulus) % modulus;
    }
}
