using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable UpdateStackCore(Variable stacks, Variable actions, Variable values) => Run(() =>
    {
        int rows = actions.Rows, count = values.Shape[1], width = values.Shape[2], depth = stacks.Shape[2];
        Tensor stack = Of(stacks, rows).reshape(rows, count, width, depth), value = Of(values).reshape(rows, count, width, 1);
        Tensor shares = Of(actions).reshape(rows, count, 3, 1);
        Tensor down = TorchSharp.torch.cat([value, stack.narrow(3, 0, depth - 1)], 3);
        Tensor up = TorchSharp.torch.nn.functional.pad(stack.narrow(3, 1, depth - 1), [0, 1]);
        Tensor next = shares.narrow(2, 0, 1).mul(down).add(shares.narrow(2, 1, 1).mul(up), Numbers.One)
            .add(shares.narrow(2, 2, 1).mul(stack), Numbers.One);
        Shape shape = new(rows, count * width, depth);
        return Result("UpdateStack", next.reshape(Dimensions(shape)), shape, PrimitiveAxes.Memory);
    });
}
