using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>A layer that retrieves from the patterns of the steps so far, and a small network behind it.</summary>
internal sealed class HopfieldLayer : ISequenceLayer
{
    private readonly SelfAttentionLayer _attention;
    private readonly FeedForwardLayer _network;
    private readonly Normalization _before, _between;

    /// <param name="config">The machine.</param>
    /// <param name="weights">What traces call the weights.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public HopfieldLayer(HopfieldConfig config, string weights, ParameterScope scope)
    {
        _attention = new(
            new(config.Width, config.Width, config.Heads, config.Positions, config.Updates, (Real?)config.Beta), weights,
            scope.Child("retrieval"));
        _network = new(config.Width, config.Hidden, ActivationKind.Gelu, scope.Child("network"));
        (_before, _between) = (new(config.Width, 1, scope.Child("norm1")), new(config.Width, 1, scope.Child("norm2")));
    }

    public Variable Run(LayerPass pass, Variable x, LayerCache? cache)
    {
        Tape tape = pass.Tape;
        x = tape.Add(x, pass.Drop(_attention.Run(pass, _before.Of(tape, x), cache)));
        return tape.Add(x, pass.Drop(_network.Run(tape, _between.Of(tape, x))));
    }
}
