using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>Takes the episodes of a batch, which is packed by time, apart again.</summary>
internal static class BatchEpisodes
{
    /// <summary>What was shown and wanted in each sequence, in the order in which they were drawn or given.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="sampler">What drew them; null where they were given.</param>
    public static EpisodeNumbers[] Of(SequenceBatch batch, long first, EpisodeSampler? sampler)
    {
        var episodes = new EpisodeNumbers[batch.Sequences];
        for (int s = 0; s < batch.Sequences; s++)
        {
            int place = batch.Order[s], source = batch.Source is { } read ? read.Lengths[batch.SourcePlaces[s]] : 0;
            episodes[place] = new()
            {
                Number = first + place,
                Length = batch.Lengths[s],
                Parameters = sampler is null ? [] : [.. sampler.ParametersOf(place)],
                Phases = sampler is null ? [] : [.. sampler.PhasesOf(place)],
                SourceLength = source,
                Source = batch.Source is { } shown ? Rows(shown, batch.SourcePlaces[s], shown.Inputs, shown.InputWidth) : default,
                Inputs = Rows(batch, s, batch.Inputs, batch.InputWidth),
                Targets = Rows(batch, s, batch.Targets, batch.TargetWidth),
                Mask = Rows(batch, s, batch.Mask, batch.TargetWidth),
            };
        }

        return episodes;
    }

    /// <summary>The same with what a machine answered.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="sampler">What drew them; null where they were given.</param>
    /// <param name="logits">[batch.Answers, O]</param>
    /// <param name="task">The task.</param>
    /// <param name="scorer">What has scored the batch last.</param>
    public static EpisodeNumbers[] Of(
        SequenceBatch batch, long first, EpisodeSampler? sampler, ReadOnlySpan<float> logits, TaskDefinition task, EpisodeScorer scorer)
    {
        EpisodeNumbers[] episodes = Of(batch, first, sampler);
        float[] answers = RecordedAnswers.Of(batch, logits, task);
        bool hasLogits = batch.AnswersAll && task.OutputWidth == batch.TargetWidth;
        for (int s = 0; s < batch.Sequences; s++)
        {
            int place = batch.Order[s];
            episodes[place] = episodes[place] with
            {
                Outputs = Rows(batch, s, answers, batch.TargetWidth),
                Logits = hasLogits ? Rows(batch, s, logits, task.OutputWidth) : default,
                Score = scorer.SumsOf(s),
            };
        }

        return episodes;
    }

    private static float[] Rows(SequenceBatch batch, int sequence, ReadOnlySpan<float> rows, int width)
    {
        int length = batch.Lengths[sequence];
        var result = new float[length * width];
        for (int t = 0; t < length; t++)
            rows.Slice(batch.Row(sequence, t) * width, width).CopyTo(result.AsSpan(t * width));
        return result;
    }
}
