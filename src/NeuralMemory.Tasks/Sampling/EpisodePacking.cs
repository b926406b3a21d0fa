using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>Copies episodes from a stage, where each is whole, into a batch, which is packed by time.</summary>
internal static class EpisodePacking
{
    /// <summary>Packs episodes without a source of their own.</summary>
    /// <param name="stage">The episodes, one after another.</param>
    /// <param name="batch">A batch laid out for their lengths.</param>
    /// <param name="lengths">Their lengths.</param>
    public static void Pack(EpisodeStage stage, SequenceBatch batch, ReadOnlySpan<int> lengths)
    {
        if (batch.Sequences == 1)
        {
            stage.Inputs(0, batch.Rows).CopyTo(batch.Inputs);
            stage.Targets(0, batch.Rows).CopyTo(batch.Targets);
            stage.Mask(0, batch.Rows).CopyTo(batch.Mask);
            return;
        }

        for (int i = 0, start = 0; i < batch.Sequences; start += lengths[i], i++)
            Copy(stage, start, batch, batch.Order.IndexOf(i), lengths[i]);
    }

    /// <summary>Packs episodes of which the first rows go to the batch's source.</summary>
    /// <param name="stage">The episodes, one after another, each with its source first.</param>
    /// <param name="batch">A batch laid out for their lengths, its source for those of theirs.</param>
    /// <param name="lengths">Their lengths, sources not counted.</param>
    /// <param name="sources">The lengths of their sources.</param>
    public static void Pack(EpisodeStage stage, SequenceBatch batch, ReadOnlySpan<int> lengths, ReadOnlySpan<int> sources)
    {
        SequenceBatch source = batch.Source!;
        for (int i = 0, start = 0; i < batch.Sequences; start += sources[i] + lengths[i], i++)
        {
            int place = source.Order.IndexOf(i);
            for (int step = 0; step < sources[i]; step++)
                stage.Inputs(start + step, 1).CopyTo(source.InputRow(source.Row(place, step)));
            Copy(stage, start + sources[i], batch, batch.Order.IndexOf(i), lengths[i]);
        }
    }

    private static void Copy(EpisodeStage stage, int start, SequenceBatch batch, int sequence, int length)
    {
        for (int step = 0; step < length; step++)
        {
            int row = batch.Row(sequence, step);
            stage.Inputs(start + step, 1).CopyTo(batch.InputRow(row));
            stage.Targets(start + step, 1).CopyTo(batch.TargetRow(row));
            stage.Mask(start + step, 1).CopyTo(batch.MaskRow(row));
        }
    }
}
