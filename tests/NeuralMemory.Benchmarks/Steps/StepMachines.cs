using NeuralMemory.Machines;

namespace NeuralMemory.Benchmarks;

/// <summary>The machines whose training step is measured, by the name that tables show.</summary>
internal static class StepMachines
{
    /// <summary>The machine of the project's figures: LSTM 100, memory 128 x 20, one read and one write head.</summary>
    public const string Reference = "ntm-lstm";

    private static readonly Dictionary<string, MachineConfig> Configs = new()
    {
        [Reference] = new NtmConfig { Controller = new() { Kind = ControllerKind.Lstm, Units = 100 } },
        ["ntm-feed-forward"] = new NtmConfig { Controller = new() { Kind = ControllerKind.FeedForward, Units = 100 } },
        ["lstm-256"] = new LstmConfig { Units = 256 },
        ["gru-256"] = new GruConfig { Units = 256 },
    };

    /// <summary>All names, the reference first.</summary>
    public static IReadOnlyCollection<string> Names => Configs.Keys;

    /// <summary>The machine of this name.</summary>
    public static MachineConfig Find(string name) => Configs[name];
}
