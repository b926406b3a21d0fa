using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// A layer of attention, and behind it a small network or a product-key memory; both see normalised rows, and add to their input.
/// </summary>
internal sealed class ProductKeyLayer : ISequenceLayer
{
    private readonly SelfAttentionLayer _attention;
    private readonly FeedForwardLayer? _network;
    private readonly ProductKeyMemory? _memory;
    private readonly Normalization _before, _between;

    /// <param name="config">The machine.</param>
    /// <param name="number">Which layer it is, from 0.</param>
    /// <param name="weights">What traces call the weights of attention.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public ProductKeyLayer(ProductKeyConfig config, int number, string weights, ParameterScope scope)
    {
        _attention = new(new(config.Width, config.Width, config.Heads, config.Positions), weights, scope.Child("self"));
        if (config.HasMemory(number))
            _memory = new(config.Memory, config.Width, number, scope.Child("memory"));
        else
            _network = new(config.Width, config.Hidden, ActivationKind.Gelu, scope.Child("network"));
        (_before, _between) = (new(config.Width, 1, scope.Child("norm1")), new(config.Width, 1, scope.Child("norm2")));
    }

    public Variable Run(LayerPass pass, Variable x, LayerCache? cache)
    {
        Tape tape = pass.Tape;
        x = tape.Add(x, pass.Drop(_attention.Run(pass, _before.Of(tape, x), cache)));
        Variable normal = _between.Of(tape, x);
        return tape.Add(x, pass.Drop(_memory?.Run(pass, normal) ?? _network!.Run(tape, normal)));
    }
}
