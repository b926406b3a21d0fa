using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// One layer of hyper-LSTM. The gates are d_h (W_h h) + d_x (W_x x) + d_b + b, element by element, where the d are spread from embeddings
/// of the small LSTM's state of the step before. Embedding biases begin at 1 and what spreads them at 0.1 / embedding, so that gates
/// begin alive; shifts d_b have no such bias.
/// </summary>
internal sealed class HyperLstmLayer
{
    private const double FirstScale = 0.1;

    private readonly Parameter _fromHidden, _fromInput, _bias;
    private readonly Embedding _scaleHidden, _scaleInput, _shift;
    private readonly LstmLayer _layer, _small;

    /// <param name="config">The controller.</param>
    /// <param name="inputWidth">I.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public HyperLstmLayer(ControllerConfig config, int inputWidth, ParameterScope scope)
    {
        (int units, int few) = (config.Units, config.Hyper.Units);
        _fromHidden = scope.Linear("hidden", units, 4 * units, LinearInitializer.Default, bias: false);
        _fromInput = scope.Linear("input", inputWidth, 4 * units, LinearInitializer.Default, bias: false);
        Func<int, Real> forget = LstmLayer.ForgetBias(config);
        _bias = scope.Tensor("bias", new Shape(4 * units), (_, i) => config.Normalize ? 0 : forget(i));
        _scaleHidden = new(config, "scale_hidden", hasBias: true, scope);
        _scaleInput = new(config, "scale_input", hasBias: true, scope);
        _shift = new(config, "shift", hasBias: false, scope);
        _layer = new(config, scope);
        _small = new(config with { Units = few }, "hyper", units + inputWidth + few, scope);
    }

    /// <summary>One step, written to <paramref name="state"/>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="inputs">What comes from outside the layer.</param>
    /// <param name="layer">Which layer this is.</param>
    /// <param name="previous">The state of the step before.</param>
    /// <param name="state">Receives the layer's.</param>
    public void Next(Tape tape, LayerInputs inputs, int layer, ControllerState previous, ControllerState state)
    {
        Variable hidden = previous.Hidden[layer], small = previous.Small!.Hidden[layer];
        Variable fromHidden = tape.Multiply(tape.Linear(_fromHidden, hidden), _scaleHidden.Of(tape, small, null));
        Variable fromInput = tape.Multiply(tape.Linear(_fromInput, inputs.Span), _scaleInput.Of(tape, small, null));
        Variable gates = tape.Add(tape.Add(fromInput, fromHidden), _shift.Of(tape, small, _bias));
        (Variable next, Variable cell) = _layer.Next(tape, gates, previous.Cells[layer]);
        inputs.Add(hidden);
        inputs.Add(small);
        (Variable nextSmall, Variable smallCell) = _small.Next(tape, inputs.Span, previous.Small.Cells[layer]);
        state.Set(layer, next, cell);
        state.Small!.Set(layer, nextSmall, smallCell);
    }

    /// <summary>A few numbers for each gate, and what spreads them over its units.</summary>
    private sealed class Embedding
    {
        private readonly Parameter _embed, _spread;

        public Embedding(ControllerConfig config, string name, bool hasBias, ParameterScope scope)
        {
            (int few, int count) = (config.Hyper.Units, config.Hyper.Embedding);
            _embed = scope.Linear($"{name}/embedding", few, 4 * count, new LinearInitializer { BiasOf = _ => 1 }, bias: hasBias);
            _spread = scope.Tensor($"{name}/spread", new Shape(4, count, config.Units), (_, _) => (Real)(FirstScale / count));
        }

        public Variable Of(Tape tape, Variable small, Parameter? bias) =>
            tape.Spread(tape.Use(_spread), bias is null ? null : tape.Use(bias), tape.Linear(_embed, small));
    }
}
