using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Attention of the rows of a pass to each other, and to those of the steps before.</summary>
/// <param name="config">Width, heads, positions and updates.</param>
/// <param name="weights">What traces call the weights of the last update.</param>
/// <param name="scope">Where the parameters of <see cref="AttentionLayer"/> are declared.</param>
internal sealed class SelfAttentionLayer(AttentionLayerConfig config, string weights, ParameterScope scope)
{
    private readonly AttentionLayer _attention = new(config, config.InputWidth, scope);

    /// <summary>Looks from every row.</summary>
    /// <param name="pass">The rows.</param>
    /// <param name="x">[R, I]</param>
    /// <param name="cache">Keys and values of the steps before, which those of the rows join; null for none.</param>
    /// <returns>[R, I]</returns>
    public Variable Run(LayerPass pass, Variable x, LayerCache? cache)
    {
        (KeysAndValues source, SequenceRows rows) = pass.Join(_attention.Read(pass.Tape, x, pass.Rows, pass.Place), cache);
        return _attention.Attend(pass.Tape, x, pass.Rows, source, rows, pass.Mask, pass.Trace, weights, pass.Place);
    }
}
