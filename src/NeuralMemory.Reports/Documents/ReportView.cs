using System.Globalization;
using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>What a report shows, in the order in which it does.</summary>
public sealed class ReportView
{
    private readonly ReportSource _source;
    private readonly IReadOnlyList<RunGroup> _ranked;
    private readonly RunFacts[] _runs;
    private readonly RunGroup _best;

    internal ReportView(ReportSource source)
    {
        _source = source;
        _ranked = RunTables.Ranked(source.Runs.Groups);
        _best = _ranked[0];
        _runs = [.. source.Runs.Groups.SelectMany(group => group.Runs)];
        RunCollection drawn = ReportFigures.Drawn(source.Runs, _ranked);
        Curves = ReportFigures.Curves(drawn);
        OtherCurves = ReportFigures.OtherCurves(drawn, Curves.Count > 0 ? Curves[0] : null);
        Generalisation = ReportFigures.Generalisation(drawn, _best);
        Solving = _runs.Length > 1 ? ReportFigures.Solving(source.Runs, drawn) : null;
        Points = IsSweep ? RunTables.PointsOf(source.Runs, _ranked) : null;
        Seeds = RunTables.SeedsOf(source.Runs.Groups);
        Environment = EnvironmentTable.Of(_runs);
        Journal = JournalTable.Of(_runs);
        Files = [.. FilesOf()];
        DrawnNote = drawn.Groups.Count == source.Runs.Groups.Count ? ""
            : $"The {AxisText.Count(drawn.Groups.Count)} best of {AxisText.Count(source.Runs.Groups.Count)} points.";
    }

    private bool IsSweep => _source.Runs.Groups.Count > 1;

    /// <summary>What was reported: a run, a group, a sweep.</summary>
    public string Kind => IsSweep ? (_source.Sweep is null ? "" : "sweep of ") + AxisText.Count(_source.Runs.Groups.Count)
            + $" {(_source.Sweep is null ? "groups" : "points")}, {AxisText.Count(_runs.Length)} runs"
        : _runs.Length == 1 ? "run" : $"group of {AxisText.Count(_runs.Length)} runs";

    /// <summary>The headline.</summary>
    public string Title => (IsSweep && _source.Name is { } name ? $"{name}: " : "") + RunMetrics.TitleOf(_source.Runs);

    /// <summary>What the config says of itself.</summary>
    public string Description =>
        _source.Runs.Groups.Select(group => group.Config.TextAt("description") ?? "").Distinct().ToArray() is [var one] ? one : "";

