using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable RetainCore(Variable memory, Variable retention) => Run(() =>
    {
        int rows = retention.Rows;
        Tensor kept = Of(memory, rows).mul(Of(retention).unsqueeze(1));
        return Result("Retain", kept, new Shape(rows, memory.Shape[1], memory.Shape[2]), PrimitiveAxes.Memory);
    });
}
