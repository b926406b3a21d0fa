using System.Numerics;
using static NeuralMemory.Tasks.Tests.HierarchyTask;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>
/// Expressions in brackets, equations, products and roots as the Chomsky-hierarchy study (Delétang et al. 2023) defines them, stated here
/// in code of its own.
/// </summary>
public sealed class ExpressionTaskTests
{
    [Fact]
    public void Modular_arithmetic_works_out_an_expression_in_brackets()
    {
        int[] signs = new int[8];
        Check("modular-arithmetic-brackets", 11, 5, 1, _ => 1, (input, _) =>
        {
            string text = Arithmetic.Text(input, 5);
            AssertIsBracketed(text);
            foreach (int symbol in input.Where(symbol => symbol is >= 5 and < 8))
                signs[symbol]++;
            return [Arithmetic.Value(text, 5)];
        });
        Assert.All(signs[5..], count => Assert.True(count > 300));
    }

    [Fact]
    public void An_expression_is_cut_in_two_anywhere_that_leaves_room()
    {
        int[] lefts = new int[7], signs = new int[3];
        var short4 = new SortedSet<string>();
        ForEach(Repository.Task("modular-arithmetic-brackets").With("{ length: 10 }"), episode =>
        {
            string text = Arithmetic.Text(Input(episode, 10, 11), 5);
            int cut = TopSign(text);
            lefts[cut - 1]++;
            signs["+-*".IndexOf(text[cut], StringComparison.Ordinal)]++;
            if (cut == 5)
                short4.Add(text[1..5]);
        }, 3000);
        // Left parts have 1 to 6 symbols.
        Assert.Equal(0, lefts[0]);
        Assert.All(lefts[1..], count => Assert.InRange(count, 400, 600));
        Assert.All(signs, count => Assert.InRange(count, 900, 1100));
        Assert.Equal(["(-0)", "(-1)", "(-2)", "(-3)", "(-4)"], short4);
    }

    [Fact]
    public void Solve_equation_asks_for_the_digit_in_place_of_the_x()
    {
        Check("solve-equation", 11, 5, 3, _ => 1, (input, length) =>
        {
            string text = string.Concat(input.Select(symbol => "01234+-()x="[symbol]));
            Assert.Equal(length - 2, text.IndexOf('=', StringComparison.Ordinal));
            Assert.Equal(1, text.Count(symbol => symbol == 'x'));
            int[] solutions = [.. Enumerable.Range(0, 5).Where(digit =>
                Arithmetic.Value(text[..^2].Replace('x', (char)('0' + digit)), 5) == text[^1] - '0')];
            AssertIsBracketed(text[..^2].Replace('x', '0'));
            return [Assert.Single(solutions)];
        });
    }

    [Fact]
    public void The_x_stands_in_place_of_any_digit()
    {
        // (d+d): the first digit is taken from three places of five, the second from two.
        int first = 0, all = 0;
        ForEach(Repository.Task("solve-equation").With("{ length: 7 }"), episode =>
        {
            string text = string.Concat(Input(episode, 7, 11).Select(symbol => "01234+-()x="[symbol]));
            if (text[2] is '+' or '-' && text[1] != '(')
                (first, all) = (first + (text[1] == 'x' ? 1 : 0), all + 1);
        }, 2000);
        Assert.Equal(2000, all);
        Assert.InRange(first, 1080, 1320);
    }

    [Fact]
    public void Binary_multiplication_gives_the_product_of_two_numbers_with_the_lowest_digit_first() =>
        Check("binary-multiplication", 3, 3, 3, length => length, (input, length) =>
        {
            int times = Array.IndexOf(input, 2);
            Assert.InRange(times, 1, length - 2);
            BigInteger first = Number(input[..times]), second = Number(input[(times + 1)..]);
            Assert.True(first >= 1 && second >= 1);
            var answer = new List<int>();
            for (BigInteger left = first * second; left > 0; left /= 2)
                answer.Add((int)(left % 2));
            answer.Add(2);
            return [.. answer, .. new int[length - answer.Count]];
        });

    [Fact]
    public void Compute_sqrt_gives_the_root_rounded_down_with_the_highest_digit_first() =>
        Check("compute-sqrt", 2, 2, 1, length => (length + 1) / 2, (input, length) =>
        {
            BigInteger number = Number([.. input.Reverse()]);
            Assert.True(number >= 1);
            // The only number whose square is not above, and the square of whose successor is.
            BigInteger low = 0, high = BigInteger.One << (length + 1);
            while (high - low > 1)
                (low, high) = (low + high) / 2 is var middle && middle * middle <= number ? (middle, high) : (low, middle);
            return [.. Enumerable.Range(0, (length + 1) / 2).Reverse().Select(place => (int)(low >> place & 1))];
        });

    [Theory]
    [InlineData("modular-arithmetic-brackets", 501)]
    [InlineData("solve-equation", 501)]
    [InlineData("binary-multiplication", 1000)]
    [InlineData("compute-sqrt", 750)]
    public void The_lengths_of_the_evaluation_can_be_drawn(string name, int steps)
    {
        TaskDefinition task = Repository.Task(name).With("{ length: 500 }");
        ForEach(task, episode => Assert.Equal(steps, episode.Length), 3);
    }

    /// <summary>A digit that may have a sign and brackets, or two of the like with a sign between them and brackets around.</summary>
    private static void AssertIsBracketed(string text)
    {
        if (text.Length < 5)
        {
            Assert.Matches(@"^(\d|-\d|\(\d\)|\(-\d\))$", text);
            return;
        }

        int cut = TopSign(text);
        AssertIsBracketed(text[1..cut]);
        AssertIsBracketed(text[(cut + 1)..^1]);
    }

    /// <summary>The sign between the two parts of an expression: that within its outer brackets alone which follows a part.</summary>
    private static int TopSign(string text)
    {
        Assert.True(text[0] == '(' && text[^1] == ')', text);
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 1 && i > 1 && text[i] is '+' or '-' or '*' && text[i - 1] is not '(')
                return i;
        }

        throw new InvalidOperationException($"{text} has no sign");
    }
}
