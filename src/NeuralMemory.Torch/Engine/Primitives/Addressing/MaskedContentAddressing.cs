using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable MaskedContentAddressingCore(
        Variable keys, Variable strengths, Variable masks, Variable memory) => Run(() =>
    {
        int rows = keys.Rows;
        Tensor mask = Of(masks, rows), m = Of(memory, rows), masked = Of(keys).mul(mask);
        Tensor keyLengths = InverseLengths(masked, 2);
        Tensor slotLengths = mask.pow(Numbers.Two).bmm(m.pow(Numbers.Two)).add(Numbers.Epsilon, Numbers.One).rsqrt();
        // The mask comes last on the way there and first on the way back: nothing may become 0 times infinity.
        Tensor dots = masked.mul(mask).bmm(m), scores = dots.mul(slotLengths).mul(keyLengths.mul(Of(strengths, rows)));
        var shape = new Shape(rows, keys.Shape[1], memory.Shape[2]);
        return Result("MaskedContentAddressing", scores.softmax(-1), shape, PrimitiveAxes.HeadSlots);
    });
}
