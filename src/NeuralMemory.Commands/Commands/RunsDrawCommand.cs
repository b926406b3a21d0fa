using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory runs draw</c>: what many runs measured, in one picture.</summary>
internal static class RunsDrawCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> folders = new("DIR")
        {
            Description = "Runs, or folders of them; those that differ in the seed alone, as lstm-seed1 and lstm-seed2, are one line",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> grid = new("--grid")
        {
            Description = "Draw what was measured at the end on the config's grid, such as by length, in place of learning curves",
        };
        Option<string?> metric = new("--metric")
        {
            HelpName = "NAME",
            Description = "What to draw, such as bits_per_sequence; wrong_bits_percent or wrong_symbols_percent if not given",
        };
        Option<string?> title = new("--title") { HelpName = "TEXT", Description = "The headline" };
        Option<string> output = new("--out")
        {
            HelpName = "FILE",
            Description = "Where the picture goes",
            DefaultValueFactory = _ => "runs.svg",
        };
        Option<bool> json = Options.Json("Print a JSON document with all points, for scripts");
        DocumentedCommand command = new("draw", "Draw learning curves of runs, or what they measured on a grid, a panel for each task",
            "neuralmemory runs draw results", "neuralmemory runs draw results/lstm-copy-seed1 results/ntm-copy-seed1 --out copy.svg",
            "neuralmemory runs draw results --grid --metric bit_errors_per_sequence --out lengths.svg")
        { folders, grid, metric, title, output, json };
        command.SetAction(parsed =>
        {
            PictureName.Expect("--out", parsed.GetRequiredValue(output));
            bool isGrid = parsed.GetValue(grid);
            IReadOnlyList<LinePanel> panels = new RunLines(parsed.GetValue(metric), isGrid).Read(parsed.GetRequiredValue(folders));
            string file = parsed.GetRequiredValue(output);
            AtomicFile.WriteText(file, LinesPicture.Draw(panels, parsed.GetValue(title) ?? Title(isGrid), Subtitle(panels, isGrid)));
            if (parsed.GetValue(json))
                Json.Write(terminal, Document(file, panels));
            else
                terminal.WriteWords(
                    $"drawn: {Counted(panels.Sum(panel => panel.Lines.Sum(line => line.Seeds.Count)), "run")}, "
                    + $"{Counted(panels.Sum(panel => panel.Lines.Count), "line")}, {Counted(panels.Count, "task")}, "
                    + $"into {file}", indent: 7);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Title(bool isGrid) => isGrid ? "What trained machines answer at other sizes" : "Learning curves";

    private static string Subtitle(IReadOnlyList<LinePanel> panels, bool isGrid)
    {
        bool hasSeeds = panels.Any(panel => panel.Lines.Any(line => line.Seeds.Count > 1));
        return (isGrid, hasSeeds) switch
        {
            (true, true) => "On held-out episodes at the end of training: the median of the seeds, and from the least to the greatest",
            (true, false) => "On held-out episodes at the end of training",
            (false, true) => "On held-out episodes; thin: the seeds; thick: their median, where one that has ended (dot) "
                + "keeps its last value",
            (false, false) => "On held-out episodes; a dot where training ended",
        };
    }

    private static JsonObject Document(string file, IReadOnlyList<LinePanel> panels) => new()
    {
        ["picture"] = file,
        ["panels"] = new JsonArray([.. panels.Select(panel => new JsonObject
        {
            ["task"] = panel.Title,
            ["metric"] = panel.Up,
            ["across"] = panel.Across,
            ["lines"] = new JsonArray([.. panel.Lines.Select(line => new JsonObject
            {
                ["name"] = line.Name,
                ["seeds"] = new JsonArray([.. line.Seeds.Select(seed => new JsonArray(
                    [.. seed.Select(point => new JsonArray(Json.Number(point.X), Json.Number(point.Y)))]))]),
            })]),
        })]),
    };

    private static string Counted(int count, string what) => $"{Readable.Count(count)} {what}{(count == 1 ? "" : "s")}";
}
