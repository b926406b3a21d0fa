using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override (Variable Y, Variable? Next) CausalConvolutionCore(
        Variable x, Variable kernel, SequenceRows rows, Variable? state, bool keeps) => Run(() =>
    {
        int sequences = rows.Sequences, taps = kernel.Shape[0], before = taps - 1, width = x.Shape[1], longest = rows.Longest;
        Tensor own = Padded(x, rows, sequences, 1).view(sequences, longest, width);
        Tensor past = state is null
            ? torch.zeros([sequences, before, width], Precision.Type, _device)
            : Of(state, sequences).view(sequences, before, width);
        Tensor all = torch.cat([past, own], 1), weights = Of(kernel);
        Tensor sum = all.narrow(1, 0, longest).mul(weights.narrow(0, 0, 1));
        for (int j = 1; j < taps; j++)
            sum = sum.addcmul(all.narrow(1, j, longest), weights.narrow(0, j, 1), Numbers.One);
        Variable y = Result("CausalConvolution", Packed(sum.unsqueeze(1), rows, x.Rows), x.Shape);
        if (!keeps)
            return (y, (Variable?)null);
        var last = new long[sequences * before];
        for (int i = 0; i < last.Length; i++)
            last[i] = i / before * (before + longest) + rows.Count(i / before) + i % before;
        Tensor next = all.view(-1, width).index_select(0, Indices(last)).view(sequences, before, width);
        return (y, Result(
            "CausalConvolution", next, new Shape(sequences, before, width), PrimitiveAxes.Cache, "next"));
    });
}
