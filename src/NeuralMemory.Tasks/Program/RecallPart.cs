using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>A 0 or 1 for each step of a phase: whether some target columns are scored.</summary>
/// <param name="Columns">The target columns, a channel or all.</param>
/// <param name="Value">The flag, of width 1.</param>
/// <param name="Key">Where it stands in the phase: <c>score</c>, or <c>train</c>.</param>
internal sealed record ScoreWrite(Channel Columns, PhaseValue Value, string Key);

/// <summary>What an optimal predictor expects of a channel.</summary>
/// <param name="Write">The probabilities.</param>
/// <param name="IsBits">Whether they are those of a 1; otherwise they are distributions over classes.</param>
internal sealed record ReferenceWrite(ChannelWrite Write, bool IsBits);

/// <summary>What a phase recalls: targets, which of them are scored, and what an optimal predictor expects of them.</summary>
/// <param name="targets">What is written to target channels.</param>
/// <param name="scores">What narrows the mask.</param>
/// <param name="reference">The probabilities that an optimal predictor gives; what is in none of them it knows.</param>
/// <param name="losses">How the target channels are scored.</param>
/// <param name="width">O, the target columns.</param>
internal sealed class RecallPart(
    ChannelWrite[] targets, ScoreWrite[] scores, ReferenceWrite[] reference, IReadOnlyList<ChannelLoss> losses, int width)
{
    private readonly TargetGroup[] _groups = ChannelLoss.GroupsOf(losses);

    /// <summary>The values whose rows the phase has steps for.</summary>
    public IEnumerable<PhaseValue> Values => targets.Select(write => write.Value);

    /// <summary>Computes the targets; the rows of the longest sequence, or -1 when there is none.</summary>
    /// <exception cref="EpisodeException">Something cannot be computed, or is not allowed.</exception>
    public int Evaluate(EpisodeState state)
    {
        int longest = -1;
        foreach (ChannelWrite write in targets)
            longest = Math.Max(longest, write.Evaluate(state));
        return longest;
    }

    /// <summary>Writes targets and mask of the phase's steps, which were just appended, and adds what the reference pays.</summary>
    /// <exception cref="EpisodeException">A flag or the reference is not allowed.</exception>
    public void Write(EpisodeState state, EpisodeStage stage, int first, int count)
    {
        Span<Real> rows = stage.Targets(first, count), mask = stage.Mask(first, count);
        foreach (ChannelWrite write in targets)
            write.Write(rows, width);
        foreach (TargetGroup group in _groups)
            if (group.Classes == 1 && group.TargetWidth == width)
                mask.Fill(1);
            else
                Score(group, rows, mask);
        foreach (ScoreWrite score in scores)
            Narrow(score, state, mask, count);
        if (!stage.AddsReference)
            return;
        foreach (ReferenceWrite expected in reference)
            stage.ReferenceNats += NatsOf(expected.Write, expected.IsBits, state, rows, mask, count);
    }

    /// <summary>Bits and numbers are scored in every step, symbols where something is wanted.</summary>
    private void Score(TargetGroup group, ReadOnlySpan<Real> rows, Span<Real> mask)
    {
        for (int row = 0; row < rows.Length; row += width)
            if (group.Classes == 1)
                mask.Slice(row + group.TargetStart, group.Width).Fill(1);
            else if (group.IsNumber)
                for (int at = row + group.TargetStart; at < row + group.TargetEnd; at++)
                    mask[at] = rows[at] == Channel.Blank ? 0 : 1;
            else
                for (int at = row + group.TargetStart; at < row + group.TargetEnd; at += group.Classes)
                    mask.Slice(at, group.Classes).Fill(rows.Slice(at, group.Classes).IndexOfAnyExcept((Real)0) < 0 ? 0 : 1);
    }

    private void Narrow(ScoreWrite score, EpisodeState state, Span<Real> mask, int count)
    {
        int flags = score.Value.Evaluate(state);
        if (flags > count)
            throw new EpisodeException(score.Value.Mark, $"the phase has {count} steps, and its '{score.Key}' has {flags} rows");
        for (int row = 0; row < count; row++)
        {
            Real flag = score.Value.At(row, 0, 1);
            if (flag == 0)
                mask.Slice(row * width + score.Columns.Start, score.Columns.Width).Clear();
            else if (flag != 1)
                throw new EpisodeException(
                    score.Value.Mark, FormattableString.Invariant($"'{score.Key}' must be 0 or 1, and this is {flag}"));
        }
    }

    private double NatsOf(
        ChannelWrite write, bool isBits, EpisodeState state, ReadOnlySpan<Real> rows, ReadOnlySpan<Real> mask, int count)
    {
        int known = write.Evaluate(state);
        if (known > count)
            throw new EpisodeException(write.Value.Mark, $"the phase has {count} steps, and its reference has {known} rows");
        double nats = 0;
        for (int row = 0; row < count; row++)
            for (int column = 0; column < write.Channel.Width; column++)
            {
                int at = row * width + write.Channel.Start + column;
                if (mask[at] == 0)
                    continue;
                double wanted = rows[at], expected = write.Value.At(row, column, write.Channel.Width);
                nats += write.Channel.Symbols is not null ? Cost(1, expected)
                    : Cost(wanted, expected) + (isBits ? Cost(1 - wanted, 1 - expected) : 0);
            }

        return double.IsFinite(nats) ? nats
            : throw new EpisodeException(write.Value.Mark, "the reference gives the probability 0 to what is wanted");
    }

    private static double Cost(double wanted, double expected) => wanted == 0 ? 0 : -wanted * Math.Log(expected);
}
