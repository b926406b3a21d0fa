using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable BilinearCore(Parameter layer, Variable hidden, ReadOnlySpan<Variable> inputs, int rows) =>
        Run(inputs, inputs =>
        {
            var parts = new Tensor[inputs.Length];
            for (int i = 0; i < parts.Length; i++)
                parts[i] = Matrix(inputs[i], rows);
            Tensor x = parts.Length == 1 ? parts[0] : torch.cat(parts, 1);
            Tensor pairs = x.unsqueeze(2).mul(Matrix(hidden, rows).unsqueeze(1)).reshape(rows, -1);
            Tensor y = Product(layer, layer.HasBias ? torch.cat([pairs, Ones(rows)], 1) : pairs);
            return Result("Bilinear", y, new Shape(rows, layer.Shape[0]), PrimitiveAxes.Units, layer.Name);
        });
}
