using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A layer of a recurrent stack: a mixer over time, and a small network, each behind a normalisation and added to its input.
/// </summary>
internal sealed class RecurrentBlock : ISequenceLayer
{
    private readonly ISequenceMixer _mixer;
    private readonly FeedForwardLayer? _network;
    private readonly Normalization _before;
    private readonly Normalization? _between;

    /// <param name="config">The machine.</param>
    /// <param name="mixer">Makes the mixer, whose parameters are declared in a scope of its own.</param>
    /// <param name="scope">Where <c>mixer</c>, <c>network</c>, <c>norm1</c> and <c>norm2</c> are declared.</param>
    public RecurrentBlock(RecurrentStackConfig config, Func<ParameterScope, ISequenceMixer> mixer, ParameterScope scope)
    {
        _mixer = mixer(scope.Child("mixer"));
        _before = new(config.Width, 1, scope.Child("norm1"));
        if (config.Hidden == 0)
            return;
        _network = new(config.Width, config.Hidden, config.Activation, scope.Child("network"), config.Gated);
        _between = new(config.Width, 1, scope.Child("norm2"));
    }

    public void Begin(Tape tape, LayerCache cache, int sequences) => _mixer.Begin(tape, cache, sequences);

    public Variable Run(LayerPass pass, Variable x, LayerCache? cache)
    {
        Tape tape = pass.Tape;
        x = tape.Add(x, pass.Drop(_mixer.Mix(pass, _before.Of(tape, x), cache)));
        return _network is null ? x : tape.Add(x, pass.Drop(_network.Run(tape, _between!.Of(tape, x))));
    }
}
