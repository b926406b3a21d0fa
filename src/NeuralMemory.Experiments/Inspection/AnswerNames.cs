using System.Globalization;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>What is wanted and answered in each step of a sequence: symbols by their names, bits and numbers as they are.</summary>
/// <param name="task">The task.</param>
internal sealed class AnswerNames(TaskDefinition task)
{
    /// <summary>The names of a batch's first sequence.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="answers">[batch.Rows, the target columns] as <see cref="RecordedAnswers"/> gives them.</param>
    /// <returns>What was wanted, and what was answered; null for each step in which nothing is scored.</returns>
    public IReadOnlyList<string?>[] Of(SequenceBatch batch, ReadOnlySpan<float> answers)
    {
        var names = new string?[2][];
        (names[0], names[1]) = (new string?[batch.Lengths[0]], new string?[batch.Lengths[0]]);
        for (int t = 0; t < batch.Lengths[0]; t++)
        {
            int row = batch.Row(0, t);
            if (batch.MaskRow(row).IndexOfAnyExcept((Real)0) < 0)
                continue;
            ReadOnlySpan<float> answered = answers.Slice(row * batch.TargetWidth, batch.TargetWidth);
            (names[0][t], names[1][t]) = (NameOf(batch.TargetRow(row), batch.MaskRow(row)), NameOf(answered, batch.MaskRow(row)));
        }

        return names;
    }

    private string NameOf(ReadOnlySpan<float> row, ReadOnlySpan<float> mask)
    {
        List<string> parts = [];
        foreach ((Channel channel, Vocabulary? vocabulary) in task.Targets.Items.Zip(task.Targets.Vocabularies))
        {
            if (mask[channel.Start] == 0)
                continue;
            ReadOnlySpan<float> own = row.Slice(channel.Start, channel.Width);
            parts.Add(channel.Symbols is not null ? StepNames.NameOf(vocabulary, (int)own[0])
                : task.Losses.Any(loss => loss.Channel == channel && loss.IsSquared)
                    ? string.Join(' ', own.ToArray().Select(number => number.ToString("0.###", CultureInfo.InvariantCulture)))
                : OneHotSymbols.AreWantedIn(task, channel) ? StepNames.NameOf(vocabulary, RecordedAnswers.IndexOfLargest(own))
                : string.Concat(own.ToArray().Select(number => number > 0.5f ? '1' : '0')));
        }

        return string.Join(' ', parts);
    }
}
