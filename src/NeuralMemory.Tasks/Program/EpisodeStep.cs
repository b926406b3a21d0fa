using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>An item of an episode, bound: it writes its rows.</summary>
internal abstract class EpisodeStep(ValueRange length)
{
    /// <summary>Bounds on how many rows it writes.</summary>
    public ValueRange Length { get; } = length;

    /// <summary>Appends its rows to the stage.</summary>
    public abstract void Write(EpisodeState state, EpisodeStage stage);
}

/// <summary>Shows inputs, recalls targets, or waits, for some steps.</summary>
internal sealed class PhaseStep(
    int phase, SourceMark mark, ChannelWrite[] show, RecallPart? recall, IntegerArgument? steps, ValueRange length)
    : EpisodeStep(length)
{
    /// <summary>Whether what it shows is what an answer is read from.</summary>
    public bool IsSource { get; init; }

    /// <summary>The answer that comes back in it, or null.</summary>
    public TaskFeedback? Feedback { get; init; }

    private readonly ValueOrigin _origin = new(mark, "the phase");

    public override void Write(EpisodeState state, EpisodeStage stage)
    {
        int longest = -1;
        foreach (ChannelWrite write in show)
            longest = Math.Max(longest, write.Evaluate(state));
        if (recall is not null)
            longest = Math.Max(longest, recall.Evaluate(state));
        int count = steps?.Evaluate(state) ?? (longest < 0 ? 1 : longest);
        if (longest > count)
            throw new EpisodeException(mark, $"the phase has {count} steps, and a sequence in it has {longest} rows");
        int first = stage.Append(count, phase, mark);
        state.Spend(16 + (long)count * stage.Width, _origin, count, "steps");
        foreach (ChannelWrite write in show)
            write.Write(stage.Inputs(first, count), stage.InputWidth);
        recall?.Write(state, stage, first, count);
        if (IsSource)
            stage.CountSource(count);
        if (Feedback is not null)
            FeedBack(Feedback, stage, first, count);
    }

    /// <summary>Lets the right answer of each step come back in the next one, and keeps what every step shows besides.</summary>
    private void FeedBack(TaskFeedback feedback, EpisodeStage stage, int first, int count)
    {
        Channel target = feedback.Answer.Channel;
        for (int row = first + 1; row < first + count; row++)
            stage.Targets(row - 1, 1).Slice(target.Start, target.Width)
                .CopyTo(stage.Inputs(row, 1)[feedback.Input.Start..]);
        Span<Real> held = stage.BeginAnswer(first);
        foreach (ChannelWrite write in show)
            if (write.Value.IsNumber)
                write.Write(held, stage.InputWidth);
    }
}

/// <summary>Goes through its phases several times, with an index that counts from 0.</summary>
internal sealed class LoopStep(SourceMark mark, int slot, IntegerArgument count, EpisodeStep[] body, ValueRange length)
    : EpisodeStep(length)
{
    private readonly ValueOrigin _origin = new(mark, "the loop");

    public override void Write(EpisodeState state, EpisodeStage stage)
    {
        int times = count.Evaluate(state);
        int i = 0;
        try
        {
            for (; i < times; i++)
            {
                stage.CountPass(mark);
                state.Spend(EpisodeBudget.Pass, _origin, i + 1, "passes");
                state.Numbers[slot] = i;
                foreach (EpisodeStep step in body)
                    step.Write(state, stage);
            }
        }
        catch (EpisodeBudgetException error)
        {
            throw error.InPass(i, times, _origin);
        }
    }
}
