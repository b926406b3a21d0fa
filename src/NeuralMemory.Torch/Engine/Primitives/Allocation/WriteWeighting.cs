using NeuralMemory.Autodiff;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable WriteWeightingCore(
        Variable allocation, Variable content, Variable allocationGates, Variable writeGates) => Run(() =>
    {
        int rows = content.Rows;
        Tensor where = Of(content).lerp(Of(allocation, rows), Of(allocationGates, rows));
        return Result("WriteWeighting", where.mul(Of(writeGates, rows)), content.Shape, PrimitiveAxes.HeadSlots);
    });
}
