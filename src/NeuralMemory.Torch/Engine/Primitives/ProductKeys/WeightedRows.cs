using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable WeightedRowsCore(Parameter table, Variable weights, Variable slots) => Run(() =>
    {
        int rows = weights.Rows, count = weights.Shape.RowCount, width = table.Shape[1];
        Tensor chosen = Of(slots).detach().to_type(TorchSharp.torch.int64).reshape(-1);
        Tensor values = _parameters.Leaf(table).index_select(0, chosen).reshape(rows, count, width);
        Tensor read = Of(weights).reshape(rows, 1, count).bmm(values).reshape(rows, width);
        return Result("WeightedRows", read, new Shape(rows, width), PrimitiveAxes.Units);
    });
}
