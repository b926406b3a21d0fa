using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The stack machine and the adder against those of the platform.</summary>
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
