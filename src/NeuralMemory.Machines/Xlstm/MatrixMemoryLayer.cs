using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// The block around a matrix memory (Beck et al. 2024, arXiv 2405.04517, section 2.4 and figure 11): rows are made wider first, queries and
/// keys come of what a short convolution makes of them, what heads read is normalised head by head, what the convolution made is added
/// with a weight for each number, and a gate lets it through on the way back to the width of a row.
/// </summary>
internal sealed class MatrixMemoryLayer : ISequenceLayer
{
    private readonly XlstmConfig _config;
    private readonly XlstmTrace _names;
    private readonly Normalization _before, _heads;
    private readonly Parameter _up, _gate, _gates, _skip, _down;
    private readonly HeadwiseLinear _query, _key, _value;
    private readonly ShortConvolution? _convolution;

    /// <param name="config">The machine.</param>
    /// <param name="names">What the layer calls what it shows and keeps.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public MatrixMemoryLayer(XlstmConfig config, XlstmTrace names, ParameterScope scope)
    {
        (_config, _names) = (config, names);
        int width = config.Width, inner = config.InnerWidth, heads = config.Heads;
        _before = new(width, 1, scope.Child("norm"));
        _up = scope.Linear("up", width, inner, LinearInitializer.Default, uniform: true, bias: false);
        _gate = scope.Linear("gate", width, inner, LinearInitializer.Default, uniform: true, bias: false);
        if (config.Convolution > 0)
            _convolution = new(inner, config.Convolution, names.Inputs, scope.Child("convolution"));
        _query = new("query", inner, config.Block, scope);
        _key = new("key", inner, config.Block, scope);
        _value = new("value", inner, config.Block, scope);
        _gates = scope.Linear(
            "gates", 3 * inner, 2 * heads, new() { BiasOf = i => BiasOf(config, i), ZeroWeights = true }, uniform: true);
        _heads = new(inner / heads, heads, scope.Child("head_norm"));
        _skip = scope.Tensor("skip", new Shape(inner), (_, _) => 1);
        _down = scope.Linear("down", inner, width, LinearInitializer.Default, uniform: true, bias: false);
    }

    private int HeadWidth => _config.InnerWidth / _config.Heads;

    public void Begin(Tape tape, LayerCache cache, int sequences)
    {
        int heads = _config.Heads;
        cache.Begin(_names.Memory, tape.Fill(new Shape(sequences, heads, HeadWidth, HeadWidth), 0));
        cache.Begin(_names.KeptNormalizer, tape.Fill(new Shape(sequences, heads, HeadWidth), 0));
        cache.Begin(_names.Stabilizer, tape.Fill(new Shape(sequences, heads), 0));
        _convolution?.Begin(tape, cache, sequences);
    }

    public Variable Run(LayerPass pass, Variable x, LayerCache? cache)
    {
        Tape tape = pass.Tape;
        Variable normal = _before.Of(tape, x), raised = tape.Linear(_up, normal);
        Variable seen = tape.Silu(_convolution is null ? raised : _convolution.Of(pass, raised, cache));
        Variable queries = _query.Of(tape, seen), keys = _key.Of(tape, seen), values = _value.Of(tape, raised);
        Variable gates = MatrixGates.Of(pass, _names, _config.Forget, tape.Linear(_gates, queries, keys, values));
        Variable read = Scan(pass, queries, keys, values, gates, cache);
        Variable kept = tape.Multiply(seen, tape.Broadcast(tape.Use(_skip), seen.Rows));
        Variable open = pass.Signal(_names.Output, tape.Silu(tape.Linear(_gate, normal)));
        Variable made = tape.Multiply(tape.Add(_heads.Of(tape, read), kept), open);
        return tape.Add(x, pass.Drop(tape.Linear(_down, made)));
    }

    private Variable Scan(LayerPass pass, Variable queries, Variable keys, Variable values, Variable gates, LayerCache? cache)
    {
        Tape tape = pass.Tape;
        var rule = new MatrixMemoryRule(_config.Heads, _config.Forget);
        if (cache is null && pass.Trace is null)
            return tape.MatrixMemory(queries, keys, values, gates, pass.Rows, rule);
        MatrixMemoryState? start = cache is null
            ? null
            : new(cache[_names.Memory], cache[_names.KeptNormalizer], cache[_names.Stabilizer]);
        MatrixMemoryState end;
        Variable read;
        if (pass.Trace is { } trace)
        {
            // Where a step is computed alone, the memory behind it is what the layer keeps.
            read = tape.MatrixMemory(
                queries, keys, values, gates, pass.Rows, rule, start, out end, looksAtMemory: cache is null, out MatrixMemoryLook look);
            trace.Add(_names.InputGate, look.InputGate);
            trace.Add(_names.ForgetGate, look.ForgetGate);
            trace.Add(_names.Normalizer, look.Normalizer);
            MatrixMemoryShow.Of(pass, _names.Matrix, queries, keys, values, read, look.Memory ?? end.Memory);
        }
        else
        {
            read = tape.MatrixMemory(queries, keys, values, gates, pass.Rows, rule, start, out end);
        }

        if (cache is not null)
            (cache[_names.Memory], cache[_names.KeptNormalizer], cache[_names.Stabilizer]) = (end.Memory, end.Normalizer, end.Stabilizer);
        return read;
    }

    /// <summary>
    /// Input gates begin where the configuration says, forget gates at 3 to 6, so that heads remember for 20 to 400 steps (the authors'
    /// code, github.com/NX-AI/xlstm, blocks/mlstm/cell.py).
    /// </summary>
    private static Real BiasOf(XlstmConfig config, int output) => output < config.Heads
        ? (Real)config.InputBias
        : (Real)(3 + 3.0 * (output - config.Heads) / Math.Max(1, config.Heads - 1));
}
