using System.Globalization;
using NeuralMemory.Experiments;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>
/// Makes one sequence of what a file has of it. A channel that the file does not have shows nothing; a target that it does not have is
/// not asked for.
/// </summary>
/// <param name="channels">The channels.</param>
/// <param name="mark">Where the sequence begins.</param>
internal sealed class SequenceBuilder(SequenceChannels channels, SourceMark mark)
{
    private readonly Dictionary<string, float[]> _sides = [];
    private readonly Dictionary<string, int> _lengths = [];
    private readonly HashSet<(int Step, string Channel)> _wanted = [];
    private bool _hasMask;

    /// <summary>Begins a side.</summary>
    /// <param name="side">Which: inputs, targets, mask or source.</param>
    /// <param name="steps">How many steps it has.</param>
    public void Begin(string side, int steps)
    {
        ChannelLayout layout = channels.LayoutOf(side)!;
        var rows = new float[steps * layout.Width];
        if (side == EpisodeNames.Mask)
            _hasMask = true;
        else
            Padding.Fill(rows, [], layout);
        (_sides[side], _lengths[side]) = (rows, steps);
    }

    /// <summary>Sets the columns of a channel in a step.</summary>
    /// <param name="side">The side, which was begun.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="columns">As many numbers as the channel has columns; of a mask one will do.</param>
    /// <param name="at">The place, for what is wrong with them.</param>
    public void Set(string side, Channel channel, int step, ReadOnlySpan<float> columns, SourceMark at)
    {
        ChannelLayout layout = channels.LayoutOf(side)!;
        string place = string.Create(CultureInfo.InvariantCulture, $"'{side}.{channel.Name}', step {step}");
        bool isSpread = side == EpisodeNames.Mask && columns.Length == 1;
        if (!isSpread && columns.Length != channel.Width)
        {
            channels.Report(at, $"{place}: expected {(channel.Width == 1 ? "a number" : $"{channel.Width} numbers")}, "
                + $"the width of the channel, found {columns.Length}");
            return;
        }

        if (ProblemOf(side, channel, columns) is { } problem)
        {
            channels.Report(at, $"{place}: {problem}");
            return;
        }

        Span<float> row = _sides[side].AsSpan(step * layout.Width + channel.Start, channel.Width);
        if (isSpread)
            row.Fill(columns[0]);
        else
            columns.CopyTo(row);
        if (side == EpisodeNames.Targets && !(channel.Symbols is not null && columns[0] < 0))
            _wanted.Add((step, channel.Name));
    }

    /// <summary>The sequence; null where something is wrong, which is reported.</summary>
    public GivenSequence? Finish()
    {
        TaskDefinition task = channels.Task;
        if (!_lengths.TryGetValue(EpisodeNames.Inputs, out int steps) || steps == 0)
        {
            channels.Report(mark, $"'{EpisodeNames.Inputs}': a sequence has at least one step, found none");
            return null;
        }

        foreach (string side in (string[])[EpisodeNames.Targets, EpisodeNames.Mask])
            if (_lengths.TryGetValue(side, out int other) && other != steps)
            {
                channels.Report(mark, $"'{side}': expected {steps} steps, as many as '{EpisodeNames.Inputs}' have, found {other}; "
                    + "a step in which nothing is wanted is null");
                return null;
            }

        if (channels.NeedsSource && _lengths.GetValueOrDefault(EpisodeNames.Source) == 0)
        {
            channels.Report(mark, $"'{EpisodeNames.Source}': the machine reads what it answers from before, and there is none");
            return null;
        }

        float[] targets = _sides.GetValueOrDefault(EpisodeNames.Targets, []);
        return new(steps, _sides[EpisodeNames.Inputs])
        {
            Targets = targets,
            Mask = targets.Length == 0 ? default : _hasMask ? _sides[EpisodeNames.Mask] : Mask(task.Targets, steps),
            Source = _sides.GetValueOrDefault(EpisodeNames.Source, []),
            SourceLength = _lengths.GetValueOrDefault(EpisodeNames.Source),
        };
    }

    /// <summary>Without a mask everything that is wanted counts.</summary>
    private float[] Mask(ChannelLayout layout, int steps)
    {
        var mask = new float[steps * layout.Width];
        foreach (Channel channel in layout.Items)
            for (int t = 0; t < steps; t++)
                if (_wanted.Contains((t, channel.Name)))
                    mask.AsSpan(t * layout.Width + channel.Start, channel.Width).Fill(1);
        return mask;
    }

    /// <summary>What is wrong with the numbers of a channel in a step.</summary>
    private string? ProblemOf(string side, Channel channel, ReadOnlySpan<float> columns)
    {
        foreach (float number in columns)
            if (!float.IsFinite(number))
                return FormattableString.Invariant($"expected a finite number, found {number}");
        if (side == EpisodeNames.Mask)
            return columns.IndexOfAnyExcept(0f, 1f) is >= 0 and var wrong
                ? FormattableString.Invariant($"a mask is 1 where a target counts, 0 elsewhere, found {columns[wrong]}")
                : null;
        if (channel.Symbols is { } symbols)
            return columns[0] == MathF.Floor(columns[0]) && columns[0] >= Channel.Blank && columns[0] < symbols ? null
                : FormattableString.Invariant($"expected a symbol, a whole number from 0 to {symbols - 1}, or null, found {columns[0]}");
        return side == EpisodeNames.Targets ? TargetProblem(channel, columns) : null;
    }

    private string? TargetProblem(Channel channel, ReadOnlySpan<float> columns)
    {
        ChannelLoss loss = channels.Task.Losses.First(each => each.Channel == channel);
        if (loss.IsSquared)
            return null;
        foreach (float number in columns)
            if (number is < 0 or > 1)
                return FormattableString.Invariant($"a target is a probability, from 0 to 1, found {number}");
        for (int at = 0; !loss.IsBits && at < columns.Length; at += loss.Classes)
        {
            float sum = 0;
            foreach (float share in columns.Slice(at, loss.Classes))
                sum += share;
            if (sum != 0 && MathF.Abs(sum - 1) > 1e-3f)
                return FormattableString.Invariant(
                    $"the {loss.Classes} classes of a symbol are 1 together, or 0 where it does not matter, found {sum}");
        }

        return null;
    }
}
