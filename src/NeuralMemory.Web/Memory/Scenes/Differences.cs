using System.Globalization;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>What one way through an episode says otherwise than another one.</summary>
/// <param name="Steps">The steps with an answer that came out on the other side, in order.</param>
/// <param name="Answers">The answers that did, in words; of many the first.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Panels">Rows that show how far numbers moved.</param>
public sealed record Differences(
    IReadOnlyList<int> Steps, IReadOnlyList<string> Answers, int Total, IReadOnlyList<InspectionPanel> Panels)
{
    /// <summary>The most answers that are told one by one.</summary>
    public const int MostTold = 12;

    /// <summary>Compares two traces of one window of one episode.</summary>
    /// <param name="before">The original.</param>
    /// <param name="after">The other one.</param>
    public static Differences Of(EpisodeTrace before, EpisodeTrace after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        (EpisodeRecording old, EpisodeRecording now) = (before.Recording, after.Recording);
        List<string> told = [];
        List<int> steps = [];
        int total = 0;
        for (int step = 0; step < now.Steps; step++)
        {
            bool differs = false;
            foreach (TracedChannel channel in after.Targets)
                for (int column = channel.Start; column < channel.Start + channel.Width; column++)
                {
                    if (!IsOther(old, now, channel, step, column))
                        continue;
                    differs = true;
                    if (++total <= MostTold)
                        told.Add(Tell(old, now, channel, step, column));
                }

            if (differs)
                steps.Add(step);
        }

        return new(steps, told, total, [.. PanelsOf(before, after)]);
    }

    private static bool IsOther(EpisodeRecording old, EpisodeRecording now, TracedChannel channel, int step, int column) =>
        (now.Counts(step, column) || old.Counts(step, column))
        && (now.ToleranceOf(column) is { } tolerance
            ? Math.Abs(old.Outputs[step, column] - now.Outputs[step, column]) > tolerance
            : channel.Symbols is null
            ? old.Outputs[step, column] > 0.5f != now.Outputs[step, column] > 0.5f
            : old.Outputs[step, column] != now.Outputs[step, column]);

    private static string Tell(EpisodeRecording old, EpisodeRecording now, TracedChannel channel, int step, int column)
    {
        string place = channel.Symbols is null
            ? string.Create(CultureInfo.InvariantCulture, $"step {step}, {channel.Name} {column - channel.Start}")
            : string.Create(CultureInfo.InvariantCulture, $"step {step}, {channel.Name}");
        return $"{place}: {Answer(old)}, then {Answer(now)}";

        string Answer(EpisodeRecording recording) => Text(recording.Outputs[step, column])
            + (recording.IsWrong(step, column) ? " (wrong)" : recording.Counts(step, column) ? " (right)" : "");

        string Text(float value) => channel.Words is { } words && value >= 0 && (int)value < words.Count
            ? $"‘{words[(int)value]}’"
            : value.ToString(channel.Symbols is null ? "0.00" : "0", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<InspectionPanel> PanelsOf(EpisodeTrace before, EpisodeTrace after)
    {
        foreach (TracedChannel channel in after.Targets)
        {
            var moved = new float[after.Steps, channel.Width];
            for (int row = 0; row < after.Steps; row++)
                for (int column = 0; column < channel.Width; column++)
                {
                    (int step, int place) = (after.First + row, channel.Start + column);
                    float by = Math.Abs(before.Recording.Outputs[step, place] - after.Recording.Outputs[step, place]);
                    moved[row, column] = channel.Symbols is null ? Math.Min(1, by) : by == 0 ? 0 : 1;
                }

            yield return Panel($"output · {channel.Name}", PanelKind.Channel, moved);
        }

        IReadOnlyList<TracedHead> old = TracedHead.Of(before);
        foreach (TracedHead head in TracedHead.Of(after))
        {
            if (!old.Contains(head))
                continue;
            var moved = new float[after.Steps, 1];
            for (int row = 0; row < after.Steps; row++)
                moved[row, 0] = Moved(head.WeightsAt(before, after.First + row), head.WeightsAt(after, after.First + row));
            yield return Panel(head.Name, PanelKind.Bars, moved);
        }
    }

    private static InspectionPanel Panel(string name, PanelKind kind, float[,] values) =>
        new() { Name = name, Kind = kind, Values = new(values), Scale = ValueScale.Unit };

    /// <summary>How much of a weighting lies elsewhere, from 0 to 1.</summary>
    private static float Moved(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        if (before.Length != after.Length)
            return 0;
        double moved = 0;
        for (int slot = 0; slot < after.Length; slot++)
            moved += Math.Abs(before[slot] - after[slot]);
        return (float)Math.Min(1, moved / 2);
    }
}
