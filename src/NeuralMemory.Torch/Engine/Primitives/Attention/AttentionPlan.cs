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
    /// [B, H or 1, n, m] what is added to scores: minus infinity for keys that a query does not see, and what distance costs. Null where all
    /// of it is zeros. The queries of padding see everything, so that nothing becomes NaN.
    /// </summary>
    public static Real[]? Mask(SequenceRows queryRows, SequenceRows keyRows, AttentionRule rule)
    {
        int heads = rule.Alibi ? rule.Heads : 1, longest = queryRows.Longest, width = keyRows.Longest;
        var mask = new Real[queryRows.Sequences * heads * longest * width];
        bool isNeeded = false;
        for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
            for (int head = 0; head < heads; head++)
                for (int query = 0; query < queryRows.Count(sequence); query++)
                {
                    Span<Real> row = mask.AsSpan(((sequence * heads + head) * longest + query) * width, width);
                    isNeeded |= Write(row, query, queryRows.Count(sequence), keyRows.Count(sequence), rule, head);
                }

        return isNeeded ? mask : null;
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

    private static bool Write(Span<Real> row, int query, int queries, int keys, AttentionRule rule, int head)
    {
        (int from, int to) = rule.Mask.RangeOf(query, queries, keys);
        row[..from].Fill(Real.NegativeInfinity);
        row[to..].Fill(Real.NegativeInfinity);
        if (!rule.Alibi)
            return from > 0 || to < row.Length;
        for (int key = from; key < to; key++)
            row[key] = -rule.SlopeOf(head) * Math.Abs(query + keys - queries - key);
        return true;
    }
}
