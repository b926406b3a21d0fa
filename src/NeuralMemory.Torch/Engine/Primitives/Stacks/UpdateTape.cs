using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable UpdateTapeCore(Variable tapes, Variable actions, Variable values, Variable jumps) => Run(() =>
    {
        int rows = actions.Rows, count = values.Shape[1], width = values.Shape[2], cells = tapes.Shape[2];
        Tensor tape = Of(tapes, rows).reshape(rows, count, width, cells), value = Of(values).reshape(rows, count, width, 1);
        Tensor shares = Of(actions).reshape(rows, count, TapeActions, 1);
        Tensor written = TorchSharp.torch.cat([value, tape.narrow(3, 1, cells - 1)], 3);
        Tensor next = Share(0) * written + Share(1) * written.roll(-1, 3) + Share(2) * written.roll(1, 3)
            + Share(3) * Jumped(1) + Share(4) * Jumped(-1);
        Shape shape = new(rows, count * width, cells);
        return Result("UpdateTape", next.reshape(Dimensions(shape)), shape, PrimitiveAxes.Memory);

        Tensor Share(int action) => shares.narrow(2, action, 1);

        // What stands J cells behind, around the circle; J differs from sequence to sequence.
        Tensor Jumped(int direction)
        {
            Tensor places = TorchSharp.torch.arange(cells, dtype: TorchSharp.torch.int64, device: written.device).view(1, 1, 1, cells);
            Tensor jump = Of(jumps, rows).detach().to_type(TorchSharp.torch.int64).view(rows, 1, 1, 1);
            Tensor from = (direction > 0 ? places + jump : places - jump).remainder(cells);
            return written.gather(3, from.expand(rows, count, width, cells));
        }
    });

    private const int TapeActions = 5;
}
