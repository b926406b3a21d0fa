using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable EmbedCore(Variable inputs, ReadOnlySpan<int> columns, ReadOnlySpan<Parameter> tables, int width)
    {
        Graph.Begin("Embed");
        Value x = Of(inputs);
        List<Value> parts = [];
        int next = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i] > next)
                parts.Add(x.Slice(1, next, columns[i]));
            parts.Add(Symbols(tables[i], x.Slice(1, columns[i], columns[i] + 1)));
            next = columns[i] + 1;
        }

        if (next < inputs.Shape.RowCount)
            parts.Add(x.Slice(1, next, inputs.Shape.RowCount));
        return Result(Value.Concat(1, [.. parts]), new Shape(inputs.Rows, width));
    }

    /// <summary>Rows of a table by numbers [B, 1]; zeros where the number is that of no symbol.</summary>
    private Value Symbols(Parameter table, Value numbers)
    {
        Value indices = numbers.Clip(0, table.Shape[0] - 1).Cast(ElementType.Whole).Squeeze(1);
        Value isSymbol = numbers.IsAtLeast(Graph.Number(0)).Cast(ElementType.Single);
        return Weights(table.Tensors[0]).Gather(indices, 0).Multiply(isSymbol);
    }
}
