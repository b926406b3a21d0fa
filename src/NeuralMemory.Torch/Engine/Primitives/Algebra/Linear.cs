using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable LinearCore(Parameter layer, ReadOnlySpan<Variable> inputs, int rows) => Run(inputs, inputs =>
        Result("Linear", Product(layer, inputs, rows), new Shape(rows, layer.Shape[0]), PrimitiveAxes.Units, layer.Name));

    protected override void LinearIntoCore(
        Parameter layer, Variable destination, int row, ReadOnlySpan<Variable> inputs, int rows) => Run(inputs, inputs =>
    {
        Tensor y = Product(layer, inputs, rows);
        Write(destination, row, rows, "Linear", layer.Name, y);
        return y;
    });

    private Tensor Product(Parameter layer, ReadOnlySpan<Variable> inputs, int rows)
    {
        var parts = new Tensor[inputs.Length + (layer.HasBias ? 1 : 0)];
        for (int i = 0; i < inputs.Length; i++)
            parts[i] = Matrix(inputs[i], rows);
        if (layer.HasBias)
            parts[^1] = Ones(rows);
        return Product(layer, torch.cat(parts, 1));
    }

    private Tensor Product(Parameter layer, Tensor x)
    {
        Tensor y = x.mm(_parameters.Weights(layer));
        if (!IsRecording)
            return y;
        // The weights are outside of autograd, so that nothing may lie behind this so far.
        if (!y.requires_grad)
            y.requires_grad_(true);
        _parameters.Uses(layer).Add(_pass.Add(x, x.numel()), y);
        return y;
    }

    /// <summary>[rows, 1] what biases are multiplied with.</summary>
    private Tensor Ones(int rows) => OfTape("ones", rows, () => torch.ones([rows, 1], Precision.Type, _device));
}
