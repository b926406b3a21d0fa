using System.CommandLine;

namespace NeuralMemory.Commands.Tests;

/// <summary>What a shell is offered; tests/completion asks the shells themselves.</summary>
public sealed class SuggestionsTests
{
    [Theory]
    [InlineData("trai", "train")]
    [InlineData("config sch", "schema")]
    [InlineData("train --see", "--seeds")]
    [InlineData("train ntm-cop", "ntm-copy")]
    [InlineData("train configs/ntm-copy.yaml --set training.optimizer.ra", "training.optimizer.rate=")]
    [InlineData("train --sweep machine.memory.sl", "machine.memory.slots=")]
    [InlineData("train --engine to", "torch:cuda")]
    [InlineData("eval x --checkpoint b", "best")]
    [InlineData("export x --format np", "npz")]
    [InlineData("task preview associative", "associative-recall")]
    [InlineData("export x --format py", "pytorch")]
    [InlineData("import x --as ntm-cop", "ntm-copy")]
    [InlineData("completion fi", "fish")]
    public void A_word_is_completed(string line, string expected) => Assert.Contains(expected, Offered(line));

    [Fact]
    public void A_run_is_completed_and_a_folder_on_the_way_to_one()
    {
        using TemporaryFolder folder = new();
        string run = Path.Combine(folder.Path, "group", "seed-1");
        Directory.CreateDirectory(run);
        File.WriteAllText(Path.Combine(run, "config.yaml"), "name: some\n");
        File.WriteAllText(Path.Combine(run, "status.json"), "{}");
        Assert.Equal([$"{folder.Path}/group/"], Offered($"eval {folder.Path}/"));
        Assert.Equal([$"{folder.Path}/group/seed-1"], Offered($"eval {folder.Path}/group/s"));
    }

    [Fact]
    public void Weights_that_can_be_imported_are_completed()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "inner"));
        foreach (string file in (string[])["w.safetensors", "w.npz", "w.yaml"])
            File.WriteAllText(Path.Combine(folder.Path, file), "");
        Assert.Equal([$"{folder.Path}/inner/", $"{folder.Path}/w.safetensors"], Offered($"import {folder.Path}/"));
    }

    [Theory]
    [InlineData("eval /no/such/folder/")]
    [InlineData("eval x --set ")]
    [InlineData("eval \"")]
    [InlineData("train --set no.such.key")]
    public void Where_there_is_nothing_nothing_is_offered(string line) =>
        Assert.DoesNotContain(Offered(line), word => !word.StartsWith("--", StringComparison.Ordinal));

    /// <summary>Completions are what a shell offers; the help names the argument.</summary>
    [Fact]
    public void Help_does_not_list_what_could_be_there() =>
        Assert.Contains("<CONFIG>", InProcess.Run("train", "--help").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("bash", "complete -o")]
    [InlineData("zsh", "#compdef neuralmemory")]
    [InlineData("fish", "complete -c neuralmemory")]
    [InlineData("powershell", "Register-ArgumentCompleter")]
    public void Every_shell_has_a_script(string shell, string expected) =>
        Assert.Contains(expected, InProcess.Run("completion", shell).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_shell_is_refused_with_the_nearest_one() => Assert.Contains(
        "did you mean 'fish'", InProcess.Run("completion", "fihs").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void The_manual_page_has_every_command_option_and_example()
    {
        string page = InProcess.Run("man").Expect(ExitCodes.Done).Out.Replace("\\-", "-", StringComparison.Ordinal);
        Assert.StartsWith(".TH NEURALMEMORY 1", page, StringComparison.Ordinal);
        foreach (Command command in CommandTree.All.Where(command => command.Subcommands.Count == 0))
        {
            Assert.Contains($"\n.SS {CommandTree.NameOf(command)}", page, StringComparison.Ordinal);
            Assert.All(command.Options, option => Assert.Contains($"\\fB{option.Name}\\fR", page, StringComparison.Ordinal));
            Assert.All(((DocumentedCommand)command).Examples,
                example => Assert.Contains(example.Replace("\\", "\\e", StringComparison.Ordinal), page, StringComparison.Ordinal));
        }
    }

    /// <summary>A line that begins with a full stop is a request, which prints nothing.</summary>
    [Fact]
    public void The_manual_page_has_no_request_that_man_does_not_know() => Assert.All(
        InProcess.Run("man").Expect(ExitCodes.Done).Out.Split('\n').Where(line => line.StartsWith('.') || line.StartsWith('\'')),
        line => Assert.Contains(line.Split(' ')[0], (string[])[".TH", ".SH", ".SS", ".TP", ".P", ".B", ".I", ".nf", ".fi", ".RS", ".RE"]));

    private static string[] Offered(string line) => InProcess.Run($"[suggest:{line.Length}]", line).Expect(ExitCodes.Done).Out
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
