using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Works out the levels of a curriculum, and finds what does not fit the task.</summary>
/// <param name="config">What the config says.</param>
/// <param name="task">The task as it is trained.</param>
/// <param name="root">The config's tree.</param>
/// <param name="diagnostics">Receives every problem.</param>
internal sealed class CurriculumPlanner(CurriculumConfig config, TaskDefinition task, YamlMapping root, Diagnostics diagnostics)
{
    private const string Path = "training.curriculum";
    private const int MostLevels = 10_000;

    /// <summary>The levels; null when a problem was reported.</summary>
    public CurriculumPlan? Plan()
    {
        int before = diagnostics.Count;
        CheckMetric();
        CheckShares();
        List<CurriculumRanges> levels = config.Kind == CurriculumKind.Lessons ? Lessons() : Rising();
        return diagnostics.Count == before ? new(config, levels) : null;
    }

    private void CheckMetric()
    {
        string? problem = config.Kind == CurriculumKind.Linear ? null
            : config.Metric is { IsFree: true } or { Kind: MetricKind.ReferenceBitsPerSequence or MetricKind.BitsAboveReference }
                ? $"'{config.Metric}' is measured in evaluations only"
            : TaskMetrics.Problem(config.Metric.Name, task.Losses, hasReference: false);
        if (problem is not null)
            Report("metric", $"'{Path}.metric': {problem}");
    }

    private void CheckShares()
    {
        if (config.LookBack + config.Whole >= 1)
            Report("look_back", "'look_back' and 'whole' must be less than 1 together: what they leave is drawn from the level itself");
        if (config is { Kind: not CurriculumKind.Lessons, Draw: CurriculumDraw.Uniform, LookBack: > 0 })
            Report("look_back",
                "'look_back' changes nothing with 'draw: uniform', which draws from all below the level; write 'draw: highest'");
    }

    private List<CurriculumRanges> Lessons()
    {
        List<CurriculumRanges> levels = [];
        foreach (YamlMapping lesson in (root.At($"{Path}.lessons") as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            List<KeyValuePair<string, ValueRange>> set = [];
            ValueRange[] ranges = Whole();
            foreach (YamlEntry entry in lesson.Entries)
                // What cannot be read was reported when the config was.
                if (Find(entry) is { } index && ValueRange.Read(entry.Value, new()) is { } range)
                {
                    CheckInside(index, range, entry.Value.Mark, $"lesson {levels.Count + 1} draws '{entry.Key}' from");
                    ranges[index] = range with { IsInteger = ranges[index].IsInteger };
                    set.Add(new(entry.Key, ranges[index]));
                }

            levels.Add(new(set, ranges, ranges));
        }

        return levels;
    }

    private List<CurriculumRanges> Rising()
    {
        int before = diagnostics.Count;
        List<(int Index, double Height)> start = [];
        YamlMapping section = root.SectionAt($"{Path}.start");
        foreach (YamlEntry entry in section.Entries)
            if (Find(entry) is { } index && config.Start.TryGetValue(entry.Key, out double height))
            {
                CheckStart(index, height, entry);
                start.Add((index, height));
            }

        if (root.At($"{Path}.start") is YamlMapping { Entries.Count: 0 })
            diagnostics.Add(section.Mark, $"'{Path}.start' names no parameter; a curriculum raises at least one");
        return diagnostics.Count == before ? Climb(start) : [];
    }

    /// <summary>Raises all heights, each until it is at the end of its range.</summary>
    private List<CurriculumRanges> Climb(List<(int Index, double Height)> heights)
    {
        List<CurriculumRanges> levels = [];
        while (true)
        {
            levels.Add(LevelAt(heights));
            if (heights.TrueForAll(each => each.Height == RangeOf(each.Index).High))
                return levels;
            if (levels.Count == MostLevels)
            {
                Report("increment", $"the curriculum has more than {MostLevels} levels; let it rise by more at a time");
                return levels;
            }

            heights = [.. heights.Select(each => (each.Index, Math.Min(RangeOf(each.Index).High, Next(each.Height))))];
        }
    }

    private double Next(double height) => config.Kind == CurriculumKind.Doubling ? 2 * height : height + config.Increment;

    private CurriculumRanges LevelAt(List<(int Index, double Height)> heights)
    {
        ValueRange[] below = Whole(), ranges = Whole();
        foreach (var (index, height) in heights)
        {
            below[index] = below[index] with { High = height };
            ranges[index] = config.Draw == CurriculumDraw.Uniform ? below[index] : below[index] with { Low = height };
        }

        return new(
            [.. heights.Select(each => KeyValuePair.Create(task.Parameters[each.Index].Name, ranges[each.Index]))], ranges, below);
    }

    private void CheckStart(int index, double height, YamlEntry entry)
    {
        ValueRange range = RangeOf(index);
        if (range.IsFixed)
            diagnostics.Add(entry.Mark, $"'{entry.Key}' is {range} in every sequence that is trained, so a curriculum cannot raise it; "
                + "give it a range in 'task.parameters'");
        else
            CheckInside(index, ValueRange.Of(height), entry.Value.Mark, $"'{entry.Key}' starts at");
        if (config.Kind == CurriculumKind.Doubling && height <= 0)
            diagnostics.Add(entry.Value.Mark, $"'{entry.Key}' starts at {YamlText.Number(height)}, which doubling does not raise");
        if (config.Kind is CurriculumKind.Threshold or CurriculumKind.Linear && range.IsInteger && !double.IsInteger(config.Increment))
            Report("increment", $"a level adds {YamlText.Number(config.Increment)} to '{entry.Key}', which is always an integer");
    }

    /// <summary>The parameter that an entry names, if a curriculum can narrow it.</summary>
    private int? Find(YamlEntry entry)
    {
        if (task.FindParameter(entry, diagnostics) is not { } index)
            return null;
        if (task.Parameters[index].Scope != DrawScope.Task)
            return index;
        diagnostics.Add(entry.Mark, $"'{entry.Key}' is drawn once for the whole task, so a curriculum cannot narrow it");
        return null;
    }

    private void CheckInside(int index, ValueRange part, SourceMark mark, string what)
    {
        ValueRange range = RangeOf(index);
        if (range.Contains(part))
            return;
        diagnostics.Add(mark, (range with { IsInteger = false }).Contains(part)
            ? $"{what} {part}, but it is always an integer"
            : $"{what} {part}, which is not within {range}, the range that is trained");
    }

    private ValueRange[] Whole() => [.. task.Parameters.Select(parameter => parameter.Range)];

    private ValueRange RangeOf(int index) => task.Parameters[index].Range;

    private void Report(string key, string message) => diagnostics.Add(root.MarkOf($"{Path}.{key}"), message);
}
