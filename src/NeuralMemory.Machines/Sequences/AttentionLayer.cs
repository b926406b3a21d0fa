using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// Multi-head attention between linear layers (Vaswani et al. 2017, arXiv 1706.03762, section 3.2.2): queries come from one tensor, keys and
/// values from another, which may be the same.
/// </summary>
internal sealed class AttentionLayer
{
    private readonly Parameter _query, _key, _value, _output;
    private readonly int _heads, _width;
    private readonly bool _turns, _alibi;

    /// <param name="config">Width, heads and positions.</param>
    /// <param name="sourceWidth">How wide the rows are that keys and values come from.</param>
    /// <param name="scope">Where <c>query</c>, <c>key</c>, <c>value</c> and <c>output</c> are declared.</param>
    public AttentionLayer(AttentionLayerConfig config, int sourceWidth, ParameterScope scope)
    {
        (_heads, _width) = (config.Heads, config.Width);
        (_turns, _alibi) = (config.Positions == PositionKind.Rotary, config.Positions == PositionKind.Alibi);
        _query = scope.Linear("query", config.InputWidth, _width, LinearInitializer.Default, uniform: true);
        _key = scope.Linear("key", sourceWidth, _width, LinearInitializer.Default, uniform: true);
        _value = scope.Linear("value", sourceWidth, _width, LinearInitializer.Default, uniform: true);
        _output = scope.Linear("output", _width, config.InputWidth, LinearInitializer.Default, uniform: true);
    }

    /// <summary>Keys and values of some rows.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="source">[K, S]</param>
    /// <param name="rows">Which of them belong to each sequence.</param>
    /// <param name="offset">The place of each sequence's first row.</param>
    public KeysAndValues Read(Tape tape, Variable source, SequenceRows rows, int offset = 0)
    {
        Variable keys = tape.Linear(_key, source);
        return new(_turns ? tape.Rotate(keys, rows, _heads, offset) : keys, tape.Linear(_value, source));
    }

    /// <summary>Looks from queries to keys.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">[Q, I] what queries are made of.</param>
    /// <param name="rows">Which of them belong to each sequence.</param>
    /// <param name="source">What is looked at.</param>
    /// <param name="sourceRows">Which of its rows belong to each sequence.</param>
    /// <param name="mask">What a query may see.</param>
    /// <param name="trace">Receives the weights; null for none.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="offset">The place of each sequence's first query.</param>
    /// <returns>[Q, I]</returns>
    public Variable Attend(
        Tape tape, Variable x, SequenceRows rows, KeysAndValues source, SequenceRows sourceRows, AttentionMask mask, RowTrace? trace,
        string name, int offset = 0)
    {
        Variable queries = tape.Linear(_query, x);
        if (_turns)
            queries = tape.Rotate(queries, rows, _heads, offset);
        AttentionRule rule = AttentionRule.Scaled(_heads, _width, mask, _alibi);
        if (trace is null)
            return tape.Linear(_output, tape.Attention(queries, source.Keys, source.Values, rows, sourceRows, rule));
        Variable mixed = tape.Attention(queries, source.Keys, source.Values, rows, sourceRows, rule, out Variable weights);
        trace.Add(name, weights);
        return tape.Linear(_output, mixed);
    }
}

/// <summary>What an attention layer is made of.</summary>
/// <param name="InputWidth">How wide the rows are that queries come from, and the result.</param>
/// <param name="Width">The numbers of queries, keys and values of all heads together.</param>
/// <param name="Heads">H, which divides the width.</param>
/// <param name="Positions">Rotary positions turn queries and keys, ALiBi takes from scores; others do nothing here.</param>
internal readonly record struct AttentionLayerConfig(int InputWidth, int Width, int Heads, PositionKind Positions = PositionKind.None);

/// <summary>What queries look at.</summary>
/// <param name="Keys">[K, H D], or a cache of them.</param>
/// <param name="Values">[K, H V] likewise.</param>
internal readonly record struct KeysAndValues(Variable Keys, Variable Values);
