using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable GatherRowsCore(Variable x, ReadOnlySpan<int> rows)
    {
        Graph.Begin("GatherRows");
        return Result(RowsAt(Of(x), x.Rows, rows), x.Shape.WithRows(rows.Length));
    }

    protected override Variable LookupCore(Parameter table, ReadOnlySpan<int> indices)
    {
        Graph.Begin($"{table.Name}/Lookup");
        var shape = new Shape(indices.Length, table.Shape[1]);
        if (!indices.Contains(-1))
            return Result(RowsAt(Weights(table.Tensors[0]), table.Shape[0], indices), shape);
        int[] numbers = indices.ToArray();
        Value isThere = Graph.NewTensor<float>(
            "constants/is_there", [numbers.Length, 1], Array.ConvertAll(numbers, index => index < 0 ? 0f : 1f));
        Value rows = Weights(table.Tensors[0]).Gather(Indices(Array.ConvertAll(numbers, index => Math.Max(0, index))), 0);
        return Result(rows.Multiply(isThere), shape);
    }

    /// <summary>Rows of a tensor that has <paramref name="count"/> of them.</summary>
    private Value RowsAt(Value x, int count, ReadOnlySpan<int> rows)
    {
        int first = rows[0];
        bool isRepeated = !rows.ContainsAnyExcept(first);
        if (rows.Length > 1 && isRepeated && OpenOf(rows.Length) is { } times)
            return x.Gather(Graph.Whole(first).Expand(times.Size), 0);
        if (AreFromFirst(rows) && rows.Length > 1)
            return FirstRows(x, count, rows.Length);
        // The last of as many rows as the model is given.
        if (rows.Length == 1 && first == count - 1 && OpenOf(count) is not null)
            return x.Gather(Graph.Wholes(-1), 0);
        return x.Gather(Indices(rows), 0);
    }

    private Value FirstRows(Value x, int count, int rows)
    {
        if (OpenOf(rows) is { } open)
        {
            // A table of places has an end, however many steps there are.
            Longest = Math.Min(Longest ?? count, count);
            return x.FirstRows(open.Size);
        }

        return rows == count ? x : x.Slice(0, 0, rows);
    }

    private static bool AreFromFirst(ReadOnlySpan<int> rows)
    {
        for (int i = 0; i < rows.Length; i++)
            if (rows[i] != i)
                return false;
        return true;
    }
}
