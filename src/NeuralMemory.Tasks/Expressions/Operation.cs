namespace NeuralMemory.Tasks;

/// <summary>What is made of two numbers. Sequences are combined element by element (<see cref="Elementwise"/>).</summary>
/// <param name="Name">How it is written, for messages.</param>
/// <param name="Apply">The result for two numbers.</param>
/// <param name="Bounds">Bounds on the result for independent numbers in two ranges.</param>
/// <param name="Divides">Whether the second number must not be 0.</param>
/// <param name="IsSettledBy">Whether the first number alone settles the result, so that the second need not be computed.</param>
internal sealed record Operation(
    string Name,
    Func<double, double, double> Apply,
    Func<ValueRange, ValueRange, ValueRange> Bounds,
    bool Divides = false,
    Func<double, bool>? IsSettledBy = null)
{
    private static readonly ValueRange Either = ValueRange.Integers(0, 1);

    private static readonly Dictionary<string, Operation> BySymbol = new Operation[]
    {
        new("+", (a, b) => a + b, (a, b) => a + b),
        new("-", (a, b) => a - b, (a, b) => a - b),
        new("*", (a, b) => a * b, (a, b) => a * b),
        new("/", (a, b) => a / b, (a, b) => a / b, Divides: true),
        new("%", (a, b) => a - b * Math.Floor(a / b), Remainder, Divides: true),
        new("<", (a, b) => a < b ? 1 : 0, (a, b) => Truth(a.High < b.Low, a.Low >= b.High)),
        new("<=", (a, b) => a <= b ? 1 : 0, (a, b) => Truth(a.High <= b.Low, a.Low > b.High)),
        new(">", (a, b) => a > b ? 1 : 0, (a, b) => Truth(a.Low > b.High, a.High <= b.Low)),
        new(">=", (a, b) => a >= b ? 1 : 0, (a, b) => Truth(a.Low >= b.High, a.High < b.Low)),
        new("==", (a, b) => a == b ? 1 : 0, (a, b) => Truth(Same(a, b), Disjoint(a, b))),
        new("!=", (a, b) => a != b ? 1 : 0, (a, b) => Truth(Disjoint(a, b), Same(a, b))),
        new("and", (a, b) => a != 0 && b != 0 ? 1 : 0, (a, b) => Truth(Holds(a) && Holds(b), Fails(a) || Fails(b)),
            IsSettledBy: a => a == 0),
        new("or", (a, b) => a != 0 || b != 0 ? 1 : 0, (a, b) => Truth(Holds(a) || Holds(b), Fails(a) && Fails(b)),
            IsSettledBy: a => a != 0),
    }.ToDictionary(operation => operation.Name);

    /// <summary>The operation of an operator: <c>+ - * / % &lt; &lt;= &gt; &gt;= == != and or</c>.</summary>
    public static Operation Of(string symbol) => BySymbol[symbol];

    private static ValueRange Remainder(ValueRange left, ValueRange right)
    {
        bool whole = left.IsInteger && right.IsInteger;
        return left.IsFixed && right.IsFixed && right.Low != 0
            ? ValueRange.Of(left.Low - right.Low * Math.Floor(left.Low / right.Low))
            : new(Math.Min(0, right.Low), Math.Max(0, right.High) - (whole && right.High > 0 ? 1 : 0), whole);
    }

    private static ValueRange Truth(bool always, bool never) => always ? ValueRange.Of(1) : never ? ValueRange.Of(0) : Either;

    private static bool Same(ValueRange a, ValueRange b) => a.IsFixed && b.IsFixed && a.Low == b.Low;

    private static bool Disjoint(ValueRange a, ValueRange b) => a.High < b.Low || b.High < a.Low;

    private static bool Holds(ValueRange a) => a.Low > 0 || a.High < 0;

    private static bool Fails(ValueRange a) => a is { Low: 0, High: 0 };
}
