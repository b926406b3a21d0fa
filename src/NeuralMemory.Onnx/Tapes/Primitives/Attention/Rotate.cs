using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable RotateCore(Variable x, SequenceRows rows, int heads, int offset)
    {
        Graph.Begin("Rotate");
        Expect(rows, rows);
        int width = x.Shape.RowCount / heads, pairs = width / 2;
        Value value = Of(x), steps = Graph.Tensor(
            $"constants/rotary steps of {width}", [pairs],
            () => Enumerable.Range(0, pairs).Select(pair => 1 / Math.Pow(10_000, 2.0 * pair / width)).ToArray());
        Value places = value.Size(0).Range();
        if (offset > 0)
            places = places.Add(Graph.Whole(offset));
        // In double precision, as the angles of far places need it.
        Value angles = places.Cast(ElementType.Double).Unsqueeze(1).Multiply(steps);
        Value cosines = angles.Cosine().Cast(ElementType.Single).Unsqueeze(1), sines = angles.Sine().Cast(ElementType.Single).Unsqueeze(1);
        Value[] parts = value.Reshape(0, heads, pairs, 2).Split(3, 1, 1);
        Value even = parts[0].Squeeze(3), odd = parts[1].Squeeze(3);
        Value turned = Value.Concat(
            3, even.Multiply(cosines).Subtract(odd.Multiply(sines)).Unsqueeze(3),
            odd.Multiply(cosines).Add(even.Multiply(sines)).Unsqueeze(3));
        return Result(turned.Reshape(0, heads * width), x.Shape);
    }
}
