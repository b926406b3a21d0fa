namespace NeuralMemory.Numerics;

/// <summary>The slots with the highest scores of those that were offered, the best first; of equal scores the lower slots.</summary>
/// <param name="most">K, how many are kept, at least 1.</param>
/// <param name="scores">[K] their scores.</param>
/// <param name="slots">[K] the slots.</param>
/// <param name="rows">[K] a row for each.</param>
public unsafe ref struct BestSlots(int most, Real* scores, int* slots, int* rows)
{
    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there are as many as are kept.</summary>
    public readonly bool IsFull => Count == most;

    /// <summary>The score that another slot must reach to be kept.</summary>
    public readonly Real Least => IsFull ? scores[most - 1] : Real.NegativeInfinity;

    /// <summary>Keeps a slot, if it is among the best so far.</summary>
    /// <param name="score">Its score; what is no number is kept like the highest, so that it shows.</param>
    /// <param name="slot">The slot, which was not offered before.</param>
    /// <param name="row">Its row.</param>
    public void Offer(Real score, int slot, int row)
    {
        int place = Count;
        while (place > 0 && IsBetter(score, slot, place - 1))
            place--;
        if (place == most)
            return;
        if (Count < most)
            Count++;
        for (int i = Count - 1; i > place; i--)
            (scores[i], slots[i], rows[i]) = (scores[i - 1], slots[i - 1], rows[i - 1]);
        (scores[place], slots[place], rows[place]) = (score, slot, row);
    }

    private readonly bool IsBetter(Real score, int slot, int than) =>
        score > scores[than] || (score == scores[than] && slot < slots[than]) || (Real.IsNaN(score) && !Real.IsNaN(scores[than]));
}
