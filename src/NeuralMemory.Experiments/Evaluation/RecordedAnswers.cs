using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>What a machine answered, in the columns of what was wanted.</summary>
internal static class RecordedAnswers
{
    /// <summary>The answers of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="logits">[batch.Answers, O]</param>
    /// <param name="task">The task.</param>
    /// <returns>
    /// [batch.Rows, the target columns] probabilities: of a 1, and of each class of a symbol; of a number the number; where symbols
    /// are wanted by their numbers, the number of the most probable one. Where a machine did not answer, there is no symbol, and a
    /// probability of 0.
    /// </returns>
    public static float[] Of(SequenceBatch batch, ReadOnlySpan<float> logits, TaskDefinition task)
    {
        int width = task.OutputWidth;
        if (task.TargetGroups.All(group => !group.IsNumber))
            return OutputProbabilities.Of(logits, task.TargetGroups, width);
        float[] answers = new float[batch.Rows * batch.TargetWidth];
        foreach (Channel channel in task.Targets.Items.Where(channel => channel.Symbols is not null))
            for (int at = channel.Start; at < answers.Length; at += batch.TargetWidth)
                answers[at] = Channel.Blank;
        for (int i = 0; i < batch.Answers; i++)
        {
            int row = batch.AnswersAll ? i : batch.Answered[i];
            ReadOnlySpan<float> own = logits.Slice(i * width, width);
            float[] probabilities = OutputProbabilities.Of(own, [.. task.TargetGroups.Where(group => !group.IsNumber)], width);
            foreach (TargetGroup group in task.TargetGroups)
                for (int item = 0; item < group.Items; item++)
                {
                    int from = group.Start + item * group.Classes,
                        to = row * batch.TargetWidth + group.TargetStart + item * group.TargetsOfItem;
                    if (group.IsNumber)
                        answers[to] = IndexOfLargest(own.Slice(from, group.Classes));
                    else
                        probabilities.AsSpan(from, group.Classes).CopyTo(answers.AsSpan(to));
                }
        }

        return answers;
    }

    /// <summary>Where the largest number is, the first of equal ones.</summary>
    public static int IndexOfLargest(ReadOnlySpan<float> logits)
    {
        int largest = 0;
        for (int i = 1; i < logits.Length; i++)
            if (logits[i] > logits[largest])
                largest = i;
        return largest;
    }
}
