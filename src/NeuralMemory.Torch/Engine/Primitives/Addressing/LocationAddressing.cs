using NeuralMemory.Autodiff;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable LocationAddressingCore(
        Variable content, Variable previous, Variable gate, Variable shifts, Variable sharpening) => Run(() =>
    {
        int rows = content.Rows, heads = content.Shape[1], slots = content.Shape[2], window = shifts.Shape[2];
        Tensor gated = Of(previous, rows).lerp(Of(content), Of(gate, rows));
        Tensor around = gated.view(rows * heads, slots)
            .gather(1, Circle(slots, window).expand(rows * heads, slots * window)).view(rows * heads, slots, window);
        Tensor shifted = around.bmm(Of(shifts, rows).reshape(rows * heads, window, 1)).view(rows, heads, slots);
        Tensor scores = AtLeast(shifted, Numbers.Tiny).log().mul(Of(sharpening, rows));
        return Result("LocationAddressing", scores.softmax(-1), content.Shape, PrimitiveAxes.HeadSlots);
    });

    /// <summary>For each slot and offset -S .. S the slot n - o, around the circle.</summary>
    private Tensor Circle(int slots, int window) => OfTape("circle", slots, () =>
    {
        long[] indices = new long[slots * window];
        for (int n = 0; n < slots; n++)
            for (int k = 0; k < window; k++)
                indices[n * window + k] = ((n - (k - window / 2)) % slots + slots) % slots;
        return torch.tensor(indices, [1, slots * window], device: _device);
    }, window);

    /// <summary>max(x, least), whose gradient passes as if x were that number: what rounding did is no reason to learn nothing.</summary>
    private static Tensor AtLeast(Tensor x, Scalar least)
    {
        Tensor plain = x.detach();
        return x.add(plain.clamp_min(least).sub_(plain), Numbers.One);
    }
}
