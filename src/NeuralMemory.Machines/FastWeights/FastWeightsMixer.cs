using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// Fast weights between linear layers (Yang et al. 2024, arXiv 2406.06484, section 4; with decays and a gate, Yang, Kautz and Hatamizadeh
/// 2025, arXiv 2412.06464, figure 1). What a head reads is normalised by itself before the last layer: here by mean and variance, with gain
/// and bias, as elsewhere in this library, where the papers take the root of the mean square.
/// </summary>
internal sealed class FastWeightsMixer : ISequenceMixer
{
    private readonly FastWeightsConfig _config;
    private readonly FastWeightsTrace _names;
    private readonly Channel _queries, _keys, _values;
    private readonly Parameter _strengths, _output;
    private readonly Parameter? _decays, _gate;
    private readonly Normalization _norm;

    /// <param name="config">The machine.</param>
    /// <param name="names">What the layer calls what it shows and keeps.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public FastWeightsMixer(FastWeightsConfig config, FastWeightsTrace names, ParameterScope scope)
    {
        (_config, _names) = (config, names);
        (_queries, _keys) = (new(config, names, "query", scope), new(config, names, "key", scope));
        _values = new(config, names, "value", scope);
        _strengths = scope.Linear("strength", config.Width, config.Heads, LinearInitializer.Default, uniform: true);
        if (config.Rule == FastWeightsRule.GatedDelta)
            _decays = scope.Linear("decay", config.Width, config.Heads, new() { BiasOf = DecayOf }, uniform: true);
        _norm = new(config.Width / config.Heads, config.Heads, scope.Child("norm"));
        if (config.OutputGate)
            _gate = scope.Linear("gate", config.Width, config.Width, LinearInitializer.Default, uniform: true);
        _output = scope.Linear("output", config.Width, config.Width, LinearInitializer.Default, uniform: true);
    }

    private int HeadWidth => _config.Width / _config.Heads;

    public void Begin(Tape tape, LayerCache cache, int sequences)
    {
        cache.Begin(_names.Memory, tape.Fill(new Shape(sequences, _config.Heads, HeadWidth, HeadWidth), 0));
        _queries.Begin(tape, cache, sequences);
        _keys.Begin(tape, cache, sequences);
        _values.Begin(tape, cache, sequences);
    }

    public Variable Mix(LayerPass pass, Variable x, LayerCache? cache)
    {
        Tape tape = pass.Tape;
        Variable queries = _queries.Of(pass, x, cache), keys = _keys.Of(pass, x, cache), values = _values.Of(pass, x, cache);
        Variable strengths = tape.Sigmoid(tape.Linear(_strengths, x));
        if (_config.Strength != 1)
            strengths = tape.Multiply(strengths, tape.Fill(strengths.Shape, (Real)_config.Strength));
        strengths = pass.Signal(_names.Strengths, strengths);
        Variable? decays = _decays is null ? null : pass.Signal(_names.Decays, tape.Sigmoid(tape.Linear(_decays, x)));
        Variable normal = _norm.Of(tape, Scan(pass, new(queries, keys, values, strengths, decays), cache));
        if (_gate is not null)
            normal = tape.Multiply(normal, pass.Signal(_names.Gate, tape.Silu(tape.Linear(_gate, x))));
        return tape.Linear(_output, normal);
    }

    private Variable Scan(LayerPass pass, FastWeightInputs inputs, LayerCache? cache)
    {
        var rule = new FastWeightRule(_config.Heads, Erases: _config.Rule != FastWeightsRule.Additive);
        if (cache is not null)
        {
            Variable before = cache[_names.Memory];
            Variable read = pass.Tape.FastWeights(inputs, pass.Rows, rule, before, out Variable next);
            cache[_names.Memory] = next;
            if (pass.Trace is not null)
                FastWeightsLook.Show(pass, _names, inputs, read, next, before, rule.Erases);
            return read;
        }

        if (pass.Trace is null)
            return pass.Tape.FastWeights(inputs, pass.Rows, rule);
        Variable seen = pass.Tape.FastWeights(inputs, pass.Rows, rule, out Variable memories);
        FastWeightsLook.Show(pass, _names, inputs, seen, memories, before: null, rule.Erases);
        return seen;
    }

    /// <summary>
    /// Decays begin between 0.9 and 0.999, so that heads remember for ten to a thousand steps: sigmoid(c) = 1 - 10^-(1 .. 3).
    /// </summary>
    private Real DecayOf(int head)
    {
        double forgets = Math.Pow(10, -1 - 2.0 * head / Math.Max(1, _config.Heads - 1));
        return (Real)Math.Log((1 - forgets) / forgets);
    }

    /// <summary>Queries, keys or values: a linear layer, a short convolution and a nonlinearity.</summary>
    private sealed class Channel
    {
        private readonly Parameter _layer;
        private readonly ShortConvolution? _convolution;
        private readonly bool _silu;

        public Channel(FastWeightsConfig config, FastWeightsTrace names, string name, ParameterScope scope)
        {
            _silu = config.Silu;
            _layer = scope.Linear(name, config.Width, config.Width, LinearInitializer.Default, uniform: true);
            if (config.Convolution > 0)
                _convolution = new(config.Width, config.Convolution, names.Inputs + name, scope.Child($"{name}_convolution"));
        }

        public void Begin(Tape tape, LayerCache cache, int sequences) => _convolution?.Begin(tape, cache, sequences);

        public Variable Of(LayerPass pass, Variable x, LayerCache? cache)
        {
            Variable y = pass.Tape.Linear(_layer, x);
            if (_convolution is not null)
                y = _convolution.Of(pass, y, cache);
            return _silu ? pass.Tape.Silu(y) : y;
        }
    }
}
