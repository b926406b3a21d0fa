using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override TemporalLinks TemporalLinkCore(Variable link, Variable precedence, Variable writes, Variable reads)
    {
        Graph.Begin("TemporalLink");
        int rows = writes.Rows, writers = writes.Shape[1], slots = writes.Shape[2], readers = reads.Shape[1];
        Value w = Of(writes), p = Of(precedence, rows), own = w.Unsqueeze(3);
        Value all = own.FromOne().Subtract(w.Unsqueeze(2)).Multiply(Of(link, rows)).Add(own.Multiply(p.Unsqueeze(2)));
        Value places = Places(slots), isDiagonal = places.Unsqueeze(1).IsEqual(places);
        Value next = isDiagonal.Choose(Graph.Number(0), all), read = Of(reads, rows).Unsqueeze(1);
        var followed = new Shape(rows, readers, writers, slots);
        return new TemporalLinks(
            Result(next, new Shape(rows, writers, slots, slots)), Result(NextPrecedence(p, w), writes.Shape),
            Result(read.MatMul(next.Transpose(0, 1, 3, 2)).Transpose(0, 2, 1, 3), followed),
            Result(read.MatMul(next).Transpose(0, 2, 1, 3), followed));
    }

    /// <summary>p = (1 - sum of w) p' + w.</summary>
    private static Value NextPrecedence(Value precedence, Value writes) =>
        writes.Sum(-1, keeps: true).FromOne().Multiply(precedence).Add(writes);

    /// <summary>[N] 0, 1, .. N - 1.</summary>
    private Value Places(int count) => Graph.Tensor(
        $"constants/places of {count}", [count], () => Enumerable.Range(0, count).Select(place => (long)place).ToArray());
}
