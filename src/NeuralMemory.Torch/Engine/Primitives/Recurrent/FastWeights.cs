using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override (Variable Reads, Variable? Next) FastWeightsCore(
        FastWeightInputs inputs, SequenceRows rows, FastWeightRule rule, Variable? state, bool keeps, Variable? memories) => Run(() =>
    {
        int sequences = rows.Sequences, heads = rule.Heads, count = inputs.Keys.Rows;
        int keyNumbers = inputs.Keys.Shape[1] / heads, valueNumbers = inputs.Values.Shape[1] / heads;
        Tensor q = OfUnitLength(Padded(inputs.Queries, rows, sequences, heads));
        Tensor k = OfUnitLength(Padded(inputs.Keys, rows, sequences, heads));
        Tensor v = Padded(inputs.Values, rows, sequences, heads), strengths = Padded(inputs.Strengths, rows, sequences, heads);
        Tensor? decays = inputs.Decays is null ? null : KeptBehind(Padded(inputs.Decays, rows, sequences, heads), rows);
        Tensor memory = state is null
            ? torch.zeros([sequences, heads, keyNumbers, valueNumbers], Precision.Type, _device)
            : Of(state, sequences).view(sequences, heads, keyNumbers, valueNumbers);
        Tensor[] reads = new Tensor[rows.Longest], all = memories is null ? [] : new Tensor[rows.Longest];
        for (int t = 0; t < reads.Length; t++)
        {
            Tensor key = k.narrow(2, t, 1), value = v.narrow(2, t, 1);
            if (decays is not null)
                memory = memory.mul(decays.narrow(2, t, 1));
            if (rule.Erases)
                value = value.sub(key.matmul(memory));
            memory = memory.add(key.transpose(2, 3).mul(value.mul(strengths.narrow(2, t, 1))), Numbers.One);
            reads[t] = q.narrow(2, t, 1).matmul(memory);
            if (memories is not null)
                all[t] = memory.detach().view(sequences, heads, 1, keyNumbers * valueNumbers);
        }

        if (memories is not null)
            Of(memories).copy_(Packed(torch.cat(all, 2), rows, count).view(Dimensions(memories.Shape)));
        Variable read = Result("FastWeights", Packed(torch.cat(reads, 2), rows, count), inputs.Values.Shape);
        return (read, keeps
            ? Result(
                "FastWeights", memory.contiguous(), new Shape(sequences, heads, keyNumbers, valueNumbers), PrimitiveAxes.FastMemory, "next")
            : (Variable?)null);
    });

    /// <summary>Along the last dimension.</summary>
    private static Tensor OfUnitLength(Tensor x)
    {
        using Scalar epsilon = Numbers.Of(FastWeightHead.Epsilon);
        return x.mul(x.mul(x).sum(-1, keepdim: true).add(epsilon, Numbers.One).rsqrt());
    }

    /// <summary>[B, H, the longest, 1] decays, and 1 where a sequence has ended, so that its memory stays.</summary>
    private Tensor KeptBehind(Tensor decays, SequenceRows rows) => AttentionPlan.Present(rows, rows.Sequences) is { } present
        ? decays.add(Constants.Next(Array.ConvertAll(present, there => 1 - there)).view(rows.Sequences, 1, rows.Longest, 1), Numbers.One)
        : decays;
}
