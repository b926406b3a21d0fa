using System.CommandLine;
using System.CommandLine.Completions;
using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>
/// What a shell offers where an argument or a value stands. It never fails: where nothing can be read, it offers nothing.
/// </summary>
internal static class Suggestions
{
    /// <summary>Gives every argument and option of a command and of those below it what it can be completed to.</summary>
    public static void Attach(Command command)
    {
        foreach (Argument argument in command.Arguments)
            if (SourceOf(command.Name, argument.Name) is { } source)
            {
                // Or else the help would list what is there in its place.
                argument.HelpName ??= argument.Name;
                argument.CompletionSources.Add(source);
            }

        foreach (Option option in command.Options)
        {
            if (option.Name == "--set")
            {
                if (command.Arguments.Any(argument => argument.Name == "CONFIG") || command.Name == "resume")
                    option.CompletionSources.Add(ConfigKeys);
            }
            else if (option.Name is "--sweep")
                option.CompletionSources.Add(ConfigKeys);
            else if (option.Name is "--engine")
                option.CompletionSources.Add("native", "torch", "torch:cuda");
            else if (option.Name is "--from")
                option.CompletionSources.Add(Runs);
            else if (option.Name is "--as")
            {
                option.CompletionSources.Add(_ => ConfigLibrary.Here.Files.Keys.Select(name => new CompletionItem(name)));
                option.CompletionSources.Add(YamlFiles);
                option.CompletionSources.Add(Runs);
            }
            else if (option.Name is "--checkpoint")
                option.CompletionSources.Add(CheckpointChoice.BestWord);
        }

        foreach (Command inner in command.Subcommands)
            Attach(inner);
    }

    private static Func<CompletionContext, IEnumerable<CompletionItem>>? SourceOf(string command, string argument) =>
        (command, argument) switch
        {
            (_, "DIR" or "RUN" or "A" or "B") => Runs,
            ("import", "FILE") => WeightFiles,
            (_, "CONFIG" or "FILE") => YamlFiles,
            _ => null,
        };

    /// <summary>Folders of runs, and folders on the way to them.</summary>
    internal static IEnumerable<CompletionItem> Runs(CompletionContext context) => Below(
        context, RunFiles.UsualFolder, folder => Directory.EnumerateDirectories(folder)
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .Select(path => RunDirectory.IsRun(path) ? path : path + "/"));

    /// <summary>YAML files, and folders on the way to them.</summary>
    internal static IEnumerable<CompletionItem> YamlFiles(CompletionContext context) => Files(context, "configs", "*.yaml");

    /// <summary>Files of weights, and folders on the way to them.</summary>
    private static IEnumerable<CompletionItem> WeightFiles(CompletionContext context) =>
        Files(context, RunFiles.UsualFolder, "*.safetensors");

    private static IEnumerable<CompletionItem> Files(CompletionContext context, string usual, string pattern) => Below(
        context, usual, folder =>
        [
            .. Directory.EnumerateFiles(folder, pattern),
            .. Directory.EnumerateDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Select(path => path + "/"),
        ]);

    /// <summary>Keys of a config, each with the <c>=</c> that a value follows.</summary>
    internal static IEnumerable<CompletionItem> ConfigKeys(CompletionContext context) =>
        ConfigDocuments.Keys.Where(key => key.Default is not null || key.IsRequired)
            .Select(key => key.Path).Distinct()
            .Where(path => path.StartsWith(context.WordToComplete, StringComparison.Ordinal))
            .Select(path => new CompletionItem(path + "="));

    /// <summary>What lies in the folder that a word names so far; in the usual one where it names none.</summary>
    private static IEnumerable<CompletionItem> Below(
        CompletionContext context, string usual, Func<string, IEnumerable<string>> list)
    {
        string word = context.WordToComplete;
        string? folder = Path.GetDirectoryName(word);
        bool isBare = string.IsNullOrEmpty(folder) && !Path.IsPathRooted(word);
        try
        {
            string from = isBare ? "." : folder ?? Path.GetPathRoot(word)!;
            string[] found =
            [
                .. list(from), .. isBare && Directory.Exists(usual) ? list(usual) : [],
            ];
            return [.. found.Select(path => path.StartsWith("./", StringComparison.Ordinal) && !word.StartsWith('.') ? path[2..] : path)
                .Select(path => path.Replace('\\', '/'))
                .Where(path => path.StartsWith(word, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(path => new CompletionItem(path))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
