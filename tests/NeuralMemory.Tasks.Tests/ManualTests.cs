using System.Text.RegularExpressions;
using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>tasks/README.md keeps its word: its tasks run, its tables are complete, its picture is what the program draws.</summary>
public sealed partial class ManualTests
{
    private static readonly string Manual = File.ReadAllText(Path.Combine(Repository.Root, "tasks", "README.md"));

    private static readonly string[] Tasks = [.. YamlBlock().Matches(Manual).Select(match => match.Groups[1].Value)];

    public static TheoryData<string> Examples => [.. Tasks];

    public static TheoryData<string> FunctionNames => [.. FunctionCatalog.Names];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_task_in_the_manual_runs(string text)
    {
        TaskDefinition task = Repository.Define(text);
        Assert.Empty(TaskValidator.Check(task).Problems);
        var sampler = new EpisodeSampler(task);
        for (int i = 0; i < 50; i++)
            Assert.InRange(sampler.Draw(new(1), i).Length, task.MinLength, task.MaxLength);
    }

    [Fact]
    public void The_manual_shows_whole_tasks() =>
        Assert.Equal(
            [
                "repeated-tokens", "symbols", "next-of-a-wave", "ones", "spell-backwards", "biased-coin",
                "reverse", "duplicate", "delayed-echo", "pairs", "cipher", "scattered-questions", "dictionary", "evens-first", "walk",
            ],
            Tasks.Select(text => Repository.Define(text).Name));

    [Theory]
    [InlineData("seed:")]
    [InlineData("parameters:")]
    [InlineData("range:")]
    [InlineData("per: task")]
    [InlineData("per: batch")]
    [InlineData("variables:")]
    [InlineData("draw:")]
    [InlineData("where:")]
    [InlineData("show:")]
    [InlineData("recall:")]
    [InlineData("steps:")]
    [InlineData("think:")]
    [InlineData("when:")]
    [InlineData("name:")]
    [InlineData("source:")]
    [InlineData("feedback:")]
    [InlineData("train:")]
    [InlineData("training()")]
    [InlineData("decoding:")]
    [InlineData("for: { i: 2 }")]
    [InlineData("for: { pair: asked }")]
    [InlineData(" or ")]
    [InlineData(" not ")]
    [InlineData(" == ")]
    [InlineData("scan(")]
    [InlineData("if(")]
    public void Every_construct_stands_in_a_task_that_runs(string construct) =>
        Assert.Contains(Tasks, text => text.Contains(construct, StringComparison.Ordinal));

    [Fact]
    public void The_operators_of_the_grammar_are_those_of_the_parser()
    {
        foreach (string symbol in new[] { "or", "and", "not", "<", "<=", ">", ">=", "==", "!=", "+", "-", "*", "/", "%" })
        {
            Assert.Contains($"\"{symbol}\"", Grammar().Match(Manual).Value, StringComparison.Ordinal);
            string expression = symbol == "not" ? "not 1" : $"1 {symbol} 1";
            Assert.NotNull(ExpressionParser.Parse(new YamlScalar(new("t.yaml", 1, 1), expression), new Diagnostics()));
        }
    }

    [Fact]
    public void Reverse_and_duplicate_do_what_they_say()
    {
        Episode reverse = Draw("reverse"), duplicate = Draw("duplicate");
        int n = (int)reverse.Parameter("length"), m = (int)duplicate.Parameter("length");
        Assert.Equal((2 * n + 1, 3 * m + 2), (reverse.Length, duplicate.Length));
        for (int t = 0; t < n; t++)
            Assert.Equal(reverse.InputRow(n - 1 - t)[..8].ToArray(), reverse.TargetRow(n + 1 + t).ToArray());
        for (int t = 0; t < 2 * m; t++)
            Assert.Equal(duplicate.InputRow(t % m)[..8].ToArray(), duplicate.TargetRow(m + 1 + t)[..8].ToArray());
        Assert.Equal((1, 1), ((int)duplicate.InputRow(3 * m + 1)[9], (int)duplicate.TargetRow(3 * m + 1)[8]));
    }

