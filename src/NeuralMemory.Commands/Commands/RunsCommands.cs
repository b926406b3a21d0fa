using System.CommandLine;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory runs</c>: looks at runs on disk, and keeps them in order.</summary>
internal static class RunsCommands
{
    public static Command Create(Terminal terminal) => new DocumentedCommand(
        "runs", "List, show and draw runs, and keep them in order", "neuralmemory runs list",
        "neuralmemory runs list --where \"task = copy and bits_per_sequence < 0.1\" --sort -step",
        "neuralmemory runs show results/ntm-copy-seed1", "neuralmemory runs draw results")
    {
        RunsListCommand.Create(terminal), Show(terminal), RunsDrawCommand.Create(terminal), RunsNotesCommands.Note(terminal),
        RunsNotesCommands.Tag(terminal), RunsTrashCommands.Remove(terminal), RunsTrashCommands.Restore(terminal),
        RunsUsageCommand.Create(terminal),
    };

    private static DocumentedCommand Show(Terminal terminal)
    {
        Argument<string> folder = new("DIR") { Description = "The run's folder" };
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("show", "Show how a run stands and what was measured",
            "neuralmemory runs show results/ntm-copy-seed1", "neuralmemory runs show results/ntm-copy-seed1 --json")
        { folder, json };
        command.SetAction(parsed =>
        {
            using RunDirectory run = RunDirectory.Open(parsed.GetRequiredValue(folder));
            if (parsed.GetValue(json))
                Json.Write(terminal, RunDetails.Document(run));
            else
                RunDetails.Print(terminal, run);
            return ExitCodes.Done;
        });
        return command;
    }
}
