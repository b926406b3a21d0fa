using System.CommandLine;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory completion</c>: prints what teaches a shell to complete the command's words.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = "completion.bash",
        ["zsh"] = "completion.zsh",
        ["fish"] = "completion.fish",
        ["powershell"] = "completion.ps1",
    };

    public static Command Create(Terminal terminal)
    {
        Argument<string> shell = new("SHELL") { HelpName = "SHELL", Description = "bash, zsh, fish or powershell" };
        shell.CompletionSources.Add([.. Scripts.Keys]);
        DocumentedCommand command = new("completion",
            "Print a script that teaches a shell to complete commands, options, configs, runs and keys",
            "neuralmemory completion bash > ~/.local/share/bash-completion/completions/neuralmemory",
            "neuralmemory completion zsh > ~/.zfunc/_neuralmemory",
            "neuralmemory completion fish > ~/.config/fish/completions/neuralmemory.fish",
            "neuralmemory completion powershell >> $PROFILE")
        { shell };
        command.SetAction(parsed =>
        {
            string name = parsed.GetRequiredValue(shell);
            if (!Scripts.TryGetValue(name, out string? file))
                throw new InvalidInputException(SourceMark.WholeFile("SHELL"),
                    $"there is no script for {Quoted.Text(name)}{NearestName.Hint(name, Scripts.Keys)}");
            using Stream script = typeof(CompletionCommand).Assembly.GetManifestResourceStream(file)!;
            using StreamReader reader = new(script);
            terminal.Out.Write(reader.ReadToEnd());
            return ExitCodes.Done;
        });
        return command;
    }
}
