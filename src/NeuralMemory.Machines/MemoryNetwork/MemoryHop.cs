using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>One hop: keys m and contents c are made of the embedded steps, whatever the hops before have found.</summary>
internal sealed class MemoryHop : ISequenceLayer
{
    private readonly Parameter _memory, _content;
    private readonly Parameter? _map;
    private readonly AttentionRule _rule;
    private readonly bool _turns;
    private readonly string _weights;

    /// <param name="config">The machine.</param>
    /// <param name="weights">What traces call the weights.</param>
    /// <param name="scope">Where <c>memory</c>, <c>content</c> and <c>map</c> are declared.</param>
    public MemoryHop(MemoryNetworkConfig config, string weights, ParameterScope scope)
    {
        _weights = weights;
        _memory = scope.Linear("memory", config.Width, config.Width, LinearInitializer.Default, uniform: true);
        _content = scope.Linear("content", config.Width, config.Width, LinearInitializer.Default, uniform: true);
        _map = config.Mapped ? scope.Linear("map", config.Width, config.Width, LinearInitializer.Default, uniform: true) : null;
        _rule = new(config.Heads, 1, AttentionMask.Causal, config.Positions == PositionKind.Alibi);
        _turns = config.Positions == PositionKind.Rotary;
    }

    public Variable Run(LayerPass pass, Variable x, LayerCache? cache)
    {
        Tape tape = pass.Tape;
        (KeysAndValues source, SequenceRows rows) = pass.Join(
            new(Turned(pass, tape.Linear(_memory, pass.Embedded)), tape.Linear(_content, pass.Embedded)), cache);
        Variable kept = _map is null ? x : tape.Linear(_map, x);
        return tape.Add(kept, pass.Drop(Read(pass, Turned(pass, x), source, rows)));
    }

    private Variable Read(LayerPass pass, Variable queries, KeysAndValues source, SequenceRows rows)
    {
        if (pass.Trace is null)
            return pass.Tape.Attention(queries, source.Keys, source.Values, pass.Rows, rows, _rule);
        Variable mixed = pass.Tape.Attention(queries, source.Keys, source.Values, pass.Rows, rows, _rule, out Variable weights);
        pass.Trace.Add(_weights, weights);
        return mixed;
    }

    private Variable Turned(LayerPass pass, Variable x) =>
        _turns ? pass.Tape.Rotate(x, pass.Rows, _rule.Heads, pass.Place) : x;
}
