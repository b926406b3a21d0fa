namespace NeuralMemory.Experiments.Tests;

public sealed class MalformedConfigTests
{
    /// <summary>The config that each case changes by whole lines; a line with a key that is not here is added to the end.</summary>
    private static readonly string[] Good =
    [
        "name: bad",
        "seed: 1",
        "task: copy",
        "machine: { kind: ntm }",
        "training: { steps: 10 }",
        "evaluation: { every: 5 }",
    ];

    private static string Table =>
        Path.Combine(Lab.Repository, "tests", "NeuralMemory.Experiments.Tests", "Configuration", "malformed.txt");

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        string[] blocks = File.ReadAllText(Table).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        foreach (string[] lines in blocks.Select(block => block.Trim().Split('\n')).Where(lines => !lines[0].StartsWith('#')))
            cases.Add(
                string.Join('\n', lines.TakeWhile(IsInput)), string.Join('\n', lines.SkipWhile(IsInput)));
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_mistake_is_named_where_it_stands(string input, string expected)
    {
        using Lab lab = new();
        Assert.Equal(expected, string.Join('\n', Problems(lab, input)));
    }

    [Fact]
    public void The_table_covers_much_and_every_message_is_one_line()
    {
        TheoryData<string, string> cases = Cases();
        Assert.True(cases.Count >= 45, $"{cases.Count} cases");
        Assert.All(cases, row => Assert.Matches(@"^(config\.yaml|--set .*?):\d+:\d+: \S", (string)row[1]));
    }

    [Fact]
    public void The_config_that_the_cases_change_is_good()
    {
        using Lab lab = new();
        Assert.Empty(lab.Problems(string.Join('\n', Good)));
    }

    private static bool IsInput(string line) => line.StartsWith("> ") || line.StartsWith("$ ");

    /// <summary>
    /// A line <c>&gt; key: ...</c> replaces the line of its key, <c>&gt; -key</c> removes it, <c>$ assignment</c> is an override.
    /// </summary>
    private static string[] Problems(Lab lab, string input)
    {
        List<string> config = [.. Good], overrides = [];
        foreach (string line in input.Split('\n'))
        {
            string text = line[2..];
            string key = text.Split(':')[0];
            int at = config.FindIndex(each => each.StartsWith(key.TrimStart('-') + ":"));
            if (line[0] == '$')
                overrides.Add(text);
            else if (key[0] == '-' && at >= 0)
                config.RemoveAt(at);
            else if (at >= 0)
                config[at] = text;
            else
                config.Add(text);
        }

        return lab.Problems(string.Join('\n', config), [.. overrides]);
    }
}
