using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override SparseMemory SparseWriteCore(SparseMemory memory, SparseWeighting writes, Variable add)
    {
        SparseStore store = StoreOf(memory);
        NativeVariable slots = Of(writes.Slots), weights = Of(writes.Weights), words = Of(add);
        int rows = words.Rows, writers = words.Shape[1], width = words.Shape[2], entries = slots.Shape[2];
        for (int b = 0; b < rows; b++)
        {
            SparseSlots own = store[b];
            Real* ownSlots = slots.Value + b * writers * entries, ownWeights = weights.Value + b * writers * entries;
            for (int v = 0; v < writers; v++)
                own.Erase((int)ownSlots[v * entries]);
            for (int i = 0; i < writers * entries; i++)
                if (ownSlots[i] >= 0 && ownWeights[i] != 0)
                    own.Add((int)ownSlots[i], ownWeights[i], words.Value + (b * writers + i / entries) * width);
            for (int i = 0; i < writers * entries; i++)
                if (ownSlots[i] >= 0)
                    own.Written((int)ownSlots[i]);
        }

        if (IsRecording)
            Record<SparseWriteNode>().Set(store, slots, weights, words);
        return Changed(memory, rows);
    }

    /// <summary>
    /// Going back through a write needs nothing of what was written over: a slot that is erased passes nothing on, and the others pass on
    /// what they have. So nothing has to be put back, and all that a pass keeps of the memory is what its steps have read.
    /// </summary>
    private sealed class SparseWriteNode : Node
    {
        private SparseStore _store = null!;
        private NativeVariable _slots = null!, _weights = null!, _add = null!;

        public override string Name => "SparseWrite";

        public override NativeVariable Output => _weights;

        public override IEnumerable<NodeOutput> Outputs => [];

        public override bool HasGradient => _store.HasGradient;

        public void Set(SparseStore store, NativeVariable slots, NativeVariable weights, NativeVariable add) =>
            (_store, _slots, _weights, _add) = (store, slots, weights, add);

        public override void Backward(NativeTape tape)
        {
            int rows = _add.Rows, writers = _add.Shape[1], width = _add.Shape[2], entries = _slots.Shape[2];
            Real* dWeights = _weights.Accumulate(tape), dAdd = _add.Accumulate(tape);
            for (int b = 0; b < rows; b++)
            {
                SlotGradients own = _store.GradientOf(b);
                int first = b * writers * entries;
                for (int i = 0; i < writers * entries; i++)
                {
                    Real slot = _slots.Value[first + i];
                    Real* d = slot < 0 ? null : own.Find((int)slot);
                    if (d == null)
                        continue;
                    int word = (b * writers + i / entries) * width;
                    dWeights[first + i] += Elementwise.Dot(d, _add.Value + word, width);
                    Elementwise.AddScaled(_weights.Value[first + i], d, dAdd + word, width);
                }

                for (int v = 0; v < writers; v++)
                {
                    Real* d = own.Find((int)_slots.Value[first + v * entries]);
                    if (d != null)
                        Elementwise.Clear(d, width);
                }
            }
        }
    }
}
