using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override (Variable Usage, Variable Retention) UsageCore(
        Variable usage, Variable writes, Variable reads, Variable freeGates, bool throughWrites) => Run(() =>
    {
        int rows = freeGates.Rows;
        Tensor written = throughWrites ? Of(writes, rows) : Of(writes, rows).detach();
        // A weight may round to just above 1. A usage just below 0 would not be sorted before all others.
        Tensor kept = AtLeast(Unless(_one, Of(reads, rows).mul(Of(freeGates))), Numbers.Zero);
        Tensor free = AtLeast(Unless(_one.sub(Of(usage, rows)), written), Numbers.Zero);
        var shape = new Shape(rows, usage.Shape[1]);
        return ((Variable)Result("Usage", kept.addcmul(kept, free, Numbers.MinusOne), shape, PrimitiveAxes.Slots),
            (Variable)Result("Usage", kept, shape, PrimitiveAxes.Slots, "retention"));
    });

    /// <summary>x prod over heads (1 - w): what is left of x [B, N] or of 1 after all heads of w [B, H, N].</summary>
    private static Tensor Unless(Tensor x, Tensor w)
    {
        foreach (Tensor head in w.unbind(1))
            x = x.addcmul(x, head, Numbers.MinusOne);
        return x;
    }
}
