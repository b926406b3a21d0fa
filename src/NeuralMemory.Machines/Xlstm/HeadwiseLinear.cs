using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// A linear layer that maps a row to one as wide; in blocks, which do not see one another, or as a whole (Beck et al. 2024, arXiv
/// 2405.04517, figures 10 and 11).
/// </summary>
internal sealed class HeadwiseLinear
{
    private readonly Parameter _weights;
    private readonly Parameter? _bias;

    /// <param name="name">The name of its weights: <c>name/weight</c> as a whole, <c>name</c> [blocks, numbers, numbers] in blocks.</param>
    /// <param name="width">The numbers of a row.</param>
    /// <param name="block">Those of a block; 0 for a single one.</param>
    /// <param name="scope">Where they are declared.</param>
    /// <param name="biasOf">Where the bias of each number begins; null for no bias. Of blocks: <c>name_bias</c>.</param>
    public HeadwiseLinear(string name, int width, int block, ParameterScope scope, Func<int, Real>? biasOf = null)
    {
        if (block == 0)
        {
            _weights = scope.Linear(name, width, width, LinearInitializer.Default, uniform: true, bias: false);
            return;
        }

        Real bound = 1 / Real.Sqrt(block);
        _weights = scope.Tensor(name, new Shape(width / block, block, block), (stream, _) => (Real)stream.NextDouble(-bound, bound));
        _bias = biasOf is null ? null : scope.Tensor($"{name}_bias", new Shape(width), (_, i) => biasOf(i));
    }

    /// <summary>[R, C] from [R, C].</summary>
    public Variable Of(Tape tape, Variable x) => _weights.Layout is null
        ? tape.BlockLinear(x, tape.Use(_weights), _bias is null ? null : tape.Use(_bias))
        : tape.Linear(_weights, x);
}
