using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// The block around a scalar memory (Beck et al. 2024, arXiv 2405.04517, section 2.4 and figure 10): input and forget gates come of what a
/// short convolution makes of a row, cell inputs and output gates of the row itself, head by head; what comes out is normalised head by
/// head, and a gated network follows. Each part adds to its input.
/// </summary>
internal sealed class ScalarMemoryLayer : ISequenceLayer
{
    private readonly XlstmConfig _config;
    private readonly XlstmTrace _names;
    private readonly Normalization _before, _heads, _between;
    private readonly HeadwiseLinear _input, _forget, _cell, _output;
    private readonly Parameter? _recurrent;
    private readonly ShortConvolution? _convolution;
    private readonly FeedForwardLayer _network;

    /// <param name="config">The machine.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="names">What the layer calls what it shows and keeps.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public ScalarMemoryLayer(XlstmConfig config, int layer, XlstmTrace names, ParameterScope scope)
    {
        (_config, _names) = (config, names);
        int width = config.Width, heads = config.Heads, own = width / heads;
        _before = new(width, 1, scope.Child("norm1"));
        if (config.Convolution > 0)
            _convolution = new(width, config.Convolution, names.Inputs, scope.Child("convolution"));
        // A bias of input gates would multiply cell and normaliser alike.
        _input = new("input", width, own, scope);
        _forget = new("forget", width, own, scope, number => ForgetBiasOf(config, layer, number % own, own));
        _cell = new("cell", width, own, scope, _ => 0);
        _output = new("output", width, own, scope, _ => 0);
        if (config.Recurrent)
            _recurrent = scope.Tensor("recurrent", new Shape(heads, own, 4 * own), (_, _) => 0);
        _heads = new(own, heads, scope.Child("head_norm"));
        _between = new(width, 1, scope.Child("norm2"));
        _network = new(width, config.HiddenUnits, ActivationKind.Gelu, scope.Child("network"), isGated: true);
    }

    public void Begin(Tape tape, LayerCache cache, int sequences)
    {
        Shape shape = new(sequences, _config.Width);
        cache.Begin(_names.Hidden, tape.Fill(shape, 0));
        cache.Begin(_names.Cell, tape.Fill(shape, 0));
        cache.Begin(_names.KeptNormalizer, tape.Fill(shape, 0));
        cache.Begin(_names.Stabilizer, tape.Fill(shape, (Real)Tape.ScalarMemoryBefore));
        _convolution?.Begin(tape, cache, sequences);
    }

    public Variable Run(LayerPass pass, Variable x, LayerCache? cache)
    {
        Tape tape = pass.Tape;
        Variable normal = _before.Of(tape, x);
        Variable seen = _convolution is null ? normal : tape.Silu(_convolution.Of(pass, normal, cache));
        Variable gates = tape.NewKept(new Shape(x.Rows, 4 * _config.Width));
        tape.RowsInto(
            gates, 0, _input.Of(tape, seen), _forget.Of(tape, seen), _cell.Of(tape, normal), _output.Of(tape, normal));
        x = tape.Add(x, pass.Drop(_heads.Of(tape, Scan(pass, gates, cache))));
        return tape.Add(x, pass.Drop(_network.Run(tape, _between.Of(tape, x))));
    }

    private Variable Scan(LayerPass pass, Variable gates, LayerCache? cache)
    {
        Tape tape = pass.Tape;
        Variable? recurrent = _recurrent is null ? null : tape.Use(_recurrent);
        if (pass.Clamps is not null)
            ScalarGates.Set(pass, _names, _config.Forget, ref gates, ref recurrent, cache![_names.Hidden]);
        if (cache is null && pass.Trace is null)
            return tape.ScalarMemory(gates, recurrent, pass.Rows, _config.Forget);
        ScalarMemoryState? start = cache is null
            ? null
            : new(cache[_names.Hidden], cache[_names.Cell], cache[_names.KeptNormalizer], cache[_names.Stabilizer]);
        ScalarMemoryState end;
        Variable hidden;
        if (pass.Trace is { } trace)
        {
            hidden = tape.ScalarMemory(gates, recurrent, pass.Rows, _config.Forget, start, out end, out ScalarMemoryLook look);
            trace.Add(_names.InputGate, look.InputGate);
            trace.Add(_names.ForgetGate, look.ForgetGate);
            trace.Add(_names.Normalizer, look.Normalizer);
            trace.Add(_names.Cell, look.Cell);
            trace.Add(_names.Hidden, hidden);
            ScalarGates.Show(pass, _names, _config.Forget, gates, recurrent, hidden, start?.Hidden);
        }
        else
        {
            hidden = tape.ScalarMemory(gates, recurrent, pass.Rows, _config.Forget, start, out end);
        }

        if (cache is null)
            return hidden;
        (cache[_names.Hidden], cache[_names.Cell]) = (end.Hidden, end.Cell);
        (cache[_names.KeptNormalizer], cache[_names.Stabilizer]) = (end.Normalizer, end.Stabilizer);
        return hidden;
    }

    /// <summary>
    /// Forget gates begin between 5 and -7 over the units of a head, by a power that grows with the layer: some units remember long, some
    /// not at all (the authors' code, github.com/NX-AI/xlstm, blocks/slstm/cell.py, <c>powerlaw_blockdependent</c>).
    /// </summary>
    private static Real ForgetBiasOf(XlstmConfig config, int layer, int unit, int units) => (Real)(5 - 12 * Math.Pow(
        unit / Math.Max(1.0, units - 1), 0.3 + 1.3 * layer / Math.Max(1.0, config.Layers - 1)));
}