    /// <summary>How people marked the runs.</summary>
    public IReadOnlyList<string> Tags => [.. _runs.SelectMany(run => run.Tags).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What people wrote about the runs.</summary>
    public IReadOnlyList<string> Notes => [.. _runs.Select(run => run.Note).OfType<string>().Distinct()];

    /// <summary>What was trained on what; of a sweep the best point.</summary>
    public string Sentence => (IsSweep ? $"Best by selection: {_best.Label}. There, " : "") + GroupText.SentenceOf(_best);

    /// <summary>How the runs ended.</summary>
    public string States => (_runs is [var one] ? $"The run: {one.State}."
            : $"Of {AxisText.Count(_runs.Length)} runs: {GroupText.StatesOf(_runs)}.")
        + (_runs.Length == 1 && _runs[0].Status?.Reason is { } reason ? $" {reason}." : "")
        + (_source.Runs.Unreadable.Count() is > 0 and var count ? $" {AxisText.Count(count)} could not be read." : "");

    /// <summary>The key figures; of a sweep those of the best point.</summary>
    public IReadOnlyList<ReportCard> Cards => [.. GroupText.CardsOf(_best)];

    /// <summary>Which episodes chose and which are reported.</summary>
    public string Episodes => GroupText.EpisodesOf(_source.Runs.Groups);

    /// <summary>The points of a sweep; null for no sweep.</summary>
    public ReportTable? Points { get; }

    /// <summary>The learning curves, with a linear and a logarithmic axis.</summary>
    public IReadOnlyList<Figure> Curves { get; }

    /// <summary>Those of other metrics.</summary>
    public IReadOnlyList<Figure> OtherCurves { get; }

    /// <summary>Which curves are drawn; empty where all are.</summary>
    public string DrawnNote { get; }

    /// <summary>What machines answer at other sizes; null where nothing was measured.</summary>
    public Figure? Generalisation { get; }

    /// <summary>The time until runs were solved; null where nothing is known.</summary>
    public Figure? Solving { get; }

    /// <summary>One episode; null for none.</summary>
    public ReportEpisode? Episode => _source.Episode;

    /// <summary>All runs.</summary>
    public ReportTable Seeds { get; }

    /// <summary>The files that define the experiment, with their titles.</summary>
    public IReadOnlyList<(string Title, string Text)> Files { get; }

    /// <summary>Where and with what runs were made.</summary>
    public ReportTable Environment { get; }

    /// <summary>The commands that touched the runs; null where no journal was kept.</summary>
    public ReportTable? Journal { get; }

    /// <summary>The sections of the page: what links name them by, and titles.</summary>
    public IEnumerable<(string Id, string Title)> Sections
    {
        get
        {
            yield return ("summary", "Summary");
            if (Points is not null)
                yield return ("points", "Points");
            if (Curves.Count > 0)
                yield return ("curves", "Curves");
            if (Generalisation is not null)
                yield return ("generalisation", "Generalisation");
            if (Solving is not null)
                yield return ("solving", "Time to solution");
            if (Episode is not null)
                yield return ("inspection", "Episode");
            yield return ("runs", "Runs");
            yield return ("config", "Config");
            yield return ("environment", "Environment");
            if (Journal is not null)
                yield return ("journal", "Journal");
            yield return ("reproduce", "Reproduce");
        }
    }

    /// <summary>Commands, with what each does.</summary>
    public IEnumerable<(string Text, string Command)> Reproduce
    {
        get
        {
            string[] commands = [.. _runs.Select(CommandOf).OfType<string>().Distinct().Take(20)];
            if (commands.Length > 0)
                yield return (_runs.Length == 1 ? "The run was begun by" : "Runs were begun by", string.Join('\n', commands));
            string seeds = string.Join(',', _best.Runs.Select(run => run.Seed).OfType<long>()
                .Select(seed => seed.ToString(CultureInfo.InvariantCulture)));
            string options = $"{(_best.Runs.Count == 1 ? "--seed" : "--seeds")} {seeds}{From(_best.Runs[0].Origin)}";
            if (_best.Runs[0].Origin is { Layout: not null, Run: var file })
                yield return ("The config above, saved as config.yaml with the task beside it as task.yaml, takes the same weights, and "
                    + "goes on with them to the same bits where the environment has the same vectors and version:",
                    $"neuralmemory import {file} --as config.yaml --out run\nneuralmemory resume run");
            else
                yield return ("The config above, saved as config.yaml with the task beside it as task.yaml, trains the same machine to "
                    + "the same bits where the environment has the same vectors and version:", $"neuralmemory train config.yaml {options}");
            yield return ("This page is made anew by", _source.Command);
        }
    }

    /// <summary>The options for weights of another run; nothing where there are none.</summary>
    private static string From(RunOrigin? origin) => origin is null ? "" : string.Create(CultureInfo.InvariantCulture,
        $" --from {origin.Run}@{origin.Step}{(origin.WithOptimizer ? " --with-optimizer" : "")}");

    private static string? CommandOf(RunFacts run)
    {
        try
        {
            using RunDirectory directory = RunDirectory.Open(run.Path);
            return File.ReadAllText(directory.CommandPath).Trim();
        }
        catch (Exception exception) when (exception is RunException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private IEnumerable<(string, string)> FilesOf()
    {
        if (_source.Sweep is { } sweep)
            yield return ("Sweep (sweep.yaml)", sweep);
        using RunDirectory directory = RunDirectory.Open(_best.Runs[0].Path);
        yield return (IsSweep ? $"Resolved config of {_best.Label}, seed {_best.Runs[0].Seed} (config.yaml)"
            : _runs.Length == 1 ? "Resolved config (config.yaml)"
            : $"Resolved config of seed {_best.Runs[0].Seed} (config.yaml); the others differ in the seed alone", directory.ReadConfig());
        if (File.Exists(directory.TaskPath))
            yield return ("Task (task.yaml)", directory.ReadTask());
    }
}
