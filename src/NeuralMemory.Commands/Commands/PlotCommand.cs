using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Analysis;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory plot</c>: runs, groups and sweeps as a picture, with the numbers behind it.</summary>
internal static class PlotCommand
{
    private const int MostSmoothed = 10_000;
    private static readonly string[] Kinds = ["curve", "generalisation", "time-to-solution"];

    public static Command Create(Terminal terminal)
    {
        Argument<string[]> folders = new("DIR")
        {
            Description = "Runs, groups of seeds, sweeps, or any folder of them; runs that differ in the seed alone are one line",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> kind = Choice("--kind", "What is drawn: curve, generalisation (the grid at the end) or time-to-solution", Kinds);
        Option<string?> metric = new("--metric")
        {
            HelpName = "NAME",
            Description = "What was measured, such as bits_per_sequence; if not given the one of the stop rule, or of a grid a share",
        };
        Option<string> across = Choice("--x", "What curves are drawn over", "sequences", "steps", "seconds");
        Option<string?> log = new("--log") { HelpName = "x|y|xy", Description = "Which axes are logarithmic; none if not given" };
        log.AcceptOnlyFromAmong("x", "y", "xy");
        Option<string> band = Choice("--band", "Around a group: the median with quartiles (iqr), the mean with a standard deviation (sd), "
            + "the median with the least and the greatest (range), or each run (none)", "iqr", "sd", "range", "none");
        Option<string> split = Choice("--split", "Curves of evaluations, or of training itself", "evaluation", "train");
        Option<long?> smooth = Options.Whole("--smooth",
            "Take the running median over so many evaluations of each run; what was measured is drawn behind it", 1, MostSmoothed);
        Option<string?> title = new("--title") { HelpName = "TEXT", Description = "The headline" };
        Option<string?> output = new("--out")
        {
            HelpName = "FILE.svg",
            Description = "Where the picture goes, with its numbers beside it as .csv; named by the first folder if not given",
        };
        Option<bool> json = Options.Json("Print a JSON document that names the files, for scripts");
        DocumentedCommand command = new("plot", "Draw learning curves, generalisation, or time to solution of runs and groups",
            "neuralmemory plot results/ntm-copy", "neuralmemory plot results/ntm-copy results/lstm-copy --log y --x seconds --out race.svg",
            "neuralmemory plot results/ntm-copy --kind generalisation",
            "neuralmemory plot results/copy-sweep --kind time-to-solution --json")
        { folders, kind, metric, across, log, band, split, smooth, title, output, json };
        command.SetAction(parsed =>
        {
            string chosen = parsed.GetRequiredValue(kind);
            if (chosen != "curve")
                foreach (Option option in (Option[])[.. chosen == "generalisation" ? (Option[])[across] : [metric], band, split, smooth])
                    if (parsed.GetResult(option) is { Implicit: false })
                        throw new InvalidInputException(SourceMark.WholeFile(option.Name), $"it has no meaning with --kind {chosen}");
            string[] given = parsed.GetRequiredValue(folders);
            string file = parsed.GetValue(output) ?? $"{NameOf(given[0])}-{chosen}.svg";
            PictureName.Expect("--out", file);
            string numbers = Path.ChangeExtension(file, ".csv");
            if (file == numbers)
                throw new InvalidInputException(SourceMark.WholeFile("--out"),
                    $"{Quoted.Text(file)} is where the numbers of the picture go; name the picture, such as "
                    + Quoted.Text(Path.ChangeExtension(file, ".svg")));
            Progress progress = Enum.Parse<Progress>(parsed.GetRequiredValue(across), ignoreCase: true);
            string axes = parsed.GetValue(log) ?? "";
            RunCollection runs = RunCollection.Open(given);
            ReportProblems(terminal, runs);
            CurveOptions options = new()
            {
                Metric = parsed.GetValue(metric),
                Split = parsed.GetRequiredValue(split),
                Progress = progress,
                Band = BandOf(parsed.GetRequiredValue(band)),
                Smooth = (int)(parsed.GetValue(smooth) ?? 1),
                IsLogarithmicAcross = axes.Contains('x', StringComparison.Ordinal),
                IsLogarithmicUp = axes.Contains('y', StringComparison.Ordinal),
            };
            Figure figure = chosen switch
            {
                "curve" => CurveFigures.Of(runs, options),
                "generalisation" => GridFigures.Of(runs, options.Metric, options.IsLogarithmicAcross, options.IsLogarithmicUp),
                _ => SolveFigures.Of(runs, progress, options.IsLogarithmicAcross),
            };
            if (parsed.GetValue(title) is { } headline)
                figure = figure with { Title = headline };
            AtomicFile.WriteText(file, FigureSvg.Document(figure));
            AtomicFile.WriteText(numbers, FigureCsv.Of(figure));
            if (parsed.GetValue(json))
                Json.Write(terminal, new JsonObject
                {
                    ["kind"] = chosen,
                    ["title"] = figure.Title,
                    ["shows"] = figure.Subtitle,
                    ["groups"] = runs.Groups.Count,
                    ["runs"] = runs.Groups.Sum(group => group.Runs.Count),
                    ["picture"] = file,
                    ["numbers"] = numbers,
                });
            else
                Print(terminal, runs, figure, file, numbers);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Runs that cannot be read are said, and hide no other.</summary>
    internal static void ReportProblems(Terminal terminal, RunCollection runs)
    {
        foreach (RunFacts run in runs.Unreadable)
            terminal.WriteErrorWords($"warning: '{run.Path}' is left out: {run.Problem}");
        if (runs.Groups.Count == 0)
            throw new RunException(RunProblem.Missing, "none of these runs can be read");
    }

    /// <summary>What a file is called that tells of a folder.</summary>
    internal static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is
    { Length: > 0 } name ? SeedFolders.NameOf(folder) is { Length: > 0 } group && group != name ? $"{group}-{name}" : name : "runs";

    private static void Print(Terminal terminal, RunCollection runs, Figure figure, string file, string numbers)
    {
        int count = runs.Groups.Sum(group => group.Runs.Count);
        terminal.WriteWords($"drawn: {Readable.Count(count)} {(count == 1 ? "run" : "runs")} in {Readable.Count(runs.Groups.Count)} "
            + $"{(runs.Groups.Count == 1 ? "group" : "groups")}: {figure.Subtitle.Split("; open arrows")[0]}", indent: 7);
        foreach (SolveRow row in (figure as SolveFigure)?.Rows ?? [])
            terminal.WriteWords($"       {row.Name}: {row.Result}", indent: 9);
        foreach (string note in figure.Notes)
            terminal.WriteWords($"       {note}", indent: 7);
        terminal.WriteWords($"picture: {file}", indent: 9);
        terminal.WriteWords($"numbers: {numbers}", indent: 9);
    }

    private static CurveBand BandOf(string band) => band switch
    {
        "sd" => CurveBand.Deviation,
        "range" => CurveBand.Range,
        "none" => CurveBand.None,
        _ => CurveBand.Quartiles,
    };

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        Option<string> option = new(name)
        {
            HelpName = string.Join('|', values),
            Description = description,
            DefaultValueFactory = _ => values[0],
        };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
