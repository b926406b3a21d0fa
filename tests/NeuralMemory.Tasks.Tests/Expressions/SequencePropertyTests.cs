using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Whatever functions are put together, rows and values stay within the bounds known before anything is drawn.</summary>
public sealed class SequencePropertyTests
{
    private static readonly SourceMark Mark = new("t.yaml", 1, 1);

    /// <summary>What is made of a sequence x of width 2, and a sequence y of width 2: sequences of width 2.</summary>
    private static readonly string[] Forms =
    [
        "-X", "2 * X - 1", "X + Y", "X - Y", "X * Y", "X / (abs(Y) + 1)", "X % 3", "X % (abs(floor(Y)) + 2)", "X + columns(Y, 1, 1)",
        "X < Y", "X <= 2", "X > Y", "Y >= X", "X == Y", "X != 1", "X and Y", "X or Y", "not X", "min(X, Y)", "max(X, 1)", "abs(X)",
        "floor(X / 2)", "power(abs(X) + 1, 2)", "power(2, min(max(X, -3), 3))", "reverse(X)", "concat(X, Y)", "interleave(X, X)",
        "columns(zip(X, Y), 1, 2)", "pad(slice(X, 0, 1), n, 2)", "slice(X, 0, 1)", "slice(X, 0, 2, n)", "row(X, 0) + Y", "X * row(Y, 1)",
        "reshape(columns(zip(X, X, X), 1, 4), 2)", "zip(flatten(columns(X, 0, 1)), columns(Y, 1, 1))", "zip(row_sums(X), row_sums(Y))",
        "running_sum(X)", "if(n > 2, X, Y)", "if(sum(X) > 0, X, Y)", "gather(X, range(2))", "sort_by(X, columns(X, 1, 1))",
        "replace(X, 0, row(Y, 0))", "scatter(X, literal(0), row(Y, 1))", "binary(columns(X, 0, 1) % 4, 2)",
        "columns(one_hot(columns(floor(X), 0, 1) % 3, 3), 1, 2)", "digits(sort(columns(floor(abs(X)), 1, 1) % 25), 2, 5)",
        "literal(sum(X), at(Y, 1, 0)) + zeros(2, 2)", "literal(find(X, row(X, 1)), rows(Y)) * ones(2, 2)", "choice(X, Y)",
        "keep(X, columns(X, 0, 1) > 0)", "keep(X, 1 + 0 * columns(X, 0, 1))",
        "zip(first_equal(X), first_equal(columns(Y, 0, 1)))", "X + coins(2, 2, 0.3)", "X * integers(2, 2, -1, 2)",
    ];

    [Fact]
    public void Values_stay_within_their_bounds()
    {
        int computed = 0;
        Prop.ForAll(Texts(4).ToArbitrary(), text =>
        {
            var diagnostics = new Diagnostics();
            var parameter = new TaskParameter("n", Mark, ValueRange.Integers(2, 4), ValueRange.Integers(2, 4));
            var scope = new Scope();
            scope.DeclareNumber("n", parameter.Range);
            Expression expression = ExpressionParser.Parse(new YamlScalar(Mark, text), diagnostics)!;
            var binder = new ExpressionBinder(scope, [parameter], diagnostics) { AllowsDraws = true };
            if (binder.Bind(expression) is not SequenceValue value)
                return diagnostics.Any;
            Assert.Equal(2, value.Width);
            var state = new EpisodeState(scope.Numbers, scope.Sequences);
            for (int n = 2; n <= 4; n++)
            {
                state.Numbers[0] = n;
                state.Random.Restart(new StreamKey((ulong)n));
                try
                {
                    RowView rows = value.Evaluate(state);
                    computed++;
                    Assert.True(rows.Count >= value.Rows.Low && rows.Count <= value.Rows.High, $"{rows.Count} rows in {value.Rows}");
                    foreach (Real number in rows.Span(2))
                    {
                        double slack = 1e-4 * (1 + Math.Abs((double)number));
                        Assert.True(number >= value.Elements.Low - slack && number <= value.Elements.High + slack,
                            $"{number} in {value.Elements}");
                        Assert.True(!value.Elements.IsInteger || Real.IsInteger(number), $"{number} is whole");
                    }
                }
                catch (EpisodeException)
                {
                    // Other numbers of rows than the forms count on; the bounds then say nothing.
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        Assert.InRange(computed, 1500, 6000);
    }

    private static Gen<string> Texts(int depth)
    {
        Gen<string> leaf = Gen.Elements(
            "zip(range(n), range(n) - 2)", "concat(literal(1, 0.5), literal(-2, 3))", "bits(2, 2)", "ones(2, 2)");
        return depth == 0 ? leaf : Gen.Frequency((1, leaf), (4,
            from form in Gen.Elements(Forms)
            from x in Texts(depth - 1)
            from y in Texts(depth - 1)
            select $"({form.Replace("X", $"({x})", StringComparison.Ordinal).Replace("Y", $"({y})", StringComparison.Ordinal)})"));
    }
}
