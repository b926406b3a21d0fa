using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The stack machine and arithmetic against those of the platform.</summary>
public sealed class MachineFunctionTests
{
    [Theory]
    [InlineData("0 1 1 0", "4 2 2", "1 1 0")]
    [InlineData("1 1 0", "2 2 2", "")]
    [InlineData("1", "2 2 2 3 4", "1 0")]
    [InlineData("0 1", "", "1 0")]
    public void A_stack_comes_out_from_top_to_bottom(string stack, string actions, string expected) =>
        Assert.Equal(expected, string.Join(' ', Rows($"stack_machine({Column(stack)}, {Column(actions, 2)})")));

    [Fact]
    public void The_stack_machine_is_a_stack() =>
        Prop.ForAll(Digits(0, 1), Digits(2, 4), (stack, actions) =>
        {
            var reference = new Stack<int>(stack);
            foreach (int action in actions)
                if (action == 2)
                    reference.TryPop(out _);
                else
                    reference.Push(action == 4 ? 1 : 0);
            Assert.Equal(reference, Rows($"stack_machine({Column(stack)}, {Column(actions, 2)})"));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0 0 1", "0 1 1 0 1", "0 1 0 1 1")]
    [InlineData("1 0 0 1", "0 0 0 0 0 1", "1 0 0 1 0 1")]
    [InlineData("0 0", "0", "0")]
    public void Sums_are_little_endian_and_end_with_their_highest_1(string first, string second, string expected) =>
        Assert.Equal(expected, string.Join(' ', Rows($"add_binary({Column(first)}, {Column(second)})")));

    [Fact]
    public void Sums_of_any_length_are_right() =>
        Prop.ForAll(Digits(0, 1), Digits(0, 1), (first, second) =>
        {
            int[] sum = Rows($"add_binary({Column(first)}, {Column(second)})");
            Assert.Equal(Number(first) + Number(second), Number(sum));
            Assert.True(sum.Length == 1 || sum[^1] == 1);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("bits_of(0)", "0")]
    [InlineData("bits_of(1)", "1")]
    [InlineData("bits_of(10)", "0 1 0 1")]
    [InlineData("bits_of(1023)", "1 1 1 1 1 1 1 1 1 1")]
    [InlineData("add_binary(bits_of(18), bits_of(6))", "0 0 0 1 1")]
    public void The_digits_of_a_number_begin_with_the_lowest(string expression, string expected) =>
        Assert.Equal(expected, string.Join(' ', Rows(expression)));

    [Theory]
    [InlineData("0 0 1", "0 1 1 0 1", "0 0 0 1 1 0 1")]
    [InlineData("1 0 0 1", "0 0 0 0 0 1", "0 0 0 0 0 1 0 0 1")]
    [InlineData("0 0", "1 1", "0")]
    [InlineData("", "1 1", "0")]
    public void Products_are_little_endian_and_end_with_their_highest_1(string first, string second, string expected) =>
        Assert.Equal(expected, string.Join(' ', Rows($"multiply_binary({Column(first)}, {Column(second)})")));

    [Fact]
    public void Products_and_roots_of_any_length_are_right() =>
        Prop.ForAll(Digits(0, 1), Digits(0, 1), (first, second) =>
        {
            int[] product = Rows($"multiply_binary({Column(first)}, {Column(second)})");
            Assert.Equal(Number(first) * Number(second), Number(product));
            int[] root = Rows($"root_binary({Column(first)})");
            BigInteger low = Number(root), high = low + 1;
            Assert.True(low * low <= Number(first) && Number(first) < high * high);
            Assert.True((product.Length == 1 || product[^1] == 1) && (root.Length == 1 || root[^1] == 1));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quotients_of_any_length_are_right() =>
        Prop.ForAll(Digits(0, 1), Digits(0, 1), (first, second) =>
        {
            if (Number(second).IsZero)
                return;
            int[] quotient = Rows($"divide_binary({Column(first)}, {Column(second)})");
            Assert.Equal(Number(first) / Number(second), Number(quotient));
            Assert.True(quotient.Length == 1 || quotient[^1] == 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_divided_by_0() => Assert.Contains(
        "'second' of divide_binary is 0",
        Assert.Throws<InvalidInputException>(() => Rows("divide_binary(bits_of(3), zeros(2, 1))")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_roots_of_all_small_numbers_are_right()
    {
        for (int number = 0; number < 300; number++)
            Assert.Equal((int)Math.Sqrt(number), (int)Number(Rows($"root_binary(bits_of({number}))")));
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("-3", 2)]
    [InlineData("(-4)", 1)]
    [InlineData("1+2*3", 2)]
    [InlineData("1-1-1", 4)]
    [InlineData("0*1+4*3-2", 0)]
    [InlineData("2*-3", 4)]
    [InlineData("--3", 3)]
    [InlineData("(1+2)*(3-(4*4))", 1)]
    [InlineData("((((((((((((((((((2))))))))))))))))))", 2)]
    public void Expressions_are_worked_out_modulo_5(string text, int expected)
    {
        Assert.Equal(expected, Arithmetic.Value(text, 5));
        Assert.Equal(expected, Rows($"literal(evaluate({Expression(text)}, 5))")[0]);
    }

    [Theory]
    [InlineData("", "from symbol 0 on (counted from 0): a digit or a bracket is missing at the end")]
    [InlineData("1+", "from symbol 2 on (counted from 0): a digit or a bracket is missing at the end")]
    [InlineData("12", "from symbol 1 on (counted from 0): '2' cannot stand there")]
    [InlineData("+1", "from symbol 0 on (counted from 0): '+' cannot stand there")]
    [InlineData("1)", "from symbol 1 on (counted from 0): ')' cannot stand there")]
    [InlineData("()", "from symbol 1 on (counted from 0): ')' cannot stand there")]
    [InlineData("2(3)", "from symbol 1 on (counted from 0): '(' cannot stand there")]
    [InlineData("(1+2", "from symbol 4 on (counted from 0): a bracket is not closed")]
    public void What_is_no_expression_stops_with_its_place(string text, string expected)
    {
        var error = Assert.Throws<InvalidInputException>(() => Rows($"literal(evaluate({Expression(text)}, 5))"));
        Assert.Contains($"'expression' of evaluate is no expression, {expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_expressions_of_any_length_are_worked_out()
    {
        foreach (int modulus in (int[])[2, 7])
        {
            var sampler = new EpisodeSampler(Repository.Define($$"""
                task: t
                version: 1
                parameters: { length: [1, 60] }
                inputs: { x: 1 }
                targets: { y: 1 }
                draw: { expression: "arithmetic(length, {{modulus}}, 3)" }
                episode:
                  - show: { x: expression }
                  - show: { x: "evaluate(expression, {{modulus}})" }
                    recall: { y: 1 }
                loss: bits
                """));
            for (int i = 0; i < 200; i++)
            {
                Episode episode = sampler.Draw(new(1), i);
                int[] rows = [.. Enumerable.Range(0, episode.Length).Select(t => (int)episode.InputRow(t)[0])];
                Assert.Equal((int)episode.Parameter("length"), rows.Length - 1);
                Assert.Equal(Arithmetic.Value(Arithmetic.Text(rows[..^1], modulus), modulus), rows[^1]);
            }
        }
    }

    /// <summary>The symbols of an expression modulo 5.</summary>
    private static string Expression(string text) =>
        Column([.. text.Select(symbol => "01234+-*()".IndexOf(symbol, StringComparison.Ordinal))], 0);

    private static BigInteger Number(int[] digits) =>
        digits.Reverse().Aggregate(BigInteger.Zero, (sum, digit) => 2 * sum + digit);

    private static Arbitrary<int[]> Digits(int low, int high) => Gen.Choose(low, high).ArrayOf().ToArbitrary();

    private static int[] Rows(string expression) => [.. Evaluate.Rows(expression, 1).Select(row => (int)row[0])];

    private static string Column(string digits, int allowed = 0) =>
        Column([.. digits.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)], allowed);

    // Of no digits, no rows of one that would be allowed.
    private static string Column(int[] digits, int allowed = 0) => digits.Length == 0
        ? $"slice(literal({allowed}), 0, 0)"
        : $"concat({string.Join(", ", digits.Select(digit => $"literal({digit})"))})";
}
