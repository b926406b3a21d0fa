using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>Layers of tanh units. It has no state: whatever such a machine remembers is in its memory.</summary>
internal sealed class FeedForwardController : IController
{
    private readonly Parameter[] _layers;
    private readonly Normalization?[] _norms;
    private readonly bool _skips;

    public FeedForwardController(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        _skips = config.Skip;
        _layers = new Parameter[config.Layers];
        _norms = new Normalization?[config.Layers];
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i] = scope.Linear(
                $"layer{i}", Controller.InputWidth(config, inputWidth, i), config.Units, LinearInitializer.Default);
            _norms[i] = Normalization.For(config, 1, scope.Child($"layer{i}").Child("norm"));
        }
    }

    public ControllerState Start(Tape tape, int batch) => ControllerState.Rent(tape, 0, _skips, isPassedOn: false);

    public ControllerState Next(Tape tape, Variable first, Variable? second, ControllerState previous)
    {
        ControllerState state = ControllerState.Rent(tape, _layers.Length, _skips, isPassedOn: false);
        for (int i = 0; i < _layers.Length; i++)
        {
            LayerInputs inputs = LayerInputs.Of(first, second, _skips, i, state);
            Variable sums = tape.Linear(_layers[i], inputs.Span);
            state.Set(i, tape.Tanh(_norms[i]?.Of(tape, sums) ?? sums));
        }

        return state;
    }
}
