using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>A sweep with all its points and jobs, checked: every point is an experiment that can be run.</summary>
public sealed class Sweep
{
    private readonly SweepSource _source;

    private Sweep(
        SweepDefinition definition, string folder, SweepSource source, WarmStart? from, IReadOnlyList<ResolvedPoint> points)
    {
        (Definition, Folder, _source, From) = (definition, folder, source, from);
        Points = [.. points.Select(point => point.Point).DistinctBy(point => point.Id)];
        Repeated = [.. points.GroupBy(point => point.Point.Id).Where(same => same.Count() > 1)
            .Select(same => (IReadOnlyList<SweepPoint>)[.. same.Select(point => point.Point)])];
        TasksByName = points.GroupBy(point => point.TaskName).ToDictionary(same => same.Key, same => same.First().Task);
        Warnings = [.. points.SelectMany(point => point.Warnings).Distinct()];
        Jobs = [.. Points.SelectMany(point => definition.Seeds.Select(seed => JobOf(point, seed)))];
    }

    /// <summary>What it is, the seeds filled in.</summary>
    public SweepDefinition Definition { get; }

    /// <summary>Where its runs are.</summary>
    public string Folder { get; }

    /// <summary>The weights that all runs begin with, as they were when the sweep was begun; null for those of their seeds.</summary>
    public WarmStart? From { get; }

    /// <summary>The points, each once, in the order of the axes.</summary>
    public IReadOnlyList<SweepPoint> Points { get; }

    /// <summary>Points that come to the same config and are run once: each such set.</summary>
    public IReadOnlyList<IReadOnlyList<SweepPoint>> Repeated { get; }

    /// <summary>The jobs: every point with every seed, point by point.</summary>
    public IReadOnlyList<Job> Jobs { get; }

    /// <summary>What points say and can have no effect, each once; it is no reason not to train.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; }

    /// <summary>The keys of the axes, in order.</summary>
    public IReadOnlyList<string> Axes => [.. Points.SelectMany(point => point.Values).Select(value => value.Key).Distinct()];

    /// <summary>The tasks by the names that the points call them.</summary>
    internal IReadOnlyDictionary<string, TaskDefinition> TasksByName { get; }

    /// <summary>The config's tree, the overrides of all points applied.</summary>
    internal YamlMapping Base => _source.Base;

    /// <summary>The job of an ID.</summary>
    /// <exception cref="RunException">There is none; the message names one that may have been meant.</exception>
    public Job Find(string id) => Jobs.FirstOrDefault(job => job.Id == id) ?? throw new RunException(RunProblem.Missing,
        $"the sweep in '{Folder}' has no job {Quoted.Text(id)}"
        + (NearestName.Find(id, Jobs.Select(job => job.Id)) is { } near ? $"; did you mean '{near}'?" : "")
        + "; its jobs are listed by: sweep status");

    /// <summary>Makes the points of a definition, and checks each of them.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="folder">Where its runs are, or would be.</param>
    /// <param name="source">Its config and its tasks.</param>
    /// <param name="weights">What its folder says of the weights to begin with; null where it says nothing.</param>
    /// <param name="markOf">Where a key was written in the sweep's file; null where it was not.</param>
    /// <param name="diagnostics">Receives the problems of all points, each once.</param>
    /// <returns>The sweep, or null when a problem was reported.</returns>
    internal static Sweep? Resolve(
        SweepDefinition definition, string folder, SweepSource source, StoredWeights? weights, Func<string, SourceMark?> markOf,
        Diagnostics diagnostics)
    {
        IReadOnlyList<IReadOnlyList<PointValue>> values = PointList.Of(definition, markOf, diagnostics);
        WarmStart? from = SweepWeights.Of(definition, weights, markOf, diagnostics);
        if (diagnostics.Any)
            return null;
        IReadOnlyDictionary<string, string> names = PointLabels.Of([.. values[0].Select(value => value.Key)]);
        List<ResolvedPoint> points = [];
        foreach (IReadOnlyList<PointValue> each in values)
        {
            YamlMapping tree = source.Tree(each, diagnostics);
            if (!diagnostics.Any)
                YamlOverride.Set(tree, "training.threads", Number(definition.Threads), default, diagnostics);
            if (!diagnostics.Any && definition.Seeds.Count > 0)
                YamlOverride.Set(tree, "seed", Number(definition.Seeds[0]), default, diagnostics);
            if (source.Read(tree, diagnostics) is { } experiment)
                points.Add(new(
                    new(PointIdentity.Of(experiment, from), each.Count == 0 ? definition.Name : PointLabels.Of(each, names), each),
                    experiment.Config.Task.Name, experiment.Task, experiment.Config.Seed, experiment.Warnings));
        }

        if (diagnostics.Any)
            return null;
        if (definition.Seeds.Count == 0)
            definition = definition with { Seeds = [points[0].Seed] };
        return new(definition, folder, source, from, points);
    }

    /// <summary>Reports the first point that the weights to begin with do not fit; runs report weights that are gone.</summary>
    internal void CheckWeights(Diagnostics diagnostics)
    {
        if (From is null)
            return;
        foreach (SweepPoint point in Points)
        {
            try
            {
                From.Check(Load(point, Definition.Seeds[0]));
            }
            catch (InvalidInputException exception)
            {
                foreach (Diagnostic each in exception.Diagnostics)
                    diagnostics.Add(each.Mark, point.Values.Count == 0 ? each.Message : $"{point.Label}: {each.Message}");
                return;
            }
            catch (RunException)
            {
                // Runs that have begun have the weights; those that have not say what is wrong with them.
                return;
            }
        }
    }

    private Job JobOf(SweepPoint point, long seed) => new()
    {
        Id = $"{point.Id}/{SeedFolder.Of(seed)}",
        Group = point.Label,
        Values = [.. point.Values.Select(value => KeyValuePair.Create(value.Key, value.Text))],
        Seed = seed,
        Directory = Path.Combine(Folder, point.Id, SeedFolder.Of(seed)),
        From = From,
        Load = () => Load(point, seed),
    };

    private Experiment Load(SweepPoint point, long seed)
    {
        Diagnostics diagnostics = new();
        YamlMapping tree = _source.Tree(point.Values, diagnostics);
        YamlOverride.Set(tree, "training.threads", Number(Definition.Threads), default, diagnostics);
        YamlOverride.Set(tree, "seed", Number(seed), default, diagnostics);
        Experiment? experiment = diagnostics.Any ? null : _source.Read(tree, diagnostics);
        diagnostics.ThrowIfAny();
        return experiment!;
    }

    private static YamlScalar Number(long value) => new(default, FormattableString.Invariant($"{value}"));

    /// <summary>A point with what is to be known of its experiment.</summary>
    private sealed record ResolvedPoint(
        SweepPoint Point, string TaskName, TaskDefinition Task, long Seed, IReadOnlyList<Diagnostic> Warnings);
}
