using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>What all primitives of attention ask of queries and keys.</summary>
    private static void ExpectAttention(
        Variable queries, Variable keys, SequenceRows queryRows, SequenceRows keyRows, int heads, AttentionMask mask,
        [CallerMemberName] string primitive = "")
    {
        ExpectHeads(queries, heads, "queries", primitive);
        Expect.That(
            keys.Shape.Width == queries.Shape.Width, $"keys of {keys.Shape.Width} numbers for queries of {queries.Shape.Width}", primitive);
        ExpectSequences(queryRows, keyRows, mask, primitive);
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

    private static void ExpectValues(Variable values, Variable keys, int heads, [CallerMemberName] string primitive = "")
    {
        ExpectHeads(values, heads, nameof(values), primitive);
        Expect.That(values.Shape.MatrixRows == keys.Shape.MatrixRows, $"{values.Shape.MatrixRows} rows of values for {keys.Shape.MatrixRows} of keys", primitive);
    }

    private static void ExpectHeads(Variable x, int heads, string name, string primitive) => Expect.That(
        heads >= 1 && x.Shape.Width % heads == 0, $"{heads} heads do not divide the {x.Shape.Width} numbers of a row of '{name}'",
        primitive);
}
