namespace NeuralMemory.Numerics;

/// <summary>Finds the highest of some scores.</summary>
public static unsafe class HighestScores
{
    /// <summary>Where the highest score stands; of equal ones the first. A NaN is higher than any number.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="count">How many there are, at least 1.</param>
    public static int First(Real* scores, int count)
    {
        int first = 0;
        for (int i = 1; i < count; i++)
            if (IsHigher(scores[i], scores[first]))
                first = i;
        return first;
    }

    /// <summary>
    /// Lists where the highest scores stand, from the highest on; of equal ones the first. A NaN is higher than any number. The list is
    /// kept in order while the scores go by, which is quick as long as few are wanted.
    /// </summary>
    /// <param name="scores">The scores.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many are wanted, at least 1 and at most as many as there are.</param>
    /// <param name="chosen">[most] receives their places.</param>
    public static void Choose(Real* scores, int count, int most, int* chosen)
    {
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            if (found == most && !IsHigher(scores[i], scores[chosen[most - 1]]))
                continue;
            int at = found < most ? found++ : most - 1;
            for (; at > 0 && IsHigher(scores[i], scores[chosen[at - 1]]); at--)
                chosen[at] = chosen[at - 1];
            chosen[at] = i;
        }
    }

    private static bool IsHigher(Real a, Real b) => a > b || (Real.IsNaN(a) && !Real.IsNaN(b));
}
