using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable GatherRowsCore(Variable x, ReadOnlySpan<int> rows) => Run(rows, rows =>
    {
        long[] indices = Array.ConvertAll(rows.ToArray(), row => (long)row);
        return Result("GatherRows", Of(x).index_select(0, Indices(indices)), x.Shape.WithRows(rows.Length));
    });

    protected override Variable LookupCore(Parameter table, ReadOnlySpan<int> indices) => Run(indices, indices =>
    {
        Tensor rows = _parameters.Leaf(table);
        if (indices.Contains(-1))
        {
            // Row 0 stands in for none, and is multiplied with nothing.
            var kept = new Real[indices.Length];
            for (int i = 0; i < kept.Length; i++)
                kept[i] = indices[i] < 0 ? 0 : 1;
            Tensor some = rows.index_select(0, Indices(Array.ConvertAll(indices.ToArray(), index => Math.Max(0L, index))));
            rows = some.mul((_feed?.Constants ?? _constants).Next(kept).view(-1, 1));
        }
        else
        {
            rows = rows.index_select(0, Indices(Array.ConvertAll(indices.ToArray(), index => (long)index)));
        }

        return Result("Lookup", rows, new Shape(indices.Length, table.Shape[1]));
    });
}
