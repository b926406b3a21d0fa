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
        return config.Kind switch
        {
            ControllerKind.Lstm => new LstmController(inputWidth, config.Units, config.Layers, scope),
            ControllerKind.Gru => new GruController(inputWidth, config.Units, config.Layers, scope),
            ControllerKind.FeedForward => new FeedForwardController(inputWidth, config.Units, config.Layers, scope),
            _ => throw new InvalidOperationException($"the controller kind {config.Kind} is missing here"),
        };
    }

    /// <summary>A linear layer over one or two inputs and, where there is one, the layer's own past.</summary>
    public static Variable Linear(Tape tape, Parameter layer, Variable first, Variable? second, Variable? past = null) =>
        (second, past) switch
        {
            (null, null) => tape.Linear(layer, first),
            (null, _) => tape.Linear(layer, first, past),
            (_, null) => tape.Linear(layer, first, second),
            _ => tape.Linear(layer, first, second, past),
        };
}
