using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Reproductions;

/// <summary>The one description of every key of a benchmark's YAML: what is read, checked by editors and documented.</summary>
public static class BenchmarkSchema
{
    private const string KeyOfConfig = "dotted key of the config";

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A benchmark, whole.</summary>
    public static Section<BenchmarkDefinition> Root { get; } = Create();

    /// <summary>A file of machines.</summary>
    internal static Section<MachineFile> Machines { get; } = new Section<MachineFile>()
        .Key("description", Text, f => f.Description, (f, v) => f with { Description = v }, "What the machines have in common")
        .Key("machines", MachineListValue.Inline, f => f.Machines, (f, v) => f with { Machines = v },
            "Machines by name: what stands in a config's `machine`", required: true);

    /// <summary>The table of all keys, in Markdown.</summary>
    public static string KeyTable()
    {
        StringBuilder table = new("| key | takes | default | meaning |\n|---|---|---|---|\n");
        foreach (ConfigKey key in Root.Keys("", new BenchmarkDefinition()))
        {
            string usual = key.IsRequired ? "required" : key.Default is { } value and not "\"\"" ? $"`{value}`" : "";
            table.Append(CultureInfo.InvariantCulture, $"| `{key.Path}` | {key.Type} | {usual} | {key.Meaning} |\n");
        }

        return table.ToString();
    }

    /// <summary>The JSON Schema (2020-12) of a benchmark, for editors.</summary>
    public static string JsonSchema()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "NeuralMemory benchmark",
        };
        foreach (var (name, value) in Root.ToJsonSchema())
            schema[name] = value?.DeepClone();
        return schema.ToJsonString(Indented) + "\n";
    }

    private static Section<BenchmarkDefinition> Create() => new Section<BenchmarkDefinition>()
        .Key("title", Text, b => b.Title, (b, v) => b with { Title = v },
            "The heading of its page", required: true)
        .Key("description", Text, b => b.Description, (b, v) => b with { Description = v },
            "What a reader of the page should know, in Markdown")
        .Key("source", Text, b => b.Source, (b, v) => b with { Source = v },
            "Where the benchmark was published", required: true)
        .Key("metric", Text, b => b.Metric, (b, v) => b with { Metric = v },
            "The metric by which rates are chosen, and that the table is of")
        .Key("solved", Optional(Number(Bounds.None), "nothing is bold"), b => b.Solved, (b, v) => b with { Solved = v },
            "A median from which on a machine has solved a task, and is bold")
        .Key("rates", List(new LearningRateValue()), b => b.Rates, (b, v) => b with { Rates = v },
            "The learning rates that every machine is tried with", required: true)
        .Key("seeds", new SeedsValue(), b => b.Seeds, (b, v) => b with { Seeds = v },
            "The seeds of the rate that is chosen; it is chosen on the first")
        .Key("overrides", Named(new AnyValue(), KeyOfConfig), b => b.Overrides, (b, v) => b with { Overrides = v },
            "Changes of the configs of all tasks")
        .Key("machines", new MachineListValue(), b => b.Machines, (b, v) => b with { Machines = v },
            "The machines, in the order of the table: by name what stands in a config's `machine`; or a file that has them, "
                + "from this one's place",
            required: true)
        .Key("without", List(Text), b => b.Without, (b, v) => b with { Without = v },
            "Machines of the file that are left out, as those that cannot read these tasks")
        .Key("tasks", List(Task, new BenchmarkTask()), b => b.Tasks, (b, v) => b with { Tasks = v },
            "The tasks, in the order of the table", required: true)
        .Key("published", List(Published, new PublishedRow()), b => b.Published, (b, v) => b with { Published = v },
            "What others report of machines of theirs");

    private static Section<BenchmarkTask> Task => new Section<BenchmarkTask>()
        .Key("name", Text, t => t.Name, (t, v) => t with { Name = v },
            "The name of its config, a file beside this one", required: true)
        .Key("chance", Optional(Number(Bounds.None), "not said"), t => t.Chance, (t, v) => t with { Chance = v },
            "What guessing comes to")
        .OrJust("name");

    private static Section<PublishedRow> Published => new Section<PublishedRow>()
        .Key("machine", Text, p => p.Machine, (p, v) => p with { Machine = v },
            "How it is called there", required: true)
        .Key("source", Text, p => p.Source, (p, v) => p with { Source = v },
            "Where it was published", required: true)
        .Key("values", Named(Number(Bounds.None), "task"), p => p.Values, (p, v) => p with { Values = v },
            "Its figures by task", required: true);
}
