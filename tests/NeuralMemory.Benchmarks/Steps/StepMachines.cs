namespace NeuralMemory.Benchmarks;

/// <summary>The machines whose training step is measured: the name that tables show, and the <c>machine</c> of the config.</summary>
internal static class StepMachines
{
    /// <summary>The machine of the project's figures: LSTM 100, memory 128 x 20, one read and one write head.</summary>
    public const string Reference = "ntm-lstm";

    private const string Memory = "memory: { slots: 128, width: 20 }, heads: { read: 1, write: 1, shift: 1 }";

    private static readonly Dictionary<string, string> Configs = new()
    {
        [Reference] = $"{{ kind: ntm, controller: {{ kind: lstm, units: 100 }}, {Memory} }}",
        ["ntm-feed-forward"] = $"{{ kind: ntm, controller: {{ kind: feed-forward, units: 100 }}, {Memory} }}",
        ["dnc-16x16"] = Dnc(64, 16, 16),
        ["dnc-64x32"] = Dnc(256, 64, 32),
        ["dnc-256x64"] = Dnc(256, 256, 64),
        ["fast-weights-128"] = "{ kind: fast-weights, width: 128, layers: 2, heads: 4, hidden: 512 }",
        ["fast-weights-gated-128"] =
            "{ kind: fast-weights, rule: gated-delta, output_gate: true, gated: true, width: 128, layers: 2, heads: 4, hidden: 512 }",
        ["lstm-256"] = "{ kind: lstm, units: 256, layers: 1 }",
        ["gru-256"] = "{ kind: gru, units: 256, layers: 1 }",
    };

    /// <summary>All names, the reference first.</summary>
    public static IReadOnlyCollection<string> Names => Configs.Keys;

    /// <summary>The machine of this name, in YAML; those that <see cref="WithLinks"/> names among them.</summary>
    public static string ConfigOf(string name) => Configs.TryGetValue(name, out string? config) ? config : name;

    /// <summary>The sequences of a step to measure: one, two shards of them, and for the largest memory two.</summary>
    public static int[] BatchesOf(string name) => name == "dnc-256x64" ? [1, 2, 16] : [1, 16];

    /// <summary>A Differentiable Neural Computer with LSTM 64, slots of width 32, four readers, and links of this kind.</summary>
    public static string WithLinks(int slots, string links) => Dnc(64, slots, 32)[..^2] + $", links: {{ {links} }} }}";

    private static string Dnc(int units, int slots, int width) =>
        $"{{ kind: dnc, controller: {{ units: {units} }}, memory: {{ slots: {slots}, width: {width} }}, heads: {{ read: 4, write: 1 }} }}";
}
