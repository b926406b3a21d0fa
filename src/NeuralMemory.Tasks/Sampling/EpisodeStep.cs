using System.Globalization;

namespace NeuralMemory.Tasks;

/// <summary>An item of an episode, bound: it writes its rows.</summary>
internal abstract class EpisodeStep(ValueRange length)
{
    /// <summary>Bounds on how many rows it writes.</summary>
    public ValueRange Length { get; } = length;

    /// <summary>Appends its rows to the stage.</summary>
    public abstract void Write(EpisodeState state, EpisodeStage stage);
}

/// <summary>A value that a phase writes to a channel.</summary>
/// <param name="Channel">The columns.</param>
/// <param name="Number">A number, written to every column of every row of the phase; or null.</param>
/// <param name="Sequence">Rows, written from the first row of the phase on; or null.</param>
/// <param name="Mark">Where the channel is named.</param>
/// <param name="Unproven">Where the value stands, when it must be a bit and its bounds leave open whether it is; otherwise null.</param>
internal sealed record ChannelWrite(
    Channel Channel, NumberValue? Number, SequenceValue? Sequence, SourceMark Mark, SourceMark? Unproven)
{
    /// <summary>The rule for targets, to begin an error with.</summary>
    public const string BitsOnly = "with 'loss: bits' a target must be from 0 to 1";

    /// <summary>Checks values that are about to be written, where it is open whether they are allowed.</summary>
    /// <exception cref="EpisodeException">A target is no bit.</exception>
    public void Check(ReadOnlySpan<Real> values)
    {
        if (Unproven is null)
            return;
        foreach (Real value in values)
            if (!(value >= 0 && value <= 1))
                throw new EpisodeException(Unproven, string.Create(CultureInfo.InvariantCulture, $"{BitsOnly}, and this is {value}"));
    }

    /// <summary>Writes to the columns of the channel in rows that are <paramref name="width"/> wide.</summary>
    public void Write(Span<Real> rows, int width, double number, RowView sequence)
    {
        if (Sequence is null)
            for (int at = Channel.Start; at < rows.Length; at += width)
                rows.Slice(at, Channel.Width).Fill((Real)number);
        else
            for (int i = 0; i < sequence.Count; i++)
                sequence.Row(i, Channel.Width).CopyTo(rows[(i * width + Channel.Start)..]);
    }
}

/// <summary>Shows inputs, recalls targets, or waits, for some steps.</summary>
internal sealed class PhaseStep(
    int phase, SourceMark mark, ChannelWrite[] show, ChannelWrite[]? recall, IntegerArgument? steps, ValueRange length)
    : EpisodeStep(length)
{
    private readonly ChannelWrite[] _writes = [.. show, .. recall ?? []];
    private readonly RowView[] _sequences = new RowView[show.Length + (recall?.Length ?? 0)];
    private readonly double[] _numbers = new double[show.Length + (recall?.Length ?? 0)];

    public override void Write(EpisodeState state, EpisodeStage stage)
    {
        int longest = Evaluate(state);
        int count = steps?.Evaluate(state) ?? (longest < 0 ? 1 : longest);
        if (longest > count)
            throw new EpisodeException(mark, $"the phase has {count} steps, and a sequence in it has {longest} rows");
        int first = stage.Append(count, phase, recall is not null, mark);
        if (show.Length > 0)
            Write(stage.Inputs(first, count), 0, show.Length);
        if (_writes.Length > show.Length)
            Write(stage.Targets(first, count), show.Length, _writes.Length);

        void Write(Span<Real> rows, int from, int to)
        {
            int width = count == 0 ? 0 : rows.Length / count;
            for (int i = from; i < to && count > 0; i++)
                _writes[i].Write(rows, width, _numbers[i], _sequences[i]);
        }
    }

    /// <summary>Computes what is written; the rows of the longest sequence, or -1 when there is none.</summary>
    private int Evaluate(EpisodeState state)
    {
        int longest = -1;
        for (int i = 0; i < _writes.Length; i++)
        {
            ChannelWrite write = _writes[i];
            if (write.Sequence is not null)
            {
                _sequences[i] = write.Sequence.Evaluate(state);
                longest = Math.Max(longest, _sequences[i].Count);
                write.Check(_sequences[i].Span(write.Channel.Width));
            }
            else
            {
                var number = (Real)(_numbers[i] = write.Number!.Evaluate(state));
                if (!Real.IsFinite(number))
                    throw new EpisodeException(write.Mark, $"'{write.Channel.Name}' is too large to be a number");
                write.Check([number]);
            }
        }

        return longest;
    }
}

/// <summary>Goes through its phases several times, with an index that counts from 0.</summary>
internal sealed class LoopStep(SourceMark mark, int slot, IntegerArgument count, EpisodeStep[] body, ValueRange length)
    : EpisodeStep(length)
{
    public override void Write(EpisodeState state, EpisodeStage stage)
    {
        int times = count.Evaluate(state);
        for (int i = 0; i < times; i++)
        {
            stage.CountPass(mark);
            state.Numbers[slot] = i;
            foreach (EpisodeStep step in body)
                step.Write(state, stage);
        }
    }
}
