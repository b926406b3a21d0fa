using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A convolution over the last few steps, each channel by itself, so that a step can tell what came just before it (Yang et al. 2024, arXiv
/// 2406.06484, section 4; Beck et al. 2024, arXiv 2405.04517, figures 9 and 10). Without bias.
/// </summary>
internal sealed class ShortConvolution
{
    private readonly Parameter _kernel;
    private readonly string _state;

    /// <param name="width">C, the channels.</param>
    /// <param name="taps">K, how many steps are seen, the present one included; at least 2.</param>
    /// <param name="state">What the machine's state calls the inputs that are kept, such as <c>layer0/key_inputs</c>.</param>
    /// <param name="scope">Where <c>kernel</c> is declared.</param>
    public ShortConvolution(int width, int taps, string state, ParameterScope scope)
    {
        _state = state;
        Real bound = 1 / Real.Sqrt(taps);
        _kernel = scope.Tensor("kernel", new Shape(taps, width), (stream, _) => (Real)stream.NextDouble(-bound, bound));
    }

    /// <summary>Puts the inputs before the first step into a cache: zeros.</summary>
    public void Begin(Tape tape, LayerCache cache, int sequences) =>
        cache.Begin(_state, tape.Fill(new Shape(sequences, _kernel.Shape[0] - 1, _kernel.Shape[1]), 0));

    /// <summary>[R, C] from [R, C].</summary>
    public Variable Of(LayerPass pass, Variable x, LayerCache? cache)
    {
        Variable kernel = pass.Tape.Use(_kernel);
        if (cache is null)
            return pass.Tape.CausalConvolution(x, kernel, pass.Rows);
        Variable y = pass.Tape.CausalConvolution(x, kernel, pass.Rows, cache[_state], out Variable next);
        cache[_state] = next;
        return y;
    }
}
