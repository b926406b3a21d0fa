using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What is varied, as options of a command: alone, or on top of a sweep's file.</summary>
internal sealed class SweepOptions
{
    private const string GridName = "--sweep", PairedName = "--paired", RandomName = "--random", SetName = "--set";

    /// <summary><c>--sweep</c>.</summary>
    public Option<string[]> Grid { get; } = Repeated(GridName, "KEY=VALUES",
        "Vary a key of the config, as in --sweep training.optimizer.rate=1e-3,1e-2; may be repeated: every combination is run");

    /// <summary><c>--paired</c>.</summary>
    public Option<string[]> Paired { get; } = Repeated(PairedName, "KEY=VALUES",
        "Vary keys together, as in --paired training.batch=4,8 --paired training.shard=2,4: all first values, all second ones, ...");

    /// <summary><c>--random</c>.</summary>
    public Option<string[]> Random { get; } = Repeated(RandomName, "KEY=FROM",
        "Draw a key, as in --random 'training.optimizer.rate=log-uniform(1e-4,1e-2)'; also uniform(LOW,HIGH) and choice(A,B,...)");

    /// <summary><c>--draws</c>.</summary>
    public Option<long?> Draws { get; } = Options.Whole("--draws", "How many points are drawn; with more, the first ones stay", 1, 10_000);

    /// <summary><c>--draw-seed</c>.</summary>
    public Option<long?> DrawSeed { get; } = Options.Whole("--draw-seed", "The root of the draws");

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [Grid, Paired, Random, Draws, DrawSeed];

    /// <summary>Whether any of them was given.</summary>
    public bool AreGiven(ParseResult parsed) => All.Any(option => parsed.GetResult(option) is { Implicit: false });

    /// <summary>A definition with what the options say.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="definition">What it is without.</param>
    /// <param name="set">Changes of the config, as <c>--set</c> takes them.</param>
    /// <exception cref="InvalidInputException">An option is wrong.</exception>
    public SweepDefinition Apply(ParseResult parsed, SweepDefinition definition, IEnumerable<string> set)
    {
        Diagnostics diagnostics = new();
        OrderedDictionary<string, YamlNode> overrides = new(definition.Overrides);
        foreach (string text in set)
            if (AxisAssignment.Value(SetName, text, diagnostics) is { } given)
                overrides[given.Key] = given.Value;
        OrderedDictionary<string, IReadOnlyList<YamlNode>> grid = new(definition.Grid), paired = [];
        foreach (string text in parsed.GetValue(Grid) ?? [])
            if (AxisAssignment.Values(GridName, text, diagnostics) is { } given)
                grid[given.Key] = given.Value;
        foreach (string text in parsed.GetValue(Paired) ?? [])
            if (AxisAssignment.Values(PairedName, text, diagnostics) is { } given)
                paired[given.Key] = given.Value;
        if (paired.Values.Select(values => values.Count).Distinct().Count() > 1)
            diagnostics.Add(SourceMark.WholeFile(PairedName), "axes that go together have as many values each; found "
                + string.Join(", ", paired.Select(axis => $"{axis.Value.Count} of {axis.Key}")));
        RandomAxes random = definition.Random ?? new();
        OrderedDictionary<string, Distribution> keys = new(random.Keys);
        foreach (string text in parsed.GetValue(Random) ?? [])
            if (AxisAssignment.Drawn(RandomName, text, diagnostics) is { } given)
                keys[given.Key] = given.Value;
        random = random with
        {
            Keys = keys,
            Draws = (int)(parsed.GetValue(Draws) ?? random.Draws),
            Seed = parsed.GetValue(DrawSeed) ?? random.Seed,
        };
        diagnostics.ThrowIfAny();
        return definition with
        {
            Overrides = overrides,
            Grid = grid,
            Paired = paired.Count == 0 ? definition.Paired : [.. definition.Paired, paired],
            Random = keys.Count == 0 ? definition.Random : random,
        };
    }

    /// <summary>The definition of a sweep that a config alone is the beginning of.</summary>
    public static SweepDefinition Of(string config)
    {
        Diagnostics diagnostics = new();
        YamlMapping? root = ConfigTree.Read(config, diagnostics);
        diagnostics.ThrowIfAny();
        string name = root?.At("name") is YamlScalar { IsNull: false } written ? written.Text : "experiment";
        return new() { Name = $"{name}-sweep", Config = config };
    }

    private static Option<string[]> Repeated(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };
}
