using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Random expressions mean what a plain calculation of them gives, and never leave the bounds known beforehand.</summary>
public sealed class ExpressionPropertyTests
{
    private static readonly SourceMark Mark = new("t.yaml", 1, 1);

    private static readonly TaskParameter[] Parameters = [Integer("a", 1, 4), Integer("b", -3, 2), Integer("c", 2, 2)];

    [Fact]
    public void Expressions_compute_what_they_say_within_their_bounds() =>
        Prop.ForAll(Trees(5).ToArbitrary(), tree =>
        {
            var diagnostics = new Diagnostics();
            Expression expression = ExpressionParser.Parse(new YamlScalar(Mark, tree.Text), diagnostics)!;
            var scope = new Scope();
            foreach (TaskParameter parameter in Parameters)
                scope.DeclareNumber(parameter.Name, parameter.Range);
            var value = (NumberValue?)new ExpressionBinder(scope, Parameters, diagnostics).Bind(expression);
            if (value is null)
                return diagnostics.ToString().Contains("a division by 0", StringComparison.Ordinal);
            var state = new EpisodeState(scope.Numbers, scope.Sequences);
            for (int a = 1; a <= 4; a++)
                for (int b = -3; b <= 2; b++)
                {
                    (state.Numbers[0], state.Numbers[1], state.Numbers[2]) = (a, b, 2);
                    double expected = tree.Compute(a, b, 2);
                    if (!double.IsFinite(expected))
                    {
                        Assert.Throws<EpisodeException>(() => value.Evaluate(state));
                        continue;
                    }

                    double actual = value.Evaluate(state);
                    Assert.Equal(expected, actual);
                    // Rounding differs by some units in the last place between a bound and the value it bounds.
                    double slack = 1e-9 * (1 + Math.Abs(actual));
                    Assert.True(actual >= value.Range.Low - slack && actual <= value.Range.High + slack, $"{actual} in {value.Range}");
                    Assert.True(!value.Range.IsInteger || double.IsInteger(actual), $"{actual} is an integer");
                }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        Prop.ForAll(Gen.Elements(
            "a", "1", "2.5", "+", "-", "*", "/", "%", "<", ">=", "=", "!", "not ", " and", " or ", "(", ")", ",", " ", "min", "e", ".",
            "$", "é", "bits(").ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var diagnostics = new Diagnostics();
            Expression? expression = ExpressionParser.Parse(new YamlScalar(Mark, text), diagnostics);
            return expression is null == diagnostics.Any;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Endless_nesting_is_a_problem_and_no_crash()
    {
        string[] deep = [new('(', 100_000), new('-', 100_000), Many("min("), Many("not ")];
        foreach (string text in deep)
        {
            var diagnostics = new Diagnostics();
            Assert.Null(ExpressionParser.Parse(new YamlScalar(Mark, text), diagnostics));
            Assert.Contains("nested at most 64 levels deep", diagnostics.ToString(), StringComparison.Ordinal);
        }
    }

    private static string Many(string text) => string.Concat(Enumerable.Repeat(text, 50_000));

    private static TaskParameter Integer(string name, int low, int high) =>
        new(name, Mark, ValueRange.Integers(low, high), ValueRange.Integers(low, high));

    private static Gen<Tree> Trees(int depth)
    {
        Gen<Tree> leaf = Gen.OneOf(
            Gen.Choose(0, 9).Select(n => new Tree(n.ToString(CultureInfo.InvariantCulture), (_, _, _) => n)),
            Gen.Choose(1, 19).Select(n => new Tree((n / 4.0).ToString(CultureInfo.InvariantCulture), (_, _, _) => n / 4.0)),
            Gen.Elements(
                new Tree("a", (a, _, _) => a), new Tree("b", (_, b, _) => b), new Tree("c", (_, _, c) => c)));
        if (depth == 0)
            return leaf;
        Gen<Tree> inner = Trees(depth - 1);
        Gen<Tree> binary =
            from symbol in Gen.Elements("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "and", "or")
            from left in inner
            from right in inner
            select new Tree($"({left.Text} {symbol} {right.Text})",
                (a, b, c) => Apply(symbol, left.Compute(a, b, c), right.Compute(a, b, c)));
        return Gen.Frequency(
            (1, leaf),
            (3, binary),
            (1, inner.Select(x => new Tree($"-{x.Text}", (a, b, c) => 0 - x.Compute(a, b, c)))),
            (1, inner.Select(x => new Tree($"(not {x.Text})", (a, b, c) => Truth(x.Compute(a, b, c), y => y == 0)))),
            (1, inner.Select(x => new Tree($"abs({x.Text})", (a, b, c) => Math.Abs(x.Compute(a, b, c))))),
            (1, inner.Select(x => new Tree($"power(2, min(max({x.Text}, -4), 4))",
                (a, b, c) => Math.Pow(2, Math.Min(Math.Max(x.Compute(a, b, c), -4), 4))))),
            (1, inner.Select(x => new Tree($"floor({x.Text})", (a, b, c) => Math.Floor(x.Compute(a, b, c))))),
            (1, inner.Select(x => new Tree($"max(b, {x.Text})", (a, b, c) => Math.Max(b, x.Compute(a, b, c))))));
    }

    /// <summary>A division by 0 spoils what it stands in, as it stops the episode; what and, or do not need is not computed.</summary>
    private static double Apply(string symbol, double x, double y) => symbol switch
    {
        _ when double.IsNaN(x) => x,
        "and" when x == 0 => 0,
        "or" when x != 0 => 1,
        _ when double.IsNaN(y) => y,
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => y == 0 ? double.NaN : x / y,
        "%" => y == 0 ? double.NaN : x - y * Math.Floor(x / y),
        "<" => x < y ? 1 : 0,
        "<=" => x <= y ? 1 : 0,
        ">" => x > y ? 1 : 0,
        ">=" => x >= y ? 1 : 0,
        "==" => x == y ? 1 : 0,
        "!=" => x != y ? 1 : 0,
        "and" or "or" => y != 0 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(symbol), symbol, null),
    };

    private static double Truth(double x, Func<double, bool> holds) => double.IsNaN(x) ? x : holds(x) ? 1 : 0;

    private sealed record Tree(string Text, Func<double, double, double, double> Compute)
    {
        public override string ToString() => Text;
    }
}
