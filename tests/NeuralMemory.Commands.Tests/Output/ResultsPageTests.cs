using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary>The tables of results/README.md have every field of what a run writes and says.</summary>
public sealed class ResultsPageTests : IDisposable
{
    // What is below these has names of its own: metrics and parameters.
    private static readonly string[] Open = ["values", "metrics", "parameters"];

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("status.json", "status.json")]
    [InlineData("environment.json", "environment.json")]
    [InlineData("metrics.jsonl", "metrics.jsonl")]
    [InlineData("evaluations/final.json", "evaluations/")]
    [InlineData("journal.jsonl", "journal.jsonl")]
    public void A_section_has_every_field_of_its_file(string file, string section)
    {
        string run = _folder["run"], text = SectionOf(section);
        InProcess.Run("train", _folder.WriteConfig(steps: 60), "--out", run, "--quiet").Expect(ExitCodes.Done);
        string content = File.ReadAllText(Path.Combine(run, file));
        string[] names = [.. (file.EndsWith('l') ? content.Split('\n')[..^1] : [content]).SelectMany(NamesIn).Distinct()];
        Assert.True(names.Length > 4);
        Assert.All(names, name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_events_are_all_there_with_their_fields()
    {
        string[] lines = InProcess.Run("train", _folder.WriteConfig(steps: 200), "--out", _folder["run"], "--json",
            "--set", "training.curriculum={kind: linear, start: {length: 1}, every: 20}", "--set", "training.recompute=2").Expect(ExitCodes.Done).Out.Split('\n')[..^1];
        string text = SectionOf("Events");
        Dictionary<string, string> rows = text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .ToDictionary(line => line.Split('`')[1]);
        Assert.Equal(["checkpoint", "evaluation", "finished", "level", "progress", "recompute", "started", "warning"], rows.Keys.Order());
        JsonElement[] events = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(rows.Keys.Except(["warning"]).Order(), events.Select(Kind).Distinct().Order());
        foreach (JsonElement told in events.Where(told => Kind(told) != "evaluation"))
            Assert.All(told.EnumerateObject().Select(field => field.Name).Except(["event"]),
                name => Assert.Contains($"`{name}`", rows[Kind(told)], StringComparison.Ordinal));

        static string Kind(JsonElement told) => told.GetProperty("event").GetString()!;
    }

    public void Dispose() => _folder.Dispose();

    private static string SectionOf(string head) => File.ReadAllText(Testing.Repository.Path("results", "README.md"))
        .ReplaceLineEndings("\n").Split("\n## ").Single(part => part.StartsWith(head + "\n", StringComparison.Ordinal));

    private static IEnumerable<string> NamesIn(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. NamesIn(document.RootElement)];
    }

    private static IEnumerable<string> NamesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field =>
            NamesIn(Open.Contains(field.Name) ? default : field.Value).Prepend(field.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(NamesIn),
        _ => [],
    };
}
