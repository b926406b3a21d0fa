using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable EmbedCore(Variable inputs, ReadOnlySpan<int> columns, ReadOnlySpan<Parameter> tables, int width) =>
        Run(new Embedding(columns, tables), embedding =>
        {
            Tensor x = Of(inputs);
            List<Tensor> parts = [];
            int next = 0;
            for (int i = 0; i < embedding.Columns.Length; i++)
            {
                int column = embedding.Columns[i];
                if (column > next)
                    parts.Add(x.narrow(1, next, column - next));
                parts.Add(RowsOf(embedding.Tables[i], x.select(1, column)));
                next = column + 1;
            }

            if (next < inputs.Shape.RowCount)
                parts.Add(x.narrow(1, next, inputs.Shape.RowCount - next));
            return Result("Embed", parts.Count == 1 ? parts[0] : torch.cat(parts, 1), new Shape(inputs.Rows, width));
        });

    /// <summary>Rows of a table; zeros where the number is that of no symbol.</summary>
    private Tensor RowsOf(Parameter table, Tensor numbers)
    {
        Tensor isSymbol = numbers.ge(Numbers.Zero).to(Precision.Type).unsqueeze(1);
        return _parameters.Leaf(table).index_select(0, IndicesOf(numbers.detach(), table.Shape[0])).mul(isSymbol);
    }

    private readonly ref struct Embedding(ReadOnlySpan<int> columns, ReadOnlySpan<Parameter> tables)
    {
        public ReadOnlySpan<int> Columns { get; } = columns;

        public ReadOnlySpan<Parameter> Tables { get; } = tables;
    }
}
