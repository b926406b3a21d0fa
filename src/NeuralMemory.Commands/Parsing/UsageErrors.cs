using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What is wrong with a command line, in words of its own: the library would take an unknown option for an argument.</summary>
internal static class UsageErrors
{
    /// <summary>The problems, the causes rather than their consequences; none for a good command line.</summary>
    public static IReadOnlyList<string> Find(ParseResult parsed)
    {
        // Help, version and completion answer whatever else was typed.
        if (parsed.Action is { ClearsParseErrors: true } || parsed.Tokens is [{ Type: TokenType.Directive }, ..])
            return [];
        Command command = parsed.CommandResult.Command;
        string[] unknown =
        [
            .. parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
                .Where((token, i) => token.Type == TokenType.Argument && LooksLikeOption(token.Value)
                    && !IsSigned(token.Value, i == 0 ? "" : parsed.Tokens[i - 1].Value, command))
                .Select(token => UnknownOption(token.Value, command)),
        ];
        if (unknown.Length > 0)
            return unknown;
        if (parsed.Tokens.Any(token => token is { Type: TokenType.Argument, Value: "" }))
            return ["an argument is empty; it may come from a variable of the shell that is not set"];
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var first, ..])
            return [$"unknown command '{first}'{NearestName.Hint(first, Names(command.Subcommands))}"];
        return [.. parsed.Errors.Select(error => Describe(error, command))];
    }

    /// <summary>Prints problems.</summary>
    /// <returns>The exit code of bad usage.</returns>
    public static int Report(ParseResult parsed, IReadOnlyList<string> errors, Terminal terminal)
    {
        foreach (string error in errors)
            terminal.Fail(error);
        List<string> path = [];
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } result; at = at.Parent)
            path.Insert(0, result.Command.Name);
        terminal.Error.WriteLine($"see '{string.Join(' ', [terminal.Program, .. path, "--help"])}'");
        return ExitCodes.Usage;
    }

    private static string Describe(ParseError error, Command command)
    {
        if (error.SymbolResult is CommandResult && command.Subcommands.Count > 0)
            return $"'{command.Name}' needs one of its commands: {string.Join(", ", Names(command.Subcommands))}";
        if (error.SymbolResult is ArgumentResult { Tokens.Count: 0, Argument: var missing, Parent: CommandResult })
            return $"'{command.Name}' needs {missing.HelpName ?? missing.Name}: {missing.Description}";
        if (error.SymbolResult is OptionResult { Tokens.Count: 0, Option: var option })
            return $"'{option.Name}' needs {option.HelpName ?? "a value"}: {option.Description}";
        string message = error.Message.TrimEnd('.');
        return message.Length > 0 ? char.ToLowerInvariant(message[0]) + message[1..] : message;
    }

    private static bool IsSigned(string token, string before, Command command) =>
        command is DocumentedCommand documented && !token.StartsWith("--", StringComparison.Ordinal)
        && (documented.TakesSigned || before == documented.SignedOption);

    private static bool LooksLikeOption(string token) => token.Length > 1 && token[0] == '-'
        && !double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string UnknownOption(string token, Command command)
    {
        string name = token.Split('=', ':')[0];
        // Of equally near names the one that only lacks letters is meant: --sed is --seed rather than --set.
        IEnumerable<string> known = command.Options.Select(option => option.Name).Append("--help").Distinct()
            .OrderByDescending(option => IsWithin(name, option));
        return $"'{command.Name}' has no option '{name}'{NearestName.Hint(name, known)}";
    }

    /// <summary>Whether a name has all letters of another, in their order.</summary>
    private static bool IsWithin(string letters, string name)
    {
        int next = 0;
        foreach (char letter in name)
            if (next < letters.Length && letter == letters[next])
                next++;
        return next == letters.Length;
    }

    private static IEnumerable<string> Names(IEnumerable<Command> commands) => commands.Select(command => command.Name);
}
