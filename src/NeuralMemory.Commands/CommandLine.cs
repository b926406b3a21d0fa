using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The <c>neuralmemory</c> command: all commands, from arguments to an exit code.</summary>
internal static class CommandLine
{
    private static readonly (string Name, Func<Terminal, EngineCatalog, Command> Create)[] Commands =
    [
        ("train", TrainCommand.Create),
        ("resume", ResumeCommand.Create),
        ("eval", EvalCommand.Create),
        ("inspect", InspectCommand.Create),
        ("trace", TraceCommand.Create),
        ("reproduce", ReproduceCommand.Create),
        ("sweep", SweepCommands.Create),
        ("replay", ReplayCommand.Create),
        ("task", (terminal, _) => TaskCommands.Create(terminal)),
        ("config", (terminal, _) => ConfigCommands.Create(terminal)),
        ("runs", (terminal, _) => RunsCommands.Create(terminal)),
        ("plot", (terminal, _) => PlotCommand.Create(terminal)),
        ("report", ReportCommand.Create),
        ("compare", (terminal, _) => CompareCommand.Create(terminal)),
        ("export", (terminal, _) => ExportCommand.Create(terminal)),
        ("import", ImportCommand.Create),
        ("view", ViewCommand.Create),
        ("doctor", (terminal, _) => DoctorCommand.Create(terminal)),
        ("completion", (terminal, _) => CompletionCommand.Create(terminal)),
        (ManualCommand.Name, (terminal, _) => ManualCommand.Create(terminal)),
    ];

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
            ParseResult parsed = Build(terminal, engines ?? AvailableEngines.All, Named(arguments)).Parse(
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

    /// <summary>The command that arguments begin with, if it needs to know of no other; null for none.</summary>
    private static string? Named(string[] arguments) => arguments is [var first, ..] && first != ManualCommand.Name
        && Array.Exists(Commands, command => command.Name == first) ? first : null;

    /// <summary>All commands, or one: to make the others would take longer than many a command itself.</summary>
    /// <param name="terminal">Where they speak.</param>
    /// <param name="engines">What computes.</param>
    /// <param name="only">The name of the one; null for all.</param>
    internal static RootCommand Build(Terminal terminal, EngineCatalog engines, string? only = null)
    {
        RootCommand root = new("Trains machines that read and write an external memory, on tasks defined in YAML.");
        foreach ((string name, Func<Terminal, EngineCatalog, Command> create) in Commands)
            if (only is null || name == only)
                root.Add(create(terminal, engines));
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
