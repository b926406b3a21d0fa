namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override SparseMemory SparseUseCore(SparseMemory memory, SparseWeighting reads, SparseWeighting writes, double threshold)
    {
        SparseStore store = StoreOf(memory);
        NativeVariable readSlots = Of(reads.Slots), writeSlots = Of(writes.Slots);
        int rows = readSlots.Rows, ofReads = readSlots.Shape.RowCount, ofWrites = writeSlots.Shape.RowCount;
        int* slots = (int*)Scratch(ofReads + ofWrites);
        Real* weights = Scratch(ofReads + ofWrites);
        for (int b = 0; b < rows; b++)
        {
            int count = Gather(readSlots.Value + b * ofReads, Of(reads.Weights).Value + b * ofReads, ofReads, slots, weights, 0);
            count = Gather(writeSlots.Value + b * ofWrites, Of(writes.Weights).Value + b * ofWrites, ofWrites, slots, weights, count);
            store[b].BeginStep();
            for (int i = 0; i < count; i++)
                if (weights[i] > (Real)threshold)
                    store[b].Use(slots[i]);
        }

        return Changed(memory, rows);
    }

    /// <summary>Sorts slots into those that are there already, in ascending order, and adds up the weights of each.</summary>
    /// <returns>How many there are then.</returns>
    private static int Gather(Real* fromSlots, Real* fromWeights, int entries, int* slots, Real* weights, int count)
    {
        for (int i = 0; i < entries; i++)
        {
            int slot = (int)fromSlots[i], place = count;
            if (slot < 0)
                continue;
            while (place > 0 && slots[place - 1] >= slot)
                place--;
            if (place < count && slots[place] == slot)
            {
                weights[place] += fromWeights[i];
                continue;
            }

            for (int j = count; j > place; j--)
                (slots[j], weights[j]) = (slots[j - 1], weights[j - 1]);
            (slots[place], weights[place]) = (slot, fromWeights[i]);
            count++;
        }

        return count;
    }
}
