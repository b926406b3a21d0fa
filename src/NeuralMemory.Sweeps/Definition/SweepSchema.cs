using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuralMemory.Analysis;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;
using static NeuralMemory.Experiments.Values;

namespace NeuralMemory.Sweeps;

/// <summary>The one description of every key of a sweep's YAML: what is read, written, checked by editors and documented.</summary>
public static class SweepSchema
{
    private const string KeyOfConfig = "dotted key of the config", StoredKey = "stored", Nothing = "\"\"";

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A sweep, whole.</summary>
    public static Section<SweepDefinition> Root { get; } = Create();

    /// <summary>The table of all keys that a user writes, in Markdown.</summary>
    public static string KeyTable()
    {
        StringBuilder table = new("| key | takes | default | meaning |\n|---|---|---|---|\n");
        foreach (ConfigKey key in Root.Keys("", new SweepDefinition()).Where(key => !KeysWithoutEffect.IsBelow(key.Path, StoredKey)))
        {
            string usual = key.IsRequired ? "required" : key.Default is { } value and not Nothing ? $"`{value}`" : "";
            table.Append(CultureInfo.InvariantCulture, $"| `{key.Path}` | {key.Type} | {usual} | {key.Meaning} |\n");
        }

        return table.ToString();
    }

    /// <summary>The JSON Schema (2020-12) of a sweep, for editors.</summary>
    public static string JsonSchema()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "NeuralMemory sweep",
        };
        foreach (var (name, value) in Root.ToJsonSchema())
            schema[name] = value?.DeepClone();
        return schema.ToJsonString(Indented) + "\n";
    }

    private static Section<SweepDefinition> Create()
    {
        AnyValue any = new();
        ConfigValue<IReadOnlyDictionary<string, IReadOnlyList<YamlNode>>> axes = Named(List(any), KeyOfConfig);
        return new Section<SweepDefinition>()
            .Key("name", Text, s => s.Name, (s, v) => s with { Name = v },
                "Names the sweep's folder: letters, digits, '.', '-' and '_'", required: true)
            .Key("description", Text, s => s.Description, (s, v) => s with { Description = v },
                "What the sweep is for")
            .Key("config", Text, s => s.Config, (s, v) => s with { Config = v },
                "The config that is varied: a file, relative to this one or to the current folder", required: true)
            .Key("overrides", Named(any, KeyOfConfig), s => s.Overrides, (s, v) => s with { Overrides = v },
                "Changes of the config that all points have")
            .Key("from", Text, s => s.From, (s, v) => s with { From = v },
                "The run whose weights all runs begin with: `RUN`, `RUN@STEP` or `RUN@best`, relative to the current folder")
            .Key("with_optimizer", Flag, s => s.WithOptimizer, (s, v) => s with { WithOptimizer = v },
                "Whether they begin with what its optimizer remembers, too")
            .Key("grid", axes, s => s.Grid, (s, v) => s with { Grid = v },
                "Axes with their values: every combination is a point")
            .Key("paired", new PairedValue(axes), s => s.Paired, (s, v) => s with { Paired = v },
                "Axes that go together: all first values make a point, all second ones another")
            .Key("random", OptionalSection(Random, "nothing is drawn", new RandomAxes()), s => s.Random, (s, v) => s with { Random = v },
                "Axes whose values are drawn")
            .Key("seeds", new SeedsValue(), s => s.Seeds, (s, v) => s with { Seeds = v },
                "The seeds of each point; the config's own if none is written")
            .Key("threads", Integer(1, 1024), s => s.Threads, (s, v) => s with { Threads = v },
                "Threads of each run")
            .Key("jobs", Integer(1, 1024), s => s.Jobs, (s, v) => s with { Jobs = v },
                "How many runs train at a time on one machine")
            .Key("retries", Integer(0, 100), s => s.Retries, (s, v) => s with { Retries = v },
                "How often a run that fails is tried again; one that diverges has not failed")
            .Key("on_failure", Choice<FailurePolicy>(), s => s.OnFailure, (s, v) => s with { OnFailure = v },
                "What the failure of a run means for the others: they go on, or no further one begins")
            .Key("launcher", OptionalSection(Launcher, "on this machine", new LauncherDefinition()), s => s.Launcher,
                (s, v) => s with { Launcher = v },
                "Where the runs train, unless the command line says another place")
            .Key(StoredKey, OptionalSection(Stored, "as the files are now", new StoredSources()),
                s => s.Stored, (s, v) => s with { Stored = v },
                "Written by the program into a sweep's folder: config and tasks as they were");
    }

    private static Section<RandomAxes> Random => new Section<RandomAxes>()
        .Key("draws", Integer(1, 10_000), r => r.Draws, (r, v) => r with { Draws = v },
            "How many points are drawn; with more, the first ones stay what they were")
        .Key("seed", Long(), r => r.Seed, (r, v) => r with { Seed = v },
            "The root of the draws")
        .Key("keys", Named(new DistributionValue(), KeyOfConfig), r => r.Keys, (r, v) => r with { Keys = v },
            "What each is drawn from", required: true);

    private static Section<LauncherDefinition> Launcher => new Section<LauncherDefinition>()
        .Key("name", Choice<LauncherKind>(), l => l.Name, (l, v) => l with { Name = v },
            "On this machine, or as an array of jobs that is submitted to Slurm")
        .Key("slurm", new SlurmSettingsValue(), l => l.Slurm, (l, v) => l with { Slurm = v },
            "Options of `sbatch` by their long names, as `partition: gpu`; those of the command line replace them");

    private static Section<StoredWeights> Weights => new Section<StoredWeights>()
        .Key("named", Text, w => w.Named, (w, v) => w with { Named = v }, "What the sweep's `from` said", required: true)
        .Key("run", Text, w => w.Run, (w, v) => w with { Run = v }, "The run's folder", required: true)
        .Key("step", Long(), w => w.Step, (w, v) => w with { Step = v }, "The checkpoint's step", required: true)
        .Key("sha256", Text, w => w.Sha256, (w, v) => w with { Sha256 = v }, "The hash of the weights", required: true);

    private static Section<StoredSources> Stored => new Section<StoredSources>()
        .Key("config", new TreeValue(), s => s.Config, (s, v) => s with { Config = v },
            "The config", required: true)
        .Key("from", OptionalSection(Weights, "those of the seeds", new StoredWeights()), s => s.From, (s, v) => s with { From = v },
            "The weights that all runs begin with, as they were")
        .Key("tasks", Named(Text, "task"), s => s.Tasks, (s, v) => s with { Tasks = v },
            "Where each task is kept, below `tasks/`", required: true);
}
