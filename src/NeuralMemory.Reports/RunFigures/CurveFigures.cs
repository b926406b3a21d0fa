using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Learning curves of runs, a line for each group.</summary>
public static class CurveFigures
{
    private const int MostThreads = 30;

    /// <summary>The figure.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="options">How they are drawn.</param>
    /// <exception cref="RunException">No run has measured that so far; the message names what was measured.</exception>
    public static LineFigure Of(RunCollection runs, CurveOptions options)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(options);
        string metric = RunMetrics.Choose(runs, options.Metric, RunMetrics.OfCurves(runs, options.Split),
            options.Split == "train" ? "in training" : "in evaluations");
        FigureLine[] lines =
            [.. runs.Groups.Select((group, i) => LineOf(group, metric, options, i, runs.Groups.Count == 1)).OfType<FigureLine>()];
        return new(RunMetrics.TitleOf(runs), $"{MetricNames.InWords(metric)} {EpisodesOf(runs, options.Split)}{StatisticOf(runs, options)}",
            new(AxisOf(options.Progress)) { IsLogarithmic = options.IsLogarithmicAcross, From = options.IsLogarithmicAcross ? null : 0 },
            new(MetricNames.InWords(metric)) { IsLogarithmic = options.IsLogarithmicUp }, lines)
        {
            References = RunMetrics.PublishedOf(runs, metric),
            Notes = [.. NotesOf(runs, options, lines)],
            AcrossColumn = ColumnOf(options.Progress),
            ValueColumn = metric,
        };
    }

    /// <summary>The names of what was measured in the course of training, in the order of the files.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="split">What it was measured on: <c>evaluation</c>, <c>train</c>.</param>
    public static IReadOnlyList<string> MetricsOf(RunCollection runs, string split = "evaluation")
    {
        ArgumentNullException.ThrowIfNull(runs);
        return RunMetrics.OfCurves(runs, split);
    }

    /// <summary>The name of what curves are drawn over, as a column of a table.</summary>
    internal static string ColumnOf(Progress progress) => progress.ToString().ToLowerInvariant();

    /// <summary>The same as the title of an axis.</summary>
    internal static string AxisOf(Progress progress) => progress switch
    {
        Progress.Steps => "training steps",
        Progress.Seconds => "seconds of training (wall clock)",
        _ => "training sequences",
    };

    private static FigureLine? LineOf(RunGroup group, string metric, CurveOptions options, int style, bool isAlone)
    {
        GroupCurve.Course[] courses = GroupCurve.CoursesOf(group, metric, options);
        if (courses.All(course => course.Points.Count == 0))
            return null;
        bool hasThreads = options.Smooth > 1
            || (courses.Length > 1 && (options.Band == CurveBand.None || (isAlone && courses.Length <= MostThreads)));
        // Over a clock the runs of a group are measured at places of their own.
        IReadOnlyList<(double X, Summary Values)> curve = GroupCurve.Summarize(courses, metric);
        FigureLine line = new(group.Label, [.. curve.Select(point => new FigurePoint(point.X, MiddleOf(point.Values, options.Band)))])
        {
            Style = style,
            Statistic = courses.Length == 1 ? "value" : options.Band == CurveBand.Deviation ? "mean" : "median",
            Remark = courses.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"n = {courses.Length}"),
            Threads = !hasThreads ? [] : [.. courses.Where(course => course.Measured.Count > 0)
                .Select(course => new FigureThread(NameOf(course.Run), course.Measured))],
            Dots = !hasThreads || courses.Length == 1 ? [] : [.. courses.Where(course => course.Run.HasEnded && course.Measured.Count > 0)
                .Select(course => course.Measured[^1]).Where(point => !double.IsNaN(point.Y))],
        };
        return courses.Length == 1 || options.Band == CurveBand.None ? line : line with
        {
            Band = [.. curve.Select(point => SpreadOf(point.X, point.Values, options.Band))],
            BandEnds = options.Band switch
            {
                CurveBand.Deviation => ("mean_minus_sd", "mean_plus_sd"),
                CurveBand.Range => ("minimum", "maximum"),
                _ => ("first_quartile", "third_quartile"),
            },
        };
    }

    private static string NameOf(RunFacts run) => string.Create(CultureInfo.InvariantCulture, $"seed {run.Seed}");

    private static double MiddleOf(Summary values, CurveBand band) => band == CurveBand.Deviation ? values.Mean : values.Median;

    private static FigureSpread SpreadOf(double x, Summary values, CurveBand band) => band switch
    {
        CurveBand.Deviation => double.IsNaN(values.Deviation)
            ? new(x, values.Mean, values.Mean)
            : new(x, values.Mean - values.Deviation, values.Mean + values.Deviation),
        CurveBand.Range => new(x, values.Minimum, values.Maximum),
        _ => new(x, values.Low, values.High),
    };

    private static string EpisodesOf(RunCollection runs, string split) => split == "train"
        ? "on the sequences of training"
        : runs.Groups.SelectMany(group => group.Runs).Any(run => run.HasTestEpisodes)
            ? "on selection episodes"
            : "on held-out episodes";

    private static string StatisticOf(RunCollection runs, CurveOptions options)
    {
        if (runs.Groups.All(group => group.Runs.Count == 1))
            return "";
        bool hasThreads = runs.Groups.Count == 1 && options.Band != CurveBand.None && runs.Groups[0].Runs.Count <= MostThreads;
        return options.Band switch
        {
            CurveBand.Deviation => "; mean and one standard deviation of the runs",
            CurveBand.Range => "; median of the runs, and from the least to the greatest",
            CurveBand.None => "; thin: each run; thick: their median",
            _ => "; median and interquartile band of the runs",
        } + (hasThreads ? "; thin: each run" : "");
    }

    private static IEnumerable<string> NotesOf(RunCollection runs, CurveOptions options, FigureLine[] lines)
    {
        if (options.Smooth > 1)
            yield return string.Create(CultureInfo.InvariantCulture, $"Smoothed: the running median of {options.Smooth} "
                + $"{(options.Split == "train" ? "reports" : "evaluations")} of each run. Thin: as measured.");
        RunFacts[] all = [.. runs.Groups.SelectMany(group => group.Runs)];
        if (lines.Any(line => line.Band.Count > 0) && all.Any(run => run.Status?.State == RunState.Done))
            yield return "A run that is done keeps its last value."
                + (lines.Any(line => line.Dots.Count > 0) ? " Dots: where training ended." : "");
        int open = all.Count(run => !run.HasEnded);
        if (open > 0 && all.Length > 1)
            yield return FormattableString.Invariant($"{open} of {all.Length} runs ")
                + (open == 1 ? "has not ended and does not count beyond its last evaluation."
                    : "have not ended and do not count beyond their last evaluation.");
        string[] missing = [.. runs.Groups.Select(group => group.Label).Except(lines.Select(line => line.Name))];
        if (missing.Length > 0)
            yield return $"Nothing measured so far: {string.Join("; ", missing)}.";
    }
}
