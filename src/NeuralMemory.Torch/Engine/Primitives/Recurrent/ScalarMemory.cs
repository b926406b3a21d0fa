using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override (Variable Hidden, ScalarMemoryState? End) ScalarMemoryCore(
        Variable gates, Variable? recurrent, SequenceRows rows, ForgetGate forget, ScalarMemoryState? start, bool keepsEnd,
        ScalarMemoryLook? look) => Run(() =>
    {
        int sequences = rows.Sequences, longest = rows.Longest, units = gates.Shape.Width / 4, count = gates.Rows;
        // [B, T, 4 C]
        Tensor all = Padded(gates, rows, sequences, 1).squeeze(1);
        Tensor? isThere = AttentionPlan.Present(rows, sequences) is { } present
            ? Constants.Next(present).view(sequences, longest, 1).gt(Numbers.Zero)
            : null;
        Tensor hidden, cell, normalizer, stabilizer;
        if (start is { } given)
        {
            (hidden, cell) = (Of(given.Hidden, sequences), Of(given.Cell, sequences));
            (normalizer, stabilizer) = (Of(given.Normalizer, sequences), Of(given.Stabilizer, sequences).detach());
        }
        else
        {
            hidden = cell = normalizer = ZerosOf(sequences, units);
            using Scalar nothing = Numbers.Of(ScalarMemoryBefore);
            stabilizer = ZerosOf(sequences, units).add(nothing, Numbers.One);
        }

        List<Tensor> made = [], inputs = [], forgets = [], normalizers = [], cells = [];
        for (int t = 0; t < longest; t++)
        {
            Tensor now = all.select(1, t);
            if (recurrent is not null)
                now = now.add(Recurred(hidden, Of(recurrent), sequences, units), Numbers.One);
            Tensor[] parts = now.split(units, 1);
            Tensor kept = KeptByGate(parts[1], forget).add(stabilizer, Numbers.One), most = torch.maximum(kept, parts[0]).detach();
            Tensor f = kept.sub(most).exp(), i = parts[0].sub(most).exp();
            Tensor c = f.mul(cell).addcmul(i, parts[2].tanh(), Numbers.One), n = f.mul(normalizer).add(i, Numbers.One);
            Tensor h = parts[3].sigmoid().mul(c.div(n));
            (hidden, cell) = (Kept(h, hidden, t), Kept(c, cell, t));
            (normalizer, stabilizer) = (Kept(n, normalizer, t), Kept(most, stabilizer, t));
            made.Add(h.unsqueeze(1));
            if (look is null)
                continue;
            inputs.Add(i.unsqueeze(1));
            forgets.Add(f.unsqueeze(1));
            normalizers.Add(n.unsqueeze(1));
            cells.Add(c.unsqueeze(1));
        }

        if (look is { } shown)
        {
            Of(shown.InputGate).copy_(Rows(inputs).detach());
            Of(shown.ForgetGate).copy_(Rows(forgets).detach());
            Of(shown.Normalizer).copy_(Rows(normalizers).detach());
            Of(shown.Cell).copy_(Rows(cells).detach());
        }

        Variable y = Result("ScalarMemory", Rows(made), new Shape(count, units));
        return (y, keepsEnd ? new ScalarMemoryState(
            State(hidden, "hidden"), State(cell, "cell"), State(normalizer, "normalizer"), State(stabilizer, "stabilizer"))
            : (ScalarMemoryState?)null);

        Tensor Kept(Tensor next, Tensor last, int t) => isThere is null ? next : torch.where(isThere.select(1, t), next, last);

        Tensor Rows(List<Tensor> steps) => Packed(torch.cat(steps, 1).unsqueeze(1), rows, count);

        Variable State(Tensor state, string part) =>
            Result("ScalarMemory", state.contiguous(), new Shape(sequences, units), PrimitiveAxes.Units, part);
    });

    /// <summary>[B, 4 C] what a hidden state adds to gates, head by head, in the order of gates.</summary>
    private static Tensor Recurred(Tensor hidden, Tensor recurrent, int sequences, int units)
    {
        long heads = recurrent.shape[0], own = units / heads;
        return hidden.view(sequences, heads, 1, own).matmul(recurrent).view(sequences, heads, 4, own).transpose(1, 2)
            .reshape(sequences, 4 * units);
    }
}
