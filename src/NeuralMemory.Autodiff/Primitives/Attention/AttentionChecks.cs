using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>What all primitives of attention ask of queries and keys.</summary>
    private static void ExpectQueriesAndKeys(
        Variable queries, Variable keys, SequenceRows queryRows, SequenceRows keyRows, int heads, AttentionMask mask,
        [CallerMemberName] string primitive = "")
    {
        ExpectHeads(queries, heads, primitive);
        Expect.That(
            keys.Shape.Width == queries.Shape.Width, $"keys of {keys.Shape.Width} numbers for queries of {queries.Shape.Width}", primitive);
        Expect.That(queries.Shape.Rank == 2, $"queries of the shape {queries.Shape}, expected two dimensions", primitive);
        ExpectSequences(queryRows, keyRows, mask, primitive);
        ExpectRowsOf(queryRows, queries, primitive);
        ExpectRowsOf(keyRows, keys, primitive);
    }

    /// <summary>The rows of queries and keys belong together, and every query sees a key.</summary>
    private static void ExpectSequences(
        SequenceRows queryRows, SequenceRows keyRows, AttentionMask mask, [CallerMemberName] string primitive = "")
    {
        Expect.That(
            keyRows.Sequences >= queryRows.Sequences, $"{queryRows.Sequences} sequences of queries for {keyRows.Sequences} of keys",
            primitive);
        Expect.That(mask.Window is null or >= 1, $"a window of {mask.Window} keys, expected at least 1", primitive);
        for (int sequence = 0; sequence < queryRows.Sequences; sequence++)
        {
            (int queries, int keys) = (queryRows.Count(sequence), keyRows.Count(sequence));
            Expect.That(keys >= 1, $"sequence {sequence} has no keys", primitive);
            Expect.That(
                mask == AttentionMask.None || keys >= queries,
                $"sequence {sequence} has {queries} queries for {keys} keys, so that some would see none", primitive);
        }
    }

    /// <summary>[at least as many rows as sequences name, H, the longest sequence of keys]</summary>
    private static void ExpectScores(
        Variable x, SequenceRows queryRows, SequenceRows keyRows, [CallerMemberName] string primitive = "",
        [CallerArgumentExpression(nameof(x))] string name = "")
    {
        Expect.That(
            x.Shape.Rank == 3 && x.Shape[2] == keyRows.Longest,
            $"'{name}' has the shape {x.Shape}, expected [rows, heads, {keyRows.Longest}], as many as the longest sequence has keys",
            primitive);
        ExpectRowsOf(queryRows, x.Rows, primitive, name);
    }

    private static void ExpectValues(Variable values, SequenceRows keyRows, int heads, [CallerMemberName] string primitive = "")
    {
        ExpectHeads(values, heads, primitive);
        ExpectRowsOf(keyRows, values, primitive);
    }

    /// <summary>All rows of the sequences are there.</summary>
    private static void ExpectRowsOf(
        SequenceRows rows, Variable x, [CallerMemberName] string primitive = "", [CallerArgumentExpression(nameof(x))] string name = "") =>
        ExpectRowsOf(rows, x.Shape.MatrixRows, primitive, name);

    private static void ExpectRowsOf(SequenceRows rows, int count, string primitive, string name) => Expect.That(
        rows.End <= count, $"the sequences have rows up to number {rows.End} and '{name}' has {count}", primitive);

    private static void ExpectHeads(
        Variable x, int heads, [CallerMemberName] string primitive = "", [CallerArgumentExpression(nameof(x))] string name = "") =>
        Expect.That(
            heads >= 1 && x.Shape.Width % heads == 0, $"{heads} heads do not divide the {x.Shape.Width} numbers of a row of '{name}'",
            primitive);
}
