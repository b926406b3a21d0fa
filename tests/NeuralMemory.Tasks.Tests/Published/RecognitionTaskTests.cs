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
        ["modular-arithmetic-simple"] = ("01234+-*=", text => Regex.IsMatch(text, @"^[0-4]([+*-][0-4])*=[0-4]$")
            && FromLeft(text[..^2]) == text[^1] - '0'),
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
