using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// Rows look at other rows, or at themselves, and a small network follows; all normalised before, and added to what was there (Jaegle et
/// al. 2021, arXiv 2103.03206, section 3.1).
/// </summary>
internal sealed class CrossBlock
{
    private readonly AttentionLayer _attention;
    private readonly FeedForwardLayer _network;
    private readonly Normalization _rows, _between;
    private readonly Normalization? _source;

    /// <param name="config">Width and heads.</param>
    /// <param name="hidden">The units of the network.</param>
    /// <param name="sourceWidth">How wide the rows are that are looked at; null where rows look at themselves.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public CrossBlock(AttentionLayerConfig config, int hidden, int? sourceWidth, ParameterScope scope)
    {
        _attention = new(config, sourceWidth ?? config.InputWidth, scope.Child("attention"));
        _network = new(config.InputWidth, hidden, ActivationKind.Gelu, scope.Child("network"));
        (_rows, _between) = (new(config.InputWidth, 1, scope.Child("norm1")), new(config.InputWidth, 1, scope.Child("norm2")));
        _source = sourceWidth is { } width ? new(width, 1, scope.Child("norm_source")) : null;
    }

    /// <summary>Runs the block.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">[Q, E]</param>
    /// <param name="rows">Which of them belong to each sequence.</param>
    /// <param name="source">[K, S] what is looked at; means nothing where rows look at themselves.</param>
    /// <param name="sourceRows">Which of its rows belong to each sequence.</param>
    /// <param name="trace">Receives the weights; null for none.</param>
    /// <param name="name">What they are called.</param>
    /// <returns>[Q, E]</returns>
    public Variable Run(
        Tape tape, Variable x, SequenceRows rows, Variable source, SequenceRows sourceRows, RowTrace? trace, string name)
    {
        Variable normal = _rows.Of(tape, x);
        KeysAndValues seen = _source is null
            ? _attention.Read(tape, normal, rows)
            : _attention.Read(tape, _source.Of(tape, source), sourceRows);
        Variable read = _attention.Attend(
            tape, normal, rows, seen, _source is null ? rows : sourceRows, AttentionMask.None, trace, name);
        x = tape.Add(x, read);
        return tape.Add(x, _network.Run(tape, _between.Of(tape, x)));
    }
}
