using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The schema that editors read says what the reader of task files does.</summary>
public sealed partial class TaskSchemaTests
{
    private const string Copy = """
        task: copy
        version: 1
        parameters: { length: [1, 5] }
        inputs: { data: 4, end: 1 }
        targets: { data: 4 }
        draw: { items: "bits(length, 4)" }
        episode:
          - show: { data: items }
          - for: { i: 2 }
            do:
              - show: { end: 1 }
          - recall: { data: items }
        loss: bits
        """;

    private static readonly JsonSchemaCheck Check = new(TaskSchema.JsonSchema());

    private static readonly JsonObject Schema = JsonNode.Parse(TaskSchema.JsonSchema())!.AsObject();

    public static TheoryData<string> Shipped =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "tasks"), "*.yaml").Select(file => Path.GetFileName(file)!).Order(),
    ];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void It_accepts_a_shipped_task(string file) =>
        Assert.Empty(Check.Problems(File.ReadAllText(Path.Combine(Repository.Root, "tasks", file))));

    [Fact]
    public void It_accepts_every_task_of_the_manual() =>
        Assert.All(
            YamlBlock().Matches(Manual).Select(match => match.Groups[1].Value),
            text => Assert.Empty(Check.Problems(text)));

    [Fact]
    public void It_accepts_the_task_that_the_mistakes_below_are_made_in() => Assert.Empty(Check.Problems(Copy));

    [Theory]
    [InlineData("version: 1", "version: 0")]
    [InlineData("version: 1", "verison: 1")]
    [InlineData("loss: bits", "los: bits")]
    [InlineData("[1, 5]", "[1, 5, 7]")]
    [InlineData("[1, 5]", "{ range: [1, 5] }")]
    [InlineData("[1, 5]", "{ range: [1, 5], per: run }")]
    [InlineData("end: 1 }", "end: { symbol: 4 } }")]
    [InlineData("- recall:", "- recal:")]
    [InlineData("do:", "does:")]
    [InlineData("      - show:", "      - shows:")]
    [InlineData("loss: bits", "loss: bits\nmetrics: accuracy")]
    [InlineData("loss: bits", "loss: bits\nbudget: { works: 5 }")]
    [InlineData("loss: bits", "loss: bits\ndecoding: { beam: 0 }")]
    [InlineData("loss: bits", "loss: bits\nacknowledged: [{ finding: silent, reason: so }]")]
    [InlineData("loss: bits", "loss: bits\ncorpus: { file: a.tsv, columns: { a: letters } }")]
    public void It_finds_the_mistakes_that_the_reader_finds(string right, string wrong)
    {
        string text = Copy.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Copy, text);
        Assert.NotEmpty(Check.Problems(text));
        Diagnostics diagnostics = new();
        _ = new TaskReader(diagnostics).Read("task.yaml", text);
        Assert.True(diagnostics.Count > 0, "the reader takes it");
    }

    /// <summary>The manual's tables name every key of a file and of a phase, and other tests hold the manual to the reader.</summary>
    [Theory]
    [InlineData("## The file", "properties")]
    [InlineData("## The episode", "$defs.phase.anyOf.0.properties")]
    public void It_has_the_keys_of_the_manual(string heading, string path)
    {
        JsonNode place = Schema;
        foreach (string part in path.Split('.'))
            place = int.TryParse(part, out int index) ? place[index]! : place[part]!;
        string section = Manual[Manual.IndexOf(heading + "\n", StringComparison.Ordinal)..];
        IEnumerable<string> documented = section.Split('\n').SkipWhile(line => !line.StartsWith("| `", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);
        Assert.Equal(documented.Order(), place.AsObject().Select(property => property.Key).Order());
    }

    /// <summary>A key that the reader does not know is a problem of its own kind.</summary>
    [Fact]
    public void The_reader_knows_every_key()
    {
        foreach ((string path, string key) in KeysOf(Schema, ""))
        {
            Diagnostics diagnostics = new();
            string place = path switch
            {
                "" => $"{key}: 1",
                "/corpus" => $"corpus: {{ {key}: 1 }}",
                "/decoding" => $"decoding: {{ {key}: 1 }}",
                "/budget" => $"budget: {{ {key}: 1 }}",
                "/acknowledged" => $"acknowledged: [{{ {key}: 1 }}]",
                "/parameters" => $"parameters: {{ p: {{ {key}: 1 }} }}",
                "/draw" => $"draw: {{ p: {{ {key}: 1 }} }}",
                "/inputs" or "/targets" => $"{path[1..]}: {{ p: {{ {key}: 1 }} }}",
                "/corpus/columns" => $"corpus: {{ columns: {{ p: {{ {key}: 1 }} }} }}",
                "/where" => $"where: {{ {key}: 1 }}",
                "/phase" => $"episode: [{{ {key}: 1 }}]",
                _ => throw new InvalidOperationException($"the schema has keys at '{path}', which this test does not know"),
            };
            _ = new TaskReader(diagnostics).Read("task.yaml", place + "\n");
            Assert.DoesNotContain(diagnostics.Items, problem => problem.Message.Contains($"has no key '{key}'", StringComparison.Ordinal));
        }
    }

    private static string Manual { get; } = File.ReadAllText(Path.Combine(Repository.Root, "tasks", "README.md"));

    private static IEnumerable<(string Path, string Key)> KeysOf(JsonNode? node, string path)
    {
        if (node is JsonArray list)
            foreach (JsonNode? item in list)
                foreach (var each in KeysOf(item, path))
                    yield return each;
        if (node is not JsonObject schema)
            yield break;
        foreach (var (name, value) in schema)
            if (name == "properties")
                foreach (var (key, inner) in value!.AsObject())
                {
                    yield return (path, key);
                    foreach (var each in KeysOf(inner, $"{path}/{key}"))
                        yield return each;
                }
            else if (name == "$defs")
                foreach (var each in KeysOf(value!["phase"], "/phase"))
                    yield return each;
            else if (name is "anyOf" or "items" or "additionalProperties")
                foreach (var each in KeysOf(value, path))
                    yield return each;
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
