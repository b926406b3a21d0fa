using System.CommandLine;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory runs remove</c> and <c>runs restore</c>.</summary>
internal static class RunsTrashCommands
{
    public static DocumentedCommand Remove(Terminal terminal)
    {
        Argument<string[]> runs = Runs("The runs, or folders of runs");
        Option<bool> permanently = new("--permanently")
        {
            Description = "Delete them, in place of moving them to the trash beside them; folders only if they hold nothing but runs",
        };
        DocumentedCommand command = new("remove", "Move runs to the trash, from which runs restore brings them back",
            "neuralmemory runs remove results/ntm-copy-seed1",
            "neuralmemory runs remove results/.trash/ntm-copy-seed1 --permanently")
        { runs, permanently };
        command.SetAction(parsed => Each(terminal, parsed.GetRequiredValue(runs), path =>
        {
            int count = RunLister.FindPaths(path, withHalfWritten: true).Count;
            if (parsed.GetValue(permanently))
                RunTrash.Delete(path);
            else
                return $"removed: {path}{Several(count)}, now {RunTrash.Move(path)}";
            return $"deleted: {path}{Several(count)}";
        }));
        return command;
    }

    public static DocumentedCommand Restore(Terminal terminal)
    {
        Argument<string[]> runs = Runs("Where the runs were, or where they are in the trash");
        DocumentedCommand command = new("restore", "Bring runs back from the trash", "neuralmemory runs restore results/ntm-copy-seed1",
            "neuralmemory runs restore results/.trash/ntm-copy-seed1")
        { runs };
        command.SetAction(parsed => Each(terminal, parsed.GetRequiredValue(runs), path => $"restored: {RunTrash.Restore(path)}"));
        return command;
    }

    private static Argument<string[]> Runs(string description) =>
        new("RUN") { Description = description, Arity = ArgumentArity.OneOrMore };

    /// <summary>Does what can be done: one run in use keeps no other.</summary>
    private static int Each(Terminal terminal, IReadOnlyList<string> paths, Func<string, string> act)
    {
        int exitCode = ExitCodes.Done;
        foreach (string path in paths.Distinct())
        {
            try
            {
                terminal.WriteWords(act(path), indent: 9);
            }
            catch (RunException exception)
            {
                exitCode = Failure.Report(exception, terminal);
            }
        }

        return exitCode;
    }

    private static string Several(int count) => count > 1 ? $" ({Readable.Count(count, "run")})" : "";
}
