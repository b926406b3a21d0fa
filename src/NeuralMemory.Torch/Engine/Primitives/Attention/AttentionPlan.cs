using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Torch;

/// <summary>Where the rows of ragged sequences stand when they are padded to the longest, as torch wants them.</summary>
internal static class AttentionPlan
{
    /// <summary>[B * the longest] each place's row; <paramref name="nothing"/> where a sequence has ended.</summary>
    public static long[] Padding(SequenceRows rows, int sequences, int nothing)
    {
        var places = new long[sequences * rows.Longest];
        Array.Fill(places, nothing);
        for (int sequence = 0; sequence < sequences; sequence++)
            for (int i = 0; i < rows.Count(sequence); i++)
                places[sequence * rows.Longest + i] = rows[sequence][i];
        return places;
    }

    /// <summary>[count] each row's place; one behind all places where it belongs to no sequence.</summary>
    public static long[] Packing(SequenceRows rows, int count)
    {
        var places = new long[count];
        Array.Fill(places, rows.Sequences * rows.Longest);
        for (int sequence = 0; sequence < rows.Sequences; sequence++)
            for (int i = 0; i < rows.Count(sequence); i++)
                places[rows[sequence][i]] = sequence * rows.Longest + i;
        return places;
    }

    /// <summary>
    /// [B, n] the first key that each query sees, and the one after the last; the queries of padding see all, so that nothing becomes NaN.
    /// Null where every query sees all there are.
    /// </summary>
    public static (Real[] From, Real[] To)? Ranges(SequenceRows queryRows, SequenceRows keyRows, AttentionMask mask)
    {
        int longest = queryRows.Longest;
        Real[] first = new Real[queryRows.Sequences * longest], last = new Real[first.Length];
        Array.Fill(last, keyRows.Longest);
        bool isNeeded = false;
        for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
            for (int query = 0; query < queryRows.Count(sequence); query++)
            {
                (int from, int to) = mask.RangeOf(query, queryRows.Count(sequence), keyRows.Count(sequence));
                isNeeded |= from > 0 || to < keyRows.Longest;
                (first[sequence * longest + query], last[sequence * longest + query]) = (from, to);
            }

        return isNeeded ? (first, last) : null;
    }

    /// <summary>
    /// Whether query i of each sequence sees key 0 to i and no other: keys behind a shorter sequence's end stand behind all that it asks.
    /// </summary>
    public static bool IsPlainlyCausal(SequenceRows queryRows, SequenceRows keyRows, AttentionMask mask)
    {
        if (!mask.IsCausal || mask.Window is not null)
            return false;
        for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
            if (queryRows.Count(sequence) != keyRows.Count(sequence))
                return false;
        return true;
    }

    /// <summary>[B, n] where each query stands among the keys of its sequence.</summary>
    public static Real[] Places(SequenceRows queryRows, SequenceRows keyRows)
    {
        int longest = queryRows.Longest;
        var places = new Real[queryRows.Sequences * longest];
        for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
            for (int query = 0; query < queryRows.Count(sequence); query++)
                places[sequence * longest + query] = query + keyRows.Count(sequence) - queryRows.Count(sequence);
        return places;
    }

    /// <summary>[B, m] 1 where a sequence has a key, and 0 behind; null where all are as long.</summary>
    public static Real[]? Present(SequenceRows keyRows, int sequences)
    {
        var present = new Real[sequences * keyRows.Longest];
        bool isNeeded = false;
        for (int sequence = 0; sequence < sequences; sequence++)
        {
            present.AsSpan(sequence * keyRows.Longest, keyRows.Count(sequence)).Fill(1);
            isNeeded |= keyRows.Count(sequence) < keyRows.Longest;
        }

        return isNeeded ? present : null;
    }
}
