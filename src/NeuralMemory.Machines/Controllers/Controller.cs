using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Builds controllers from their configuration.</summary>
internal static class Controller
{
    /// <summary>A controller whose parameters are <c>layer0</c>, <c>layer1</c>, ... below <paramref name="scope"/>.</summary>
    public static IController Build(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Layers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(config.CellClip, 0);
        return config.Kind switch
        {
            ControllerKind.Lstm => new LstmController(config, inputWidth, scope),
            ControllerKind.Gru => new GruController(config, inputWidth, scope),
            ControllerKind.Rnn or ControllerKind.SecondOrder => new TanhController(config, inputWidth, scope),
            ControllerKind.MultiplicativeLstm => new MultiplicativeLstmController(config, inputWidth, scope),
            ControllerKind.HyperLstm => new HyperLstmController(config, inputWidth, scope),
            ControllerKind.FeedForward => new FeedForwardController(config, inputWidth, scope),
            _ => throw new InvalidOperationException($"the controller kind {config.Kind} is missing here"),
        };
    }

    /// <summary>How wide the inputs of a layer are that come from outside it.</summary>
    public static int InputWidth(ControllerConfig config, int inputWidth, int layer) =>
        layer == 0 ? inputWidth : config.Units + (config.Skip ? inputWidth : 0);

    /// <summary>How wide what follows the controller finds it.</summary>
    public static int OutputWidth(ControllerConfig config) => config.Units * (config.Skip ? config.Layers : 1);
}
