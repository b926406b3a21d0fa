using System.Text.RegularExpressions;

namespace NeuralMemory.Commands.Tests;

/// <summary>Every command explains itself, by examples that are right.</summary>
public sealed class HelpTests
{
    private static readonly string[] Commands =
    [
        "", "train", "resume", "eval", "inspect", "reproduce", "replay", "task", "task list", "task show", "task validate", "task preview",
        "config", "config show", "config validate", "config schema", "runs", "runs list", "runs show", "runs draw", "runs note",
        "runs tag", "runs remove", "runs restore", "runs usage", "compare", "plot", "report", "export", "import", "doctor",
        "sweep", "sweep run", "sweep status", "sweep export", "sweep work", "sweep schema",
    ];

    public static TheoryData<string> Names => [.. Commands];

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_shows_usage_and_examples_of_this_command(string command)
    {
        string help = Help(command);
        Assert.Contains("Usage:", help, StringComparison.Ordinal);
        Assert.All(Examples(help), example => Assert.StartsWith($"neuralmemory {command}".TrimEnd(), example, StringComparison.Ordinal));
        Assert.NotEmpty(Examples(help));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Usage_and_the_list_below_it_call_an_argument_by_the_same_name(string command)
    {
        string help = Help(command);
        string usage = Regex.Match(help, @"Usage:\n(.*)\n").Groups[1].Value;
        string[] named = [.. Regex.Matches(usage, "<([^>]+)>").Select(match => match.Groups[1].Value).Where(name => name != "command")];
        Assert.All(named, name => Assert.Matches($@"(?m)^  <{name}>  ", help));
        Assert.DoesNotMatch("<[a-z]+>", usage.Replace("<command>", "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_are_command_lines_that_parse(string command)
    {
        foreach (string example in Examples(Help(command)))
        {
            // Help answers instead of the command, but only after its arguments have been read.
            string[] arguments = [.. Regex.Replace(example, " [|>].*$", "").Split(' ')[1..]];
            Outcome wrong = InProcess.Run([.. arguments, "--no-such-option"]).Expect(ExitCodes.Usage);
            Assert.Single(wrong.Error.Split('\n'), line => line.StartsWith("error:", StringComparison.Ordinal));
            Assert.Contains("has no option '--no-such-option'", wrong.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_command_and_option_has_a_description(string command) =>
        Assert.DoesNotMatch(@"(?m)^  -{1,2}[\w-]+(, -{1,2}[\w-]+)*( <\S+>)?\s*$", Help(command));

    [Fact]
    public void Examples_name_configs_and_tasks_that_exist()
    {
        IEnumerable<string> files = Commands.SelectMany(command => Examples(Help(command)))
            .SelectMany(example => example.Split(' ')).Where(word => Regex.IsMatch(word, @"^(configs|tasks)(/[\w-]+)+\.yaml$")).Distinct();
        Assert.All(files, file => Assert.True(File.Exists(Testing.Repository.Path(file)), file));
        Assert.NotEmpty(files);
    }

    [Fact]
    public void Exit_codes_fit_a_narrow_terminal() => Assert.Contains(
        "\nExit codes:\n  0 done, 2 bad usage or config, 3 diverged, 4 interrupted\n  with a checkpoint saved, 1 anything else\n",
        InProcess.Run(["doctor", "--help"], (output, error) => new(output, error) { IsInteractive = true, Width = 60 })
            .Expect(ExitCodes.Done).Out, StringComparison.Ordinal);

    [Fact]
    public void Without_arguments_the_command_shows_its_help() => Assert.Equal(Help(""), InProcess.Run().Expect(ExitCodes.Done).Out);

    [Fact]
    public void The_version_is_a_number() => Assert.Matches(@"^\d+\.\d+\.\d+(-\S+)?\n$", InProcess.Run("--version")
        .Expect(ExitCodes.Done).Out);

    [Fact]
    public void A_shell_can_ask_for_completions()
    {
        Assert.Contains("train", InProcess.Run("[suggest:2]", "tr").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Contains("associative-recall", InProcess.Run("[suggest:13]", "task preview ")
            .Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    private static string Help(string command) =>
        InProcess.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Expect(ExitCodes.Done).Out;

    private static string[] Examples(string help) =>
    [
        .. help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n')
            .Skip(1).TakeWhile(line => line.Length > 0).Select(line => line.Trim()),
    ];
}
