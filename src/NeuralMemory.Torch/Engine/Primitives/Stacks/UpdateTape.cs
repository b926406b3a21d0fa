using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable UpdateTapeCore(Variable tapes, Variable actions, Variable values, Variable jumps) => Run(() =>
    {
        int rows = actions.Rows, count = values.Shape[1], width = values.Shape[2], cells = tapes.Shape[2];
        Tensor tape = Of(tapes, rows).reshape(rows, count, width, cells), value = Of(values).reshape(rows, count, width, 1);
        Tensor shares = Of(actions).reshape(rows, count, TapeActions, 1);
        Tensor written = torch.cat([value, tape.narrow(3, 1, cells - 1)], 3);
        Tensor next = Part(0, written).add(Part(1, written.roll(-1, 3)), Numbers.One).add(Part(2, written.roll(1, 3)), Numbers.One)
            .add(Part(3, Jumped(1)), Numbers.One).add(Part(4, Jumped(-1)), Numbers.One);
        Shape shape = new(rows, count * width, cells);
        return Result("UpdateTape", next.reshape(Dimensions(shape)), shape, PrimitiveAxes.Memory);

        Tensor Part(int action, Tensor moved) => shares.narrow(2, action, 1).mul(moved);

        // What stands J cells behind, around the circle; J differs from sequence to sequence.
        Tensor Jumped(int direction)
        {
            using Scalar circle = Numbers.Of((long)cells);
            Tensor places = torch.arange(Numbers.First, circle, Numbers.One, torch.int64, written.device).view(1, 1, 1, cells);
            Tensor jump = Of(jumps, rows).detach().to_type(torch.int64).view(rows, 1, 1, 1);
            Tensor from = places.add(jump, direction > 0 ? Numbers.One : Numbers.MinusOne).remainder(circle);
            return written.gather(3, from.expand(rows, count, width, cells));
        }
    });

    private const int TapeActions = 5;
}
