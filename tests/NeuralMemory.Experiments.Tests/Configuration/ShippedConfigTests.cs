using NeuralMemory.Testing;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

public sealed class ShippedConfigTests
{
    public static TheoryData<string> Names =>
    [
        .. Directory.GetFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path)[..^".yaml".Length].Replace('\\', '/'))
            // Those vary a config, and are none.
            .Where(name => !name.StartsWith("sweeps/", StringComparison.Ordinal) && !IsOfBenchmarks(name)).Order(StringComparer.Ordinal),
    ];

    private static string Folder => Path.Combine(Lab.Repository, "configs");

    private static bool IsOfBenchmarks(string name) =>
        name == "benchmarks/machines" || (name.StartsWith("benchmarks/", StringComparison.Ordinal) && Path.GetFileName(name) == "benchmark");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_config_bears_its_files_name_and_trains(string name)
    {
        Experiment experiment = Load(name);
        Assert.Equal(Path.GetFileName(name), experiment.Config.Name);
        Assert.NotEqual("", experiment.Config.Description);
        Assert.Empty(experiment.Warnings);
        using Trainer trainer = Lab.NewTrainer(experiment);
        for (int i = 0; i < 3; i++)
            Assert.Null(trainer.Step(out _));
        Assert.True(trainer.State.Report.Loss > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_shown_reads_back_as_the_same_config(string name)
    {
        string shown = Load(name).ToYaml();
        using Lab lab = new();
        Assert.Equal(shown, Experiment.Load(lab.Config(shown)).ToYaml());
    }

    /// <summary>What a checkpoint stands for is known from these: those of all kinds of machine would take long to be told.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_keys_of_its_kinds_say_of_a_config_what_all_keys_say(string name)
    {
        YamlMapping root = new ConfigReader(new()).ReadTree(Path.Combine(Folder, name + ".yaml"), [])!;
        YamlMapping whole = (YamlMapping)ExperimentSchema.Root.Write(Load(name).Config);
        ILookup<string, ConfigKey> all = ConfigDocuments.Keys.ToLookup(key => key.Path);
        foreach (YamlMapping config in (YamlMapping[])[root, whole])
        {
            ILookup<string, ConfigKey> own = ConfigDocuments.KeysOf(config).ToLookup(key => key.Path);
            Assert.All(YamlText.Flatten(config), each => Assert.Equal(Told(all, each), Told(own, each)));
        }

        Assert.True(ConfigDocuments.KeysOf(whole).Count() < ConfigDocuments.Keys.Count);

        static (bool, bool, bool) Told(ILookup<string, ConfigKey> keys, KeyValuePair<string, string> each) =>
            (keys.Contains(each.Key), keys[each.Key].All(key => key.MayChange),
                keys[each.Key].Any(key => key.CameLater && key.Default == each.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Comments_change_nothing_of_what_is_shown(string name)
    {
        string shown = Load(name).ToYaml(comments: true);
        using Lab lab = new();
        Assert.Equal(Load(name).ToYaml(), Experiment.Load(lab.Config(shown)).ToYaml());
        // Every line but those of names that the user chose.
        Assert.All(
            shown.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("    ")), line => Assert.Contains("# ", line));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_schema_accepts_a_shipped_config(string name) => Assert.Empty(new JsonSchemaCheck(ConfigDocuments.JsonSchema()).Problems(Load(name).ToYaml()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_smallest_config_is_solved(long seed)
    {
        using Lab lab = new();
        RunOutcome outcome = Run.Start(
            Experiment.Load(Path.Combine(Folder, "copy-tiny.yaml"), seed: seed), Lab.Options(lab.In("run")));
        Assert.StartsWith("bit_errors_per_sequence was below 0.1 in 2 consecutive evaluations", outcome.Reason);
        Assert.InRange(outcome.Evaluations[0].Scores.Total.BitErrorsPerSequence, 0, 0.1);
    }

    internal static Experiment Load(string name) => Experiment.Load(Path.Combine(Folder, name + ".yaml"));
}
