using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable FirstCellsCore(Variable memory, int rows, int count) => Run(() =>
    {
        int width = memory.Shape[1], slots = memory.Shape[2];
        Tensor all = Of(memory, rows);
        Tensor cells = count <= slots ? all.narrow(2, 0, count) : TorchSharp.torch.nn.functional.pad(all, [0, count - slots]);
        return Result("FirstCells", cells.transpose(1, 2), new Shape(rows, count, width), PrimitiveAxes.HeadNumbers);
    });
}
