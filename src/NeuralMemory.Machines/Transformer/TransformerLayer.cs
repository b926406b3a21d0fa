using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// One layer: self-attention, in a decoder with an encoder attention to what that made, and a small network; each adds to its input.
/// </summary>
internal sealed class TransformerLayer : ISequenceLayer, ISourceReader
{
    private readonly SelfAttentionLayer _self;
    private readonly AttentionLayer? _cross;
    private readonly FeedForwardLayer _network;
    private readonly Normalization[] _norms;
    private readonly bool _normalizesBefore;
    private readonly int _number;
    private readonly string _crossWeights;

    /// <param name="config">The machine.</param>
    /// <param name="number">Which layer of its stack it is, from 0.</param>
    /// <param name="stack">What traces call the stack, such as <c>decoder</c>.</param>
    /// <param name="looksAcross">Whether there is an encoder to look at.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public TransformerLayer(TransformerConfig config, int number, string stack, bool looksAcross, ParameterScope scope)
    {
        (_number, _crossWeights) = (number, $"{stack}/layer{number}/cross_weights");
        _normalizesBefore = config.Norm == NormPlace.Pre;
        AttentionLayerConfig attention = new(config.Width, config.Width, config.Heads, config.Positions, Weights: config.Weights.Rule);
        _self = new(attention, $"{stack}/layer{number}/weights", scope.Child("self"));
        // A place in the source and one in the answer are not on one axis.
        _cross = looksAcross ? new(attention with { Positions = PositionKind.None }, config.Width, scope.Child("cross")) : null;
        _network = new(config.Width, config.Hidden, config.Activation, scope.Child("network"));
        _norms =
        [
            .. Enumerable.Range(1, looksAcross ? 3 : 2).Select(i => new Normalization(config.Width, 1, scope.Child($"norm{i}"))),
        ];
    }

    public KeysAndValues Across(Tape tape, Variable memory, SequenceRows rows) => _cross!.Read(tape, memory, rows);

    public Variable Run(LayerPass pass, Variable x, LayerCache? cache)
    {
        x = After(pass, 0, x, _self.Run(pass, Before(pass, 0, x), cache));
        if (_cross is null)
            return After(pass, 1, x, _network.Run(pass.Tape, Before(pass, 1, x)));
        SourceMemory source = pass.Source!;
        Variable seen = _cross.Attend(
            pass.Tape, Before(pass, 1, x), pass.Rows, source[_number], source.Rows, AttentionMask.None, pass.Trace, _crossWeights);
        x = After(pass, 1, x, seen);
        return After(pass, 2, x, _network.Run(pass.Tape, Before(pass, 2, x)));
    }

    private Variable Before(LayerPass pass, int part, Variable x) => _normalizesBefore ? _norms[part].Of(pass.Tape, x) : x;

    private Variable After(LayerPass pass, int part, Variable x, Variable made)
    {
        Variable sum = pass.Tape.Add(x, pass.Drop(made));
        return _normalizesBefore ? sum : _norms[part].Of(pass.Tape, sum);
    }
}
