using NeuralMemory.Testing;

namespace NeuralMemory.Experiments.Tests;

public sealed class ConfigDocumentsTests
{
    private const string Minimal = "name: n\ntask: copy\ntraining: { steps: 1 }\n";

    [Fact]
    public void The_manual_lists_every_key_as_it_is()
    {
        string manual = File.ReadAllText(Path.Combine(Lab.Repository, "configs", "README.md")).ReplaceLineEndings("\n");
        Assert.Contains(ConfigDocuments.KeyTable(), manual);
    }

    [Fact]
    public void Every_key_has_a_meaning_and_a_type()
    {
        Assert.True(ConfigDocuments.Keys.Count > 60);
        Assert.All(ConfigDocuments.Keys, key => Assert.True(key.Meaning.Length > 10 && key.Type.Length > 3, key.Path));
        Assert.Contains(ConfigDocuments.Keys, key => key is { Path: "machine.memory.slots", Kinds: ["ntm"], Default: "128" });
        Assert.Contains(ConfigDocuments.Keys, key => key is { Path: "training.optimizer.rate", Kinds: [], Default: "0.0003" });
        Assert.Contains(ConfigDocuments.Keys, key => key is { Path: "training.steps", MayChange: true });
        Assert.Contains(ConfigDocuments.Keys, key => key is { Path: "stop.below", MayChange: true });
        Assert.Contains(ConfigDocuments.Keys, key => key is { Path: "training.batch", MayChange: false });
        Assert.Contains(ConfigDocuments.Keys, key => key is { Path: "task.name", IsRequired: true });
    }

    [Theory]
    [InlineData("")]
    [InlineData("seed: 7")]
    [InlineData("stop: null")]
    [InlineData("published: { source: a, value: 1, expect: [{ at_most: 1 }, { at: {}, metric: null, at_most: 2 }] }")]
    [InlineData("published: { source: a, value: 1, contrast: { with: b, times: 1.5 } }")]
    [InlineData("published: { source: a, value: 1, result: fails }")]
    [InlineData("machine: { kind: gru, units: 3 }")]
    [InlineData("machine: { memory: { slots: 3 } }")]
    [InlineData("training: { steps: 1, optimizer: { rate: 0.1 }, schedule: { warmup: 3 } }")]
    [InlineData("evaluation: { grid: { length: [1, [2, 3]], slots: [4] } }")]
    [InlineData("training: { steps: 1, engine: {} }")]
    [InlineData("training: { steps: 1, engine: { kind: native } }")]
    [InlineData("training: { steps: 1, engine: { kind: torch } }")]
    [InlineData("training: { steps: 1, engine: { kind: torch, device: \"cuda:1\" } }")]
    [InlineData("training: { steps: 1, curriculum: null }")]
    [InlineData("training: { steps: 1, curriculum: { start: { length: 2 }, increment: 2 } }")]
    [InlineData("training: { steps: 1, curriculum: { kind: linear, start: { length: 2 }, every: 9, draw: highest, look_back: 0.5 } }")]
    [InlineData("training: { steps: 1, curriculum: { kind: lessons, lessons: [{ length: 2 }, { length: [1, 3] }, {}] } }")]
    public void The_schema_accepts_what_the_reader_accepts(string more)
    {
        string config = With(more);
        Assert.Empty(new JsonSchemaCheck(ConfigDocuments.JsonSchema()).Problems(config));
        using Lab lab = new();
        Assert.Empty(lab.Problems(config));
    }

    [Theory]
    [InlineData("seeds: 7")]
    [InlineData("seed: one")]
    [InlineData("seed: 1.5")]
    [InlineData("machine: { kind: dnx }")]
    [InlineData("machine: { kind: gru, memory: {} }")]
    [InlineData("machine: { kind: ntm, memory: { slots: 0 } }")]
    [InlineData("machine: { kind: ntm, heads: { order: first } }")]
    [InlineData("evaluation: { episodes: 0 }")]
    [InlineData("evaluation: { grid: { length: [] } }")]
    [InlineData("stop: { metric: loss }")]
    [InlineData("training: { steps: 1, engine: torch }")]
    [InlineData("training: { steps: 1, engine: { kind: native, device: cpu } }")]
    [InlineData("training: { steps: 1, engine: { kind: torch, device: gpu } }")]
    [InlineData("training: { steps: 1, engine: { kind: torch, device: \"cuda:\" } }")]
    [InlineData("training: { steps: 1, engine: { device: cuda } }")]
    [InlineData("training: { steps: 1, curriculum: { kind: bandit, start: { length: 2 } } }")]
    [InlineData("training: { steps: 1, curriculum: { kind: doubling } }")]
    [InlineData("training: { steps: 1, curriculum: { kind: lessons, lessons: [] } }")]
    [InlineData("training: { steps: 1, curriculum: { kind: doubling, start: { length: 2 }, look_back: 1 } }")]
    [InlineData("published: { source: a }")]
    [InlineData("published: { source: a, value: 1, contrast: { times: 3 } }")]
    [InlineData("published: { source: a, value: 1, contrast: { with: b, times: 0 } }")]
    [InlineData("published: { source: a, value: 1, expect: [{ at: 5, at_most: 1 }] }")]
    public void The_schema_refuses_what_the_reader_refuses(string more)
    {
        string config = With(more);
        Assert.NotEmpty(new JsonSchemaCheck(ConfigDocuments.JsonSchema()).Problems(config));
        using Lab lab = new();
        Assert.NotEmpty(lab.Problems(config));
    }

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("true", "\"true\"")]
    [InlineData("", "\"\"")]
    [InlineData("12", "\"12\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("line\nbreak \"quoted\" # no comment", "\"line\\nbreak \\\"quoted\\\" # no comment\"")]
    public void Texts_are_quoted_where_YAML_would_read_something_else(string text, string yaml)
    {
        ExperimentConfig config = ExperimentSchema.Defaults with { Description = text };
        Assert.Contains($"description: {yaml}\n", ConfigDocuments.Show(config));
    }

    private static string With(string more) =>
        (more.StartsWith("training") ? Minimal.Replace("training: { steps: 1 }\n", "") : Minimal) + more;
}
