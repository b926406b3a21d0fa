namespace NeuralMemory.Tasks;

/// <summary>Divides the lines of a corpus: for training, to choose by, and to test on.</summary>
internal static class CorpusParts
{
    /// <summary>
    /// Of each line its part. Held-out lines are divided in two halves of the same size, or nearly: by the hash of their first column, and
    /// those that have it in common stay together, so that what is tested was not seen while something was chosen. Where all have it in
    /// common, they are of both halves.
    /// </summary>
    public static CorpusSplit[] Of(IReadOnlyList<CorpusLine> lines)
    {
        IGrouping<ulong, CorpusLine>[] texts =
            [.. lines.Where(line => line.IsHeldOut).GroupBy(line => line.Hash).OrderBy(group => group.Key)];
        if (texts.Length < 2)
            return [.. lines.Select(line => line.IsHeldOut ? CorpusSplit.HeldOut : CorpusSplit.Training)];
        HashSet<ulong> selection = [];
        int more = 0;
        foreach (IGrouping<ulong, CorpusLine> text in texts)
            if (more <= 0)
            {
                selection.Add(text.Key);
                more += text.Count();
            }
            else
                more -= text.Count();
        return
        [
            .. lines.Select(line => !line.IsHeldOut ? CorpusSplit.Training
                : selection.Contains(line.Hash) ? CorpusSplit.Selection : CorpusSplit.Test),
        ];
    }
}
