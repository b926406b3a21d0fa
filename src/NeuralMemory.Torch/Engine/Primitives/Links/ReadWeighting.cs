using NeuralMemory.Autodiff;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable ReadWeightingCore(Variable modes, Variable backward, Variable content, Variable forward) => Run(() =>
    {
        int rows = content.Rows, readers = content.Shape[1], slots = content.Shape[2], sources = modes.Shape[2];
        Tensor all = torch.cat([Of(backward, rows), Of(content).unsqueeze(2), Of(forward, rows)], 2);
        Tensor weights = Of(modes, rows).reshape(rows * readers, 1, sources).bmm(all.view(rows * readers, sources, slots));
        return Result("ReadWeighting", weights.view(rows, readers, slots), content.Shape, PrimitiveAxes.HeadSlots);
    });
}
