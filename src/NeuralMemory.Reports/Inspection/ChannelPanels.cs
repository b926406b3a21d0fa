using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>What was shown, wanted, answered, and how far the answer was off: a panel for each channel.</summary>
internal static class ChannelPanels
{
    /// <summary>The panels of a trace.</summary>
    public static IReadOnlyList<InspectionPanel> Of(EpisodeTrace trace)
    {
        EpisodeRecording recording = trace.Recording;
        return
        [
            // What is read before the first step is shown in none.
            .. trace.Inputs.Where(channel => channel.Symbols is null || IsShown(trace, channel))
                .Select(channel => Panel(trace, "input", channel, recording.Inputs, counted: null)),
            .. trace.Targets.Select(channel => Panel(trace, "target", channel, recording.Targets, recording.Counts)),
            .. trace.Targets.Select(channel => Panel(trace, "output", channel, recording.Outputs, recording.Counts) with
            {
                Wrong = channel.Symbols is null ? null : Window(trace, channel, recording.IsWrong),
            }),
            .. trace.Targets.Select(channel => Error(trace, channel)),
        ];
    }

    private static bool IsShown(EpisodeTrace trace, TracedChannel channel) =>
        Enumerable.Range(trace.First, trace.Steps).Any(step => trace.Recording.Inputs[step, channel.Start] >= 0);

    private static InspectionPanel Panel(
        EpisodeTrace trace, string side, TracedChannel channel, float[,] values, Func<int, int, bool>? counted)
    {
        float[,] own = Window(trace, channel, (step, column) => values[step, column]);
        bool isNumber = counted is not null && trace.Recording.ToleranceOf(channel.Start) is not null;
        bool isUnit = !isNumber && own.Cast<float>().All(value => value is >= 0 and <= 1);
        // Bits that a task shows as -1 and 1 are bits: a blank one is no number below zero.
        bool isBit = !isUnit && own.Cast<float>().All(value => value is -1 or 1);
        return new()
        {
            Name = $"{side} · {channel.Name}",
            Kind = PanelKind.Channel,
            Values = new(own),
            Scale = isNumber ? ValueScale.Signed(InspectionScales.RoundUp(trace.Recording.MostOf(channel.Start, channel.Width)))
                : isUnit || channel.Symbols is not null ? ValueScale.Unit
                : isBit ? new(-1, 1, ScaleCurve.Linear)
                : ValueScale.Signed(InspectionScales.RoundUp(own.Cast<float>().Max(Math.Abs))),
            Symbols = channel.Symbols,
            Words = channel.Words,
            Shown = counted is null ? null : Window(trace, channel, counted),
        };
    }

    private static InspectionPanel Error(EpisodeTrace trace, TracedChannel channel)
    {
        EpisodeRecording recording = trace.Recording;
        return new()
        {
            Name = $"error · {channel.Name}",
            Kind = PanelKind.Error,
            Values = new(Window(trace, channel, (step, column) => !recording.Counts(step, column) ? 0
                : channel.Symbols is not null ? recording.IsWrong(step, column) ? 1 : 0
                : Math.Abs(recording.Targets[step, column] - recording.Outputs[step, column]))),
            // A number that is right is nearly as it is wanted: what is seen is what is wrong.
            Scale = recording.ToleranceOf(channel.Start) is { } tolerance ? new(0, 4 * tolerance, ScaleCurve.Linear) : ValueScale.Unit,
            Wrong = Window(trace, channel, recording.IsWrong),
            WrongAnswers = WrongAnswers(trace, channel),
        };
    }

    private static int WrongAnswers(EpisodeTrace trace, TracedChannel channel)
    {
        bool[,] wrong = Window(trace, channel, trace.Recording.IsWrong);
        if (!trace.Recording.Symbols.Any(symbol => symbol.Start == channel.Start && symbol.Channels == channel.Width))
            return wrong.Cast<bool>().Count(each => each);
        return Enumerable.Range(0, trace.Steps).Count(step => Enumerable.Range(0, channel.Width).Any(column => wrong[step, column]));
    }

    private static T[,] Window<T>(EpisodeTrace trace, TracedChannel channel, Func<int, int, T> valueAt)
    {
        var rows = new T[trace.Steps, channel.Width];
        for (int step = 0; step < trace.Steps; step++)
            for (int column = 0; column < channel.Width; column++)
                rows[step, column] = valueAt(trace.First + step, channel.Start + column);
        return rows;
    }
}
