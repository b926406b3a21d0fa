using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The LSTM baseline: stacked layers and a linear output.</summary>
public sealed record LstmConfig : MachineConfig
{
    /// <inheritdoc/>
    public override string Kind => "lstm";

    /// <summary>C, hidden units of each layer, at least 1.</summary>
    public int Units { get; init; } = 256;

    /// <summary>L, the number of layers, at least 1.</summary>
    public int Layers { get; init; } = 1;

    /// <inheritdoc/>
    public override IMachine Build(int inputWidth, int outputWidth, StreamKey initialization) =>
        RecurrentCell.Build(
            this, new ControllerConfig { Kind = ControllerKind.Lstm, Units = Units, Layers = Layers }, inputWidth, outputWidth,
            initialization);
}

/// <summary>The GRU baseline: stacked layers and a linear output.</summary>
public sealed record GruConfig : MachineConfig
{
    /// <inheritdoc/>
    public override string Kind => "gru";

    /// <summary>C, hidden units of each layer, at least 1.</summary>
    public int Units { get; init; } = 256;

    /// <summary>L, the number of layers, at least 1.</summary>
    public int Layers { get; init; } = 1;

    /// <inheritdoc/>
    public override IMachine Build(int inputWidth, int outputWidth, StreamKey initialization) =>
        RecurrentCell.Build(
            this, new ControllerConfig { Kind = ControllerKind.Gru, Units = Units, Layers = Layers }, inputWidth, outputWidth,
            initialization);
}
