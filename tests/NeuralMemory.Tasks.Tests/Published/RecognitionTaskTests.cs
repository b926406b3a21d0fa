using System.Numerics;
using System.Text.RegularExpressions;
using static NeuralMemory.Tasks.Tests.Cells;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The languages of FLaRe (Butoi et al. 2025), each with what belongs to it stated once more, on text.</summary>
public sealed class RecognitionTaskTests
{
    private static readonly Dictionary<string, (string Alphabet, Func<string, bool> Belongs)> Languages = new()
    {
        ["marked-copy"] = ("01#", text => text.Split('#') is [var first, var second] && first == second),
        ["marked-reversal"] = ("01#", text => text.Split('#') is [var first, var second] && first == Reversed(second)),
        ["unmarked-reversal"] = ("01", text => text.Length % 2 == 0 && text[..(text.Length / 2)] == Reversed(text[(text.Length / 2)..])),
        ["missing-duplicate"] = ("01_", text => text.Count(symbol => symbol == '_') == 1 && text.Length % 2 == 0
            && text.Replace('_', '1') is var filled && filled[..(text.Length / 2)] == filled[(text.Length / 2)..]),
        ["odds-first"] = ("01#", text => text.Split('#') is [var first, var second] && second == string.Concat(
            first.Where((_, i) => i % 2 == 0).Concat(first.Where((_, i) => i % 2 == 1)))),
        ["bucket-sort"] = ("12345#", text => text.Split('#') is [var first, var second] && second == string.Concat(first.Order())),
        ["majority"] = ("01", text => text.Count(symbol => symbol == '1') > text.Count(symbol => symbol == '0')),
        ["parity"] = ("01", text => Regex.IsMatch(text, "^0*1(0*10*1)*0*$")),
        ["even-pairs"] = ("01", text => (Regex.Count(text, "0(?=1)") + Regex.Count(text, "1(?=0)")) % 2 == 0),
        ["repeat-01"] = ("01", text => Regex.IsMatch(text, "^(01)*$")),
        ["first"] = ("01", text => text.StartsWith('1')),
        ["cycle-navigation"] = ("<=>01234", text => Regex.IsMatch(text, "^[<=>]*[0-4]$")
            && (text.Count(symbol => symbol == '>') - text.Count(symbol => symbol == '<') - (text[^1] - '0')) % 5 == 0),
        ["arithmetic"] = ("01234+-*=", text => Regex.IsMatch(text, @"^[0-4]([+*-][0-4])*=[0-4]$")
            && FromLeft(text[..^2]) == text[^1] - '0'),
        ["dyck"] = ("([)]", IsNestedThreeDeep),
        ["stack-manipulation"] = ("01u-#", text => Regex.IsMatch(text, "^[01]*(u[01]|-)*#[01]*$")
            && text.Split('#') is [var actions, var left] && LeftOnStack(actions) == left),
        ["binary-addition"] = ("01+=", text => Operands(text, "^([01]+)[+]([01]+)=([01]+)$") is [var x, var y, var z] && x + y == z),
        ["binary-multiplication"] =
            ("01x=", text => Operands(text, "^([01]+)x([01]+)=([01]+)$") is [var x, var y, var z] && x * y == z),
        ["compute-sqrt"] = ("01=", text => Operands(text, "^([01]+)=([01]+)$") is [var x, var z] && z * z <= x && x < (z + 1) * (z + 1)),
    };

