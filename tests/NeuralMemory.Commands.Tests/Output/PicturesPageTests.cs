using System.Text.RegularExpressions;

namespace NeuralMemory.Commands.Tests;

/// <summary>What results/PICTURES.md tells is so: its commands work, and its options are those that there are.</summary>
public sealed class PicturesPageTests : IDisposable
{
    private static readonly string Page =
        File.ReadAllText(Testing.Repository.Path("results", "PICTURES.md")).ReplaceLineEndings("\n");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Its_commands_work()
    {
        string[] commands = [.. Regex.Matches(Page, "(?m)^neuralmemory (.*?) *(?:#.*)?$").Select(match => match.Groups[1].Value)];
        Assert.True(commands.Length >= 7);
        foreach (string name in (string[])["ntm-copy", "lstm-copy", Path.Combine("copy-sweep", "point")])
            InProcess.Run("train", _folder.WriteConfig(steps: 100), "--out", _folder[name, "seed-1"], "--quiet",
                "--set", $"training.optimizer.rate={(name == "lstm-copy" ? "1e-3" : "3e-3")}", "--set", "evaluation.grid={ length: [2, 4] }",
                "--set", "stop={ metric: bits_per_sequence, below: 1000, times: 1 }").Expect(ExitCodes.Done);
        foreach (string command in commands)
        {
            string[] arguments = [.. command.Split(' ').Select(word =>
                word.StartsWith("results/", StringComparison.Ordinal) ? _folder[word["results/".Length..].Split('/')]
                : word.EndsWith(".html", StringComparison.Ordinal) ? _folder[word] : word)];
            // Pictures without a name go where the command is typed.
            if (arguments[0] == "plot")
                arguments = [.. arguments, "--out", _folder["drawn.svg"]];
            InProcess.Run(arguments).Expect(ExitCodes.Done);
        }
    }

    [Fact]
    public void Its_options_are_those_of_plot()
    {
        string help = InProcess.Run("plot", "--help").Expect(ExitCodes.Done).Out;
        string[] named = [.. Regex.Matches(Page, @"(?m)^\| `(--[a-z]+)").Select(match => match.Groups[1].Value)];
        Assert.Equal(8, named.Length);
        Assert.All(named, option => Assert.Contains($"  {option} ", help, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
