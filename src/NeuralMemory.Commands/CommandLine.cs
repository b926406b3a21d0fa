using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The <c>neuralmemory</c> command: all commands, from arguments to an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line. No exception leaves it.</summary>
    /// <param name="arguments">What follows the command's name.</param>
    /// <param name="terminal">Where it speaks.</param>
    /// <param name="engines">What computes; null for all that the program has.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(string[] arguments, Terminal terminal, EngineCatalog? engines = null)
    {
        try
        {
            // No bundling and no response files: an argument is what it says.
            ParseResult parsed = Build(terminal, engines ?? AvailableEngines.All).Parse(
                arguments, new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            // A shell cannot pass it; a program that hosts the command can.
            if (Array.Find(arguments, argument => argument.Contains('\0', StringComparison.Ordinal)) is { } cut)
            {
                terminal.Fail($"the argument {Quoted.Text(cut)} has a character that ends a name, and is in none");
                return ExitCodes.Usage;
            }

            if (UsageErrors.Find(parsed) is { Count: > 0 } errors)
                return UsageErrors.Report(parsed, errors, terminal);
            return parsed.Invoke(new()
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception exception)
        {
            return Failure.Report(exception, terminal);
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Build(Terminal terminal, EngineCatalog engines)
    {
        RootCommand root = new("Trains machines that read and write an external memory, on tasks defined in YAML.")
        {
            TrainCommand.Create(terminal, engines),
            ResumeCommand.Create(terminal, engines),
            EvalCommand.Create(terminal, engines),
            InspectCommand.Create(terminal, engines),
            TraceCommand.Create(terminal, engines),
            ReproduceCommand.Create(terminal, engines),
            SweepCommands.Create(terminal, engines),
            ReplayCommand.Create(terminal, engines),
            TaskCommands.Create(terminal),
            ConfigCommands.Create(terminal),
            RunsCommands.Create(terminal),
            PlotCommand.Create(terminal),
            ReportCommand.Create(terminal, engines),
            CompareCommand.Create(terminal),
            ExportCommand.Create(terminal),
            ImportCommand.Create(terminal, engines),
            ViewCommand.Create(terminal, engines),
            DoctorCommand.Create(terminal),
            CompletionCommand.Create(terminal),
            ManualCommand.Create(terminal),
        };
        Suggestions.Attach(root);
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show how to use the command";
        help.Action = new HelpWithExamples((HelpAction)help.Action!, terminal);
        VersionOption version = root.Options.OfType<VersionOption>().Single();
        version.Description = "Show the version";
        version.Action = new VersionAction();
        root.SetAction(_ =>
        {
            root.Parse("--help").Invoke(new() { Output = terminal.Out, Error = terminal.Error });
            return ExitCodes.Done;
        });
        return root;
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProgramVersion.Exact);
            return ExitCodes.Done;
        }
    }
}
