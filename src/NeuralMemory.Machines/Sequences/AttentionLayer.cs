using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// Multi-head attention between linear layers (Vaswani et al. 2017, arXiv 1706.03762, section 3.2.2): queries come from one tensor, keys
/// and values from another, which may be the same. Queries may be brought nearer to the keys first, as the states of a Hopfield network
/// are.
/// </summary>
internal sealed class AttentionLayer
{
    private readonly AttentionLayerConfig _config;
    private readonly Parameter _query, _key, _value, _output;

    /// <param name="config">Width, heads, positions and updates.</param>
    /// <param name="sourceWidth">How wide the rows are that keys and values come from.</param>
    /// <param name="scope">Where <c>query</c>, <c>key</c>, <c>value</c> and <c>output</c> are declared.</param>
    public AttentionLayer(AttentionLayerConfig config, int sourceWidth, ParameterScope scope)
    {
        _config = config;
        _query = scope.Linear("query", config.InputWidth, config.Width, LinearInitializer.Default, uniform: true);
        _key = scope.Linear("key", sourceWidth, config.Width, LinearInitializer.Default, uniform: true);
        _value = scope.Linear("value", sourceWidth, config.Width, LinearInitializer.Default, uniform: true);
        _output = scope.Linear("output", config.Width, config.InputWidth, LinearInitializer.Default, uniform: true);
    }

    /// <summary>What traces call the weights of an update that another one follows, such as <c>layer0/update0/weights</c>.</summary>
    /// <param name="weights">What they call those of the last one, such as <c>layer0/weights</c>.</param>
    /// <param name="update">The update, from 0.</param>
    public static string NameOfUpdate(string weights, int update) =>
        weights.Insert(weights.LastIndexOf('/') + 1, FormattableString.Invariant($"update{update}/"));

    /// <summary>Keys and values of some rows.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="source">[K, S]</param>
    /// <param name="rows">Which of them belong to each sequence.</param>
    /// <param name="place">The place of each sequence's first row.</param>
    public KeysAndValues Read(Tape tape, Variable source, SequenceRows rows, int place = 0) =>
        new(Turned(tape, tape.Linear(_key, source), rows, place), tape.Linear(_value, source));

    /// <summary>Looks from queries to keys.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">[Q, I] what queries are made of.</param>
    /// <param name="rows">Which of them belong to each sequence.</param>
    /// <param name="source">What is looked at.</param>
    /// <param name="sourceRows">Which of its rows belong to each sequence.</param>
    /// <param name="mask">What a query may see.</param>
    /// <param name="trace">Receives the weights of each update; null for none.</param>
    /// <param name="name">What those of the last one are called.</param>
    /// <param name="place">The place of each sequence's first query.</param>
    /// <returns>[Q, I]</returns>
    public Variable Attend(
        Tape tape, Variable x, SequenceRows rows, KeysAndValues source, SequenceRows sourceRows, AttentionMask mask, RowTrace? trace,
        string name, int place = 0)
    {
        Variable queries = Turned(tape, tape.Linear(_query, x), rows, place);
        AttentionRule rule = AttentionRule.Scaled(_config.Heads, _config.Width, mask, _config.Positions == PositionKind.Alibi);
        if (_config.Beta is { } beta)
            rule = rule with { Scale = beta };
        for (int update = 0; update < _config.Updates - 1; update++)
            queries = Look(source.Keys, trace is null ? "" : NameOfUpdate(name, update));
        return tape.Linear(_output, Look(source.Values, name));

        Variable Look(Variable values, string called)
        {
            if (_config.Weights == Autodiff.Normalization.Softmax && trace is null)
                return tape.Attention(queries, source.Keys, values, rows, sourceRows, rule);
            Variable mixed = _config.Weights == Autodiff.Normalization.Softmax
                ? tape.Attention(queries, source.Keys, values, rows, sourceRows, rule, out Variable weights)
                : Composed(tape, queries, rows, source.Keys, values, sourceRows, rule, out weights);
            trace?.Add(called, weights);
            return mixed;
        }
    }

    /// <summary>Part by part, where scores become weights in another way than by the softmax.</summary>
    private Variable Composed(
        Tape tape, Variable queries, SequenceRows rows, Variable keys, Variable values, SequenceRows sourceRows, AttentionRule rule,
        out Variable weights)
    {
        Variable scores = tape.DotScores(queries, keys, rows, sourceRows, rule.Heads, rule.Scale);
        weights = tape.AttentionWeights(scores, rows, sourceRows, rule.Mask, rule.Alibi, _config.Weights);
        return tape.WeightedSum(weights, values, rows, sourceRows);
    }

    private Variable Turned(Tape tape, Variable x, SequenceRows rows, int place) =>
        _config.Positions == PositionKind.Rotary ? tape.Rotate(x, rows, _config.Heads, place) : x;
}

/// <summary>What an attention layer is made of.</summary>
/// <param name="InputWidth">How wide the rows are that queries come from, and the result.</param>
/// <param name="Width">The numbers of queries, keys and values of all heads together.</param>
/// <param name="Heads">H, which divides the width.</param>
/// <param name="Positions">Rotary positions turn queries and keys, ALiBi takes from scores; others do nothing here.</param>
/// <param name="Updates">
/// How often a query looks: before the last time, at the keys themselves, and what it finds takes its place.
/// </param>
/// <param name="Beta">What dot products are multiplied with; null for 1 / sqrt(D).</param>
/// <param name="Weights">How scores become weights.</param>
internal readonly record struct AttentionLayerConfig(
    int InputWidth, int Width, int Heads, PositionKind Positions = PositionKind.None, int Updates = 1, Real? Beta = null,
    Autodiff.Normalization Weights = default);

/// <summary>What queries look at.</summary>
/// <param name="Keys">[K, H D], or a cache of them.</param>
/// <param name="Values">[K, H V] likewise.</param>
internal readonly record struct KeysAndValues(Variable Keys, Variable Values);
