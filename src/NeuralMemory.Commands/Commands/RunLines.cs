using System.Text.Json.Nodes;
using NeuralMemory.Analysis;
using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Commands;

/// <summary>
/// Reads what runs measured as lines to draw: a panel for each task, a line for each group of runs whose folders differ in the seed alone.
/// </summary>
/// <param name="metric">What to read; null for what is usual.</param>
/// <param name="isGrid">Whether to read what was measured at the end on the grid, in place of the course of training.</param>
internal sealed class RunLines(string? metric, bool isGrid)
{
    private static readonly string[] Usual = ["wrong_bits_percent", "wrong_symbols_percent", "wrong_numbers_percent"];

    /// <summary>Reads all runs of some folders.</summary>
    /// <exception cref="RunException">There is no run, or none has measured what is asked for; or a run is damaged.</exception>
    /// <exception cref="Yaml.InvalidInputException">A run's config is damaged.</exception>
    public IReadOnlyList<LinePanel> Read(IReadOnlyList<string> folders)
    {
        string[] paths = [.. folders.SelectMany(PathsIn).Distinct()];
        MeasuredRun[] runs = [.. paths.Select(Read).OfType<MeasuredRun>()];
        if (runs.Length == 0)
            throw new RunException(RunProblem.Missing,
                $"no run in {string.Join(", ", folders.Select(folder => $"'{folder}'"))} has measured "
                + $"{metric ?? "anything"}{(isGrid ? " on a grid" : "")} so far");
        return [.. runs.GroupBy(run => run.Task).Select(Panel)];
    }

    private static IEnumerable<string> PathsIn(string folder)
    {
        string[] paths = [.. RunLister.Find(folder).Select(run => run.Path).Order(StringComparer.Ordinal)];
        if (paths.Length > 0)
            return paths;
        // Says which runs may have been meant.
        using (RunDirectory.Open(folder))
            return [folder];
    }

    private LinePanel Panel(IGrouping<string, MeasuredRun> runs)
    {
        MeasuredRun first = runs.First();
        if (runs.FirstOrDefault(run => run.Across != first.Across || run.Metric != first.Metric) is { } other)
            throw new RunException(RunProblem.Missing, $"'{first.Path}' and '{other.Path}' are of one task, {runs.Key}, and have measured "
                + $"{first.Metric} by {first.Across}, and {other.Metric} by {other.Across}: draw them apart");
        return new(runs.Key, first.Metric, first.Across,
            [.. runs.GroupBy(run => run.Line).Select(line => new PanelLine(line.Key, [.. line.Select(run => run.Points)]))])
        {
            IsCourse = !isGrid,
            IsLogarithmic = !isGrid,
            Trained = first.Trained,
        };
    }

    /// <summary>What a run has measured; null for nothing so far.</summary>
    private MeasuredRun? Read(string path)
    {
        using RunDirectory run = RunDirectory.Open(path);
        Experiment experiment = StoredExperiment.Read(run, [], anyChange: true);
        return isGrid ? ReadGrid(run, experiment) : ReadCourse(run, experiment);
    }

    private MeasuredRun? ReadCourse(RunDirectory run, Experiment experiment)
    {
        MetricsRecord[] records = [.. run.ReadMetrics().Where(record => record.Split == "evaluation")];
        if (records.Length == 0)
            return null;
        string name = MetricOf(run, records[^1].Values);
        LinePoint[] points = [.. records.Where(record => record.Sequences > 0 && double.IsFinite(record[name] ?? double.NaN))
            .Select(record => new LinePoint(record.Sequences, record[name]!.Value))];
        return points.Length == 0 ? null : new(run.Path, experiment.Task.Name, name, "training sequences", points);
    }

    private MeasuredRun? ReadGrid(RunDirectory run, Experiment experiment)
    {
        KeyValuePair<string, IReadOnlyList<ValueRange>>[] axes =
            [.. experiment.Config.Evaluation.Grid.Where(axis => axis.Value.Count > 1)];
        if (axes.Length != 1)
            throw new RunException(RunProblem.Missing, $"'{run.Path}' has a grid of {axes.Length} axes, and a line needs one: "
                + "evaluation.grid in its config");
        Evaluation[] evaluations = [.. run.Evaluations.Read()];
        List<(double X, Evaluation Measured)> found = [];
        foreach ((EvaluationPoint point, ValueRange value) in experiment.Grid.Zip(axes[0].Value))
            if (MeasuredAt(point) is { } measured)
                found.Add((value.Mean, measured));
        if (found.Count == 0)
            return null;
        string name = MetricOf(run, found[0].Measured.Metrics);
        LinePoint[] points = [.. found.Where(each => double.IsFinite(each.Measured[name] ?? double.NaN)).OrderBy(each => each.X)
            .Select(each => new LinePoint(each.X, each.Measured[name]!.Value))];
        return points.Length == 0 ? null : new(run.Path, experiment.Task.Name, name, axes[0].Key, points)
        {
            Trained = TrainedTo(experiment, axes[0].Key) is { } most && most >= points[0].X && most < points[^1].X ? most : null,
        };

        Evaluation? MeasuredAt(EvaluationPoint point) => evaluations.LastOrDefault(each => each.Name == point.Name)
            ?? evaluations.LastOrDefault(each => IsOf(point, experiment, each));
    }

    /// <summary>A run that was interrupted has measured nothing at its end, but <c>eval</c> may have since.</summary>
    private static bool IsOf(EvaluationPoint point, Experiment experiment, Evaluation evaluation) =>
        evaluation.Slots == (point.Slots ?? experiment.Config.Machine.MemorySlots)
        && point.Task.Parameters.All(parameter => evaluation.Parameters[parameter.Name] is { } value
            && JsonNode.DeepEquals(value, JsonNode.Parse(Json.Parameters([KeyValuePair.Create(parameter.Name, parameter.Range)])
                [parameter.Name]!.ToJsonString())));

    private static double? TrainedTo(Experiment experiment, string axis) => axis == "slots"
        ? experiment.Config.Machine.MemorySlots
        : experiment.Task.Parameters.FirstOrDefault(parameter => parameter.Name == axis)?.Range.High;

    private string MetricOf(RunDirectory run, IReadOnlyList<MetricValue> values)
    {
        string[] names = [.. values.Select(value => value.Name)];
        if (metric is null)
            return Usual.FirstOrDefault(names.Contains) ?? names[0];
        return names.Contains(metric) ? metric : throw new RunException(RunProblem.Missing,
            $"'{run.Path}' has not measured {metric}; it has {string.Join(", ", names)}");
    }

    /// <summary>What one run has measured.</summary>
    private sealed record MeasuredRun(string Path, string Task, string Metric, string Across, IReadOnlyList<LinePoint> Points)
    {
        /// <summary>The line that it belongs to.</summary>
        public string Line => SeedFolders.NameOf(Path);

        /// <summary>How far training went across; null where nothing is drawn beyond it.</summary>
        public double? Trained { get; init; }
    }
}