    public static TheoryData<string> Names => [.. Languages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_other_string_belongs_to_the_language(string language)
    {
        (string alphabet, Func<string, bool> belongs) = Languages[language];
        TaskDefinition task = Task($"recognize-{language}", $"token {alphabet.Length}, begin 1", "belongs 1");
        int examples = 0, near = 0;
        var lengths = new SortedSet<int>();
        ForEach(task, episode =>
        {
            string text = Read(episode, alphabet);
            bool example = belongs(text);
            for (int t = 0; t <= text.Length; t++)
            {
                Cells shown = t == 0 ? One(alphabet.Length) : One(alphabet.IndexOf(text[t - 1], StringComparison.Ordinal));
                Assert.Equal(shown.Row(task.Inputs.Width), episode.InputRow(t).ToArray());
                Assert.Equal(example ? 1 : 0, episode.TargetRow(t)[0]);
                Assert.Equal(t == text.Length ? 1 : 0, episode.MaskRow(t)[0]);
            }

            Assert.InRange(text.Length, 0, 40);
            examples += example ? 1 : 0;
            near += !example && Neighbours(text, alphabet).Any(belongs) ? 1 : 0;
            lengths.Add(text.Length);
        }, 1000);
        Assert.InRange(examples, 440, 560);
        // Half of the others are edits of what belongs, and every second of them is a single one.
        Assert.InRange(near, 80, 560);
        Assert.True(lengths.Count > 35 && lengths.Max >= 39);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Longer_strings_can_be_asked_for(string language)
    {
        (string alphabet, Func<string, bool> belongs) = Languages[language];
        TaskDefinition task = Repository.Task($"recognize-{language}").With("{ longest: 500 }");
        ForEach(task, episode =>
        {
            string text = Read(episode, alphabet);
            Assert.Equal(belongs(text) ? 1 : 0, episode.TargetRow(0)[0]);
        }, 50);
        Assert.Equal(501, task.MaxLength);
    }

    [Fact]
    public void Words_of_marked_copy_are_uniform_and_so_are_their_lengths()
    {
        int[] lengths = new int[20];
        int ones = 0, all = 0;
        ForEach(Repository.Task("recognize-marked-copy"), episode =>
        {
            string text = Read(episode, "01#");
            if (episode.TargetRow(0)[0] == 0)
                return;
            lengths[text.Length / 2]++;
            (ones, all) = (ones + text.Count(symbol => symbol == '1'), all + text.Length - 1);
        }, 4000);
        Assert.All(lengths, count => Assert.InRange(count, 65, 135));
        Assert.InRange(ones, 0.48 * all, 0.52 * all);
    }

    [Fact]
    public void The_gap_of_a_missing_duplicate_stands_in_place_of_any_1()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        ForEach(Repository.Task("recognize-missing-duplicate").With("{ shortest: 4, longest: 4 }"), episode =>
        {
            if (episode.TargetRow(0)[0] == 1)
                counts[Read(episode, "01_")] = counts.GetValueOrDefault(Read(episode, "01_")) + 1;
        }, 4000);
        Assert.Equal(["010_", "0_01", "10_0", "111_", "11_1", "1_11", "_010", "_111"], counts.Keys.Order(StringComparer.Ordinal));
        // Words are 01 and 10 one time in four each, and have two 1s to choose from; 11 is one in two, and has four: all are as likely.
        Assert.All(counts.Values, count => Assert.InRange(count, 190, 310));
    }

    [Fact]
    public void All_brackets_of_a_length_are_as_likely()
    {
        // Of the 14 ways to nest four pairs one is four deep; each of the others has 2^4 choices of kinds.
        var shapes = new Dictionary<string, int>();
        int curved = 0, members = 0;
        ForEach(Repository.Task("recognize-dyck").With("{ shortest: 8, longest: 8 }"), episode =>
        {
            if (episode.TargetRow(0)[0] == 0)
                return;
            string text = Read(episode, "([)]"), shape = text.Replace('[', '(').Replace(']', ')');
            shapes[shape] = shapes.GetValueOrDefault(shape) + 1;
            (curved, members) = (curved + text.Count(symbol => symbol == '('), members + 1);
        }, 4000);
        Assert.Equal(13, shapes.Count);
        Assert.All(shapes.Values, count => Assert.InRange(count, members / 13 - 50, members / 13 + 50));
        Assert.InRange(curved, 1.9 * members, 2.1 * members);
    }

    [Theory]
    [InlineData("binary-addition", '+')]
    [InlineData("binary-multiplication", 'x')]
    public void Numbers_of_an_operation_share_its_length(string language, char sign)
    {
        double[] digits = new double[3];
        int members = 0, swapped = 0;
        string alphabet = Languages[language].Alphabet;
        ForEach(Repository.Task($"recognize-{language}").With("{ shortest: 40, longest: 40 }"), episode =>
        {
            if (episode.TargetRow(0)[0] == 0)
                return;
            string[] numbers = Read(episode, alphabet).Split(sign, '=');
            for (int i = 0; i < 3; i++)
                digits[i] += numbers[i].Length;
            (members, swapped) = (members + 1, swapped + (numbers[0].Length > numbers[1].Length ? 1 : 0));
        }, 2000);
        // 35 digits by three shares, the last of which is a product's two of four, and one for each number.
        double last = (sign == '+' ? 35 / 3.0 : 35 / 2.0) + 1, other = (37 + 1 - last) / 2;
        Assert.InRange(digits[2] / members, last - 0.9, last + 1.5);
        Assert.InRange(digits[0] / members, other - 1.3, other + 1.3);
        Assert.InRange(swapped, 0.4 * members, 0.55 * members);
    }

    [Fact]
    public void The_number_of_a_square_root_has_two_thirds_of_the_digits()
    {
        double digits = 0;
        int members = 0;
        ForEach(Repository.Task("recognize-compute-sqrt").With("{ shortest: 40, longest: 40 }"), episode =>
        {
            if (episode.TargetRow(0)[0] == 1)
                (digits, members) = (digits + Read(episode, "01=").IndexOf('='), members + 1);
        }, 2000);
        Assert.InRange(digits / members, 24.2, 26.4);
    }

    [Fact]
    public void Actions_on_a_stack_are_as_often_pops_as_pushes_while_there_is_something_on_it()
    {
        int pops = 0, pushes = 0;
        ForEach(Repository.Task("recognize-stack-manipulation"), episode =>
        {
            string text = Read(episode, "01u-#");
            if (episode.TargetRow(0)[0] == 0)
                return;
            // Of what is done with a stack that is not empty: the push too many, which is not done, ends it.
            int stack = Regex.Match(text, "^[01]*").Length;
            foreach (char action in text[stack..].Where(symbol => symbol is 'u' or '-' or '#'))
            {
                if (stack > 0)
                    (pops, pushes) = action == '-' ? (pops + 1, pushes) : (pops, pushes + 1);
                stack += action == 'u' ? 1 : -1;
            }
        }, 4000);
        Assert.InRange(pops, 0.96 * pushes, 1.04 * pushes);
    }

    /// <summary>The numbers of a text, whose lowest digits come first; null where it has not the form.</summary>
    private static BigInteger[]? Operands(string text, string form) => Regex.Match(text, form) is { Success: true } match
        ? [.. match.Groups.Values.Skip(1).Select(group => group.Value.Reverse().Aggregate(BigInteger.Zero, (n, bit) => 2 * n + bit - '0'))]
        : null;

    private static bool IsNestedThreeDeep(string text)
    {
        int depth = 0, deepest = 0;
        foreach (char symbol in text)
            deepest = Math.Max(deepest, depth += symbol is '(' or '[' ? 1 : -1);
        for (string before = ""; before != text;)
            (before, text) = (text, text.Replace("()", "", StringComparison.Ordinal).Replace("[]", "", StringComparison.Ordinal));
        return text.Length == 0 && deepest <= 3;
    }

    /// <summary>What actions leave, from top to bottom; null where there was nothing to pop.</summary>
    private static string? LeftOnStack(string actions)
    {
        string stack = "";
        foreach (char symbol in actions)
            if (symbol != '-')
                stack = symbol == 'u' ? stack : symbol + stack;
            else if (stack.Length == 0)
                return null;
            else
                stack = stack[1..];
        return stack;
    }

    private static string Read(Episode episode, string alphabet) => string.Concat(
        Enumerable.Range(1, episode.Length - 1).Select(t => alphabet[Symbol(episode.InputRow(t)[..alphabet.Length])]));

    /// <summary>An expression without brackets, one sign after another.</summary>
    private static int FromLeft(string text)
    {
        int value = text[0] - '0';
        for (int i = 1; i < text.Length; i += 2)
        {
            int digit = text[i + 1] - '0';
            value = text[i] switch { '+' => value + digit, '-' => value + 5 - digit, _ => value * digit } % 5;
        }

        return value;
    }

    private static string Reversed(string text) => string.Concat(text.Reverse());

    /// <summary>What one edit makes of a text.</summary>
    private static IEnumerable<string> Neighbours(string text, string alphabet)
    {
        for (int i = 0; i <= text.Length; i++)
        {
            foreach (char symbol in alphabet)
                yield return text[..i] + symbol + text[i..];
            if (i == text.Length)
                break;
            yield return text[..i] + text[(i + 1)..];
            foreach (char symbol in alphabet)
                yield return text[..i] + symbol + text[(i + 1)..];
        }
    }
}
