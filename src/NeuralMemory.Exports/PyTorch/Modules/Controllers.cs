using NeuralMemory.Machines;

namespace NeuralMemory.Exports;

/// <summary>The layers of machines that have no controller of their own in their config.</summary>
internal static class Controllers
{
    /// <summary>Those of a machine without a memory.</summary>
    public static ControllerConfig Of(RecurrentConfig config) => new()
    {
        Kind = config switch
        {
            GruConfig => ControllerKind.Gru,
            RnnConfig => ControllerKind.Rnn,
            SecondOrderConfig => ControllerKind.SecondOrder,
            MultiplicativeLstmConfig => ControllerKind.MultiplicativeLstm,
            HyperLstmConfig => ControllerKind.HyperLstm,
            _ => ControllerKind.Lstm,
        },
        Units = config.Units,
        Layers = config.Layers,
        Skip = config.Skip,
        Initial = config.Initial,
        Normalize = config.Normalize,
        Hyper = config is HyperLstmConfig { Hyper: var hyper } ? hyper : new(),
    };

    /// <summary>Those of an encoder or decoder.</summary>
    public static ControllerConfig Of(Seq2SeqConfig config) => new() { Kind = config.Cell, Units = config.Units, Layers = config.Layers };
}
