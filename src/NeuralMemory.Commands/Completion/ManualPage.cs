using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary>The manual page in the language of man(7), from the commands themselves. The same program gives the same bytes.</summary>
internal static class ManualPage
{
    private static readonly (string Name, string Meaning)[] Variables =
    [
        ("NEURALMEMORY_LIBTORCH", "The folder of a libtorch, or of an installed PyTorch, for the torch engine."),
        (VectorsVariable.Name, "256 or 512: the width of vectors where both exist; else the faster one is taken. Changes no bit."),
        (Failure.DebugVariable, "With 1, an unexpected failure prints where in the program it arose."),
        ("NO_COLOR", "With any value, nothing is printed in color."),
    ];

    private static readonly (string Name, string Meaning)[] Codes =
    [
        ("0", "Done."), ("1", "Anything else."), ("2", "Bad usage or config."), ("3", "Training diverged."),
        ("4", "Interrupted, with a checkpoint saved."),
    ];

    /// <summary>The page.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="version">The program's version.</param>
    public static string Of(RootCommand root, string version)
    {
        StringBuilder page = new();
        Line(page, $".TH NEURALMEMORY 1 \"\" \"NeuralMemory {Text(version)}\" \"User Commands\"");
        Section(page, "NAME", $"neuralmemory \\- {Text(root.Description ?? "")}");
        Section(page, "SYNOPSIS", ".B neuralmemory\n.I COMMAND\n[\\fIARGUMENT\\fR]... [\\fIOPTION\\fR]...");
        Section(page, "COMMANDS", "Every command shows its own help with \\fB\\-\\-help\\fR.");
        foreach (Command command in Leaves(root, ""))
            Describe(page, command);
        Section(page, "EXIT STATUS", "");
        foreach ((string code, string meaning) in Codes)
            Tagged(page, $"\\fB{code}\\fR", meaning);
        Section(page, "ENVIRONMENT", "");
        foreach ((string name, string meaning) in Variables)
            Tagged(page, $"\\fB{name}\\fR", meaning);
        Section(page, "FILES", "");
        Tagged(page, "\\fIconfigs/\\fR, \\fItasks/\\fR", "Configs and tasks that names reach, here or in a folder above.");
        Tagged(page, "\\fIresults/\\fR", "Where runs go, each a folder of plain files, where --out names no other.");
        return page.ToString();
    }

    /// <summary>The commands that do something, in the order of the help.</summary>
    private static IEnumerable<Command> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [command]
        : command.Subcommands.Where(inner => !inner.Hidden).SelectMany(inner => Leaves(inner, $"{path} {command.Name}"));

    private static void Describe(StringBuilder page, Command command)
    {
        Line(page, $".SS {Text(NameOf(command))}{string.Concat(command.Arguments.Where(argument => !argument.Hidden).Select(Argument))}");
        Line(page, Text(Sentence(command.Description)));
        foreach (Argument argument in command.Arguments.Where(argument => !argument.Hidden))
            Tagged(page, $"\\fI{Text(argument.Name)}\\fR", Sentence(argument.Description));
        foreach (Option option in command.Options.Where(option => !option.Hidden && option is not HelpOption))
        {
            string value = option.ValueType == typeof(bool) ? "" : $" \\fI{Text(option.HelpName ?? "VALUE")}\\fR";
            Tagged(page, $"\\fB{Text(option.Name)}\\fR{value}", Sentence(option.Description));
        }

        if (command is not DocumentedCommand documented)
            return;
        Line(page, ".P\nExamples:\n.P\n.nf\n.RS 4");
        foreach (string example in documented.Examples)
            Line(page, Text(example));
        Line(page, ".RE\n.fi");
    }

    private static string NameOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand
        ? $"{NameOf(parent)} {command.Name}"
        : command.Name;

    private static string Argument(Argument argument) =>
        $" {Text(argument.Name)}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}";

    private static string Sentence(string? text) => text is null or "" ? "" : text.EndsWith('.') ? text : text + ".";

    private static void Section(StringBuilder page, string name, string text)
    {
        Line(page, $".SH {name}");
        if (text.Length > 0)
            Line(page, text);
    }

    private static void Tagged(StringBuilder page, string tag, string meaning) => Line(page, $".TP\n{tag}\n{Text(meaning)}");

    private static void Line(StringBuilder page, string line) => page.Append(line).Append('\n');

    /// <summary>Text as it is: a hyphen that can be copied, and no line that begins as a request does.</summary>
    private static string Text(string text)
    {
        string safe = text.ReplaceLineEndings(" ")
            .Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return safe.StartsWith('.') || safe.StartsWith('\'') ? "\\&" + safe : safe;
    }
}