    /// <summary>With <c>UPDATE_MANUAL=1</c> in the environment the tables are written anew; then the test begins to hold.</summary>
    [Fact]
    public void The_tables_of_functions_are_those_of_the_program()
    {
        string expected = string.Concat(FunctionCatalog.Descriptions.GroupBy(f => f.Group).Select(group =>
            $"\n**{group.Key}**\n\n| function | gives | example |\n|---|---|---|\n" + string.Concat(group.Select(f =>
                $"| `{f.Signature}`{(f.IsRandom ? " *" : "")} | {f.Summary} | `{f.Example}` |\n"))));
        Match tables = FunctionTables().Match(Manual);
        if (Environment.GetEnvironmentVariable("UPDATE_MANUAL") == "1")
            File.WriteAllText(
                Path.Combine(Repository.Root, "tasks", "README.md"),
                Manual[..tables.Groups[1].Index] + expected + Manual[(tables.Groups[1].Index + tables.Groups[1].Length)..]);
        Assert.Equal(expected, tables.Groups[1].Value);
    }

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void Every_example_of_a_function_runs(string name)
    {
        FunctionDescription function = FunctionCatalog.Descriptions.Single(f => f.Name == name);
        using var folder = new CorpusFolder();
        TaskDefinition task = folder.Define($$"""
            task: t
            version: 1
            corpus:
              file: corpora/phrases.tsv
              columns: { english: words, french: { cut: words, begin: true } }
            parameters: { width: 8, length: [6, 9], repeats: [1, 10] }
            inputs: { x: 1 }
            targets: { y: 1 }
            draw:
              items: bits(length, width)
              order: permutation(length)
              example: {{function.Example}}
            episode: [{ recall: { y: 1 } }]
            loss: bits
            """);
        Assert.Contains(name + "(", function.Example, StringComparison.Ordinal);
        var sampler = new EpisodeSampler(task);
        for (int i = 0; i < 20; i++)
            Assert.Equal(1, sampler.Draw(new(1), i).Length);
    }

    [Fact]
    public void Every_shipped_task_and_metric_is_in_the_manual()
    {
        foreach (string path in Directory.GetFiles(Path.Combine(Repository.Root, "tasks"), "*.yaml"))
            Assert.Contains($"[{Path.GetFileName(path)}]({Path.GetFileName(path)})", Manual, StringComparison.Ordinal);
        foreach (string metric in TaskMetrics.Names)
            Assert.Contains($"| `{metric}` |", Manual, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_in_the_manual_is_what_the_program_draws() =>
        Assert.Contains($"```text\n{TaskPreview.Render(Draw("reverse")).TrimEnd()}\n```", Manual, StringComparison.Ordinal);

    [Fact]
    public void The_symbols_the_ones_and_the_coin_do_what_they_say()
    {
        Episode symbols = Draw("symbols"), ones = Draw("ones"), coin = Draw("biased-coin");
        for (int step = 3; step < symbols.Length; step++)
        {
            int place = symbols.InputRow(step)[3..].IndexOf(1);
            Assert.Equal(symbols.InputRow(place)[..3].ToArray(), symbols.TargetRow(step)[..3].ToArray());
            Assert.Equal(symbols.TargetRow(step)[0], symbols.TargetRow(step)[3]);
            Assert.Equal([1, 1, 1, step == symbols.Length - 1 ? 1 : 0], symbols.MaskRow(step).ToArray());
        }

        int length = (int)ones.Parameter("length"), count = Enumerable.Range(0, length).Count(step => ones.InputRow(step)[0] == 1);
        Assert.Equal(
            string.Concat(Enumerable.Repeat('1', count)) + '2' + new string('0', length - count),
            string.Concat(Enumerable.Range(length + 1, length + 1).Select(step => ones.TargetRow(step).IndexOf(1))));
        // The probability of a sequence with k ones by KT: the product of (1/2)(3/2)... over both, divided by length!.
        int heads = Enumerable.Range(0, 50).Count(step => coin.TargetRow(step)[0] == 1);
        double bits = Enumerable.Range(0, 50).Sum(i => Math.Log2(i + 1))
            - Enumerable.Range(0, heads).Sum(i => Math.Log2(i + 0.5)) - Enumerable.Range(0, 50 - heads).Sum(i => Math.Log2(i + 0.5));
        Assert.Equal(bits, coin.ReferenceBits!.Value, 1e-4);
    }

    private static Episode Draw(string name)
    {
        TaskDefinition task = Tasks.Select(Repository.Define).Single(task => task.Name == name);
        return new EpisodeSampler(task).Draw(StreamKey.FromSeed(2), 0);
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex("```text\nexpression .*?```", RegexOptions.Singleline)]
    private static partial Regex Grammar();

    [GeneratedRegex("<!-- functions -->\n(.*?)<!-- end of functions -->", RegexOptions.Singleline)]
    private static partial Regex FunctionTables();
}
