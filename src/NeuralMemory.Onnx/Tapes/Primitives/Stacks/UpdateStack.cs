using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable UpdateStackCore(Variable stacks, Variable actions, Variable values)
    {
        Graph.Begin("UpdateStack");
        int rows = actions.Rows, count = values.Shape[1], width = values.Shape[2], depth = stacks.Shape[2];
        Value stack = Of(stacks, rows).Reshape(0, count, width, depth), above = Of(values).Unsqueeze(3);
        Value[] shares = [.. Of(actions).Unsqueeze(3).Split(2, 1, 1, 1)];
        Value down = above, up = Repeat(Graph.Number(0), new Shape(rows, count, width, 1));
        if (depth > 1)
            (down, up) = (Value.Concat(3, above, stack.Slice(3, 0, depth - 1)), Value.Concat(3, stack.Slice(3, 1, depth), up));
        Value next = shares[0].Multiply(down).Add(shares[1].Multiply(up)).Add(shares[2].Multiply(stack));
        return Result(next.Reshape(0, count * width, depth), new Shape(rows, count * width, depth));
    }
}
