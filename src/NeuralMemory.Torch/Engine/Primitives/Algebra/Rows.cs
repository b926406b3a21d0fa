using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    // What of this pass was taken apart into its steps.
    private readonly Dictionary<(Variable Whole, SequenceBatch Batch), Tensor[]> _steppedThrough = [];

    protected override Variable RowsCore(Variable x, int row, int count) => Run(() =>
        Result("Rows", Of(x).narrow(0, row, count), x.Shape.WithRows(count)));

    /// <summary>One split and not a slice for each step, whose backward pass would go over all steps.</summary>
    protected override Variable RowsOfStepCore(Variable x, SequenceBatch batch, int step) => Run(() =>
    {
        if (!_steppedThrough.TryGetValue((x, batch), out Tensor[]? steps))
        {
            long[] sizes = [.. Enumerable.Range(0, batch.MaxLength).Select(t => (long)batch.RowsAt(t))];
            steps = [.. Of(x).split(sizes, 0).Select(part => _pass.Add(part, 0))];
            _steppedThrough.Add((x, batch), steps);
        }

        return Result("RowsOfStep", steps[step].alias(), new Shape(batch.RowsAt(step), x.Shape.RowCount));
    });

    protected override void RowsIntoCore(Variable destination, int row, ReadOnlySpan<Variable> inputs) => Run(inputs, inputs =>
    {
        int rows = inputs[0].Rows;
        var parts = new Tensor[inputs.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Matrix(inputs[i], rows);
        Tensor y = parts.Length == 1 ? parts[0].alias() : torch.cat(parts, 1);
        Write(destination, row, rows, "RowsInto", null, y);
        return y;
    });
}
