namespace NeuralMemory.Commands.Tests;

/// <summary>A wrong command line is explained on standard error, with exit code 2 and nothing on standard output.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("trian x.yaml",
        "unknown command 'trian'; did you mean 'train'? (known: train, resume, eval, inspect, trace, reproduce, sweep, replay, task, "
        + "config, runs, plot, report, compare, export, import, view, doctor)")]
    [InlineData("task shw", "unknown command 'shw'; did you mean 'show'? (known: list, show, validate, preview, sample)")]
    [InlineData("task", "'task' needs one of its commands: list, show, validate, preview, sample")]
    [InlineData("train", "'train' needs CONFIG: The experiment's YAML file")]
    [InlineData("train x.yaml --sed 7", "'train' has no option '--sed'; did you mean '--seed'?")]
    [InlineData("train --sed=7 x.yaml", "'train' has no option '--sed'; did you mean '--seed'?")]
    [InlineData("train x.yaml --out --dryrun", "'train' has no option '--dryrun'; did you mean '--dry-run'?")]
    [InlineData("train x.yaml -f", "'train' has no option '-f'")]
    [InlineData("train x.yaml --seed seven", "'--seed': expected a whole number, found 'seven'")]
    [InlineData("train x.yaml --threads 0", "'--threads': expected a whole number from 1 to 1024, found '0'")]
    [InlineData("train x.yaml --seed", "'--seed' needs N: ")]
    [InlineData("train x.yaml --set", "'--set' needs KEY=VALUE: ")]
    [InlineData("train x.yaml y.yaml", "unrecognized command or argument 'y.yaml'")]
    [InlineData("config show ", "an argument is empty")]
    [InlineData("eval run --episodes 0", "'--episodes': expected a whole number from 1 to 1000000, found '0'")]
    [InlineData("resume run --checkpoint -1", "'--checkpoint': expected a whole number, at least 0, found '-1'")]
    public void What_is_wrong_is_said_with_the_nearest_known_name(string line, string message)
    {
        Outcome outcome = InProcess.Run(line.Split(' ')).Expect(ExitCodes.Usage);
        Assert.StartsWith($"error: {message}", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--help'", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", outcome.Out);
    }

    [Theory]
    [InlineData("train no-such.yaml", "no-such.yaml: there is no such file")]
    [InlineData("config show no-such.yaml", "no-such.yaml: there is no such file")]
    [InlineData("resume no-such-run", "error: there is no run 'no-such-run'")]
    [InlineData("eval no-such-run", "error: there is no run 'no-such-run'")]
    [InlineData("replay no-such-run", "error: there is no run 'no-such-run'")]
    [InlineData("runs list no-such-folder", "error: there is no folder 'no-such-folder'")]
    [InlineData("runs show no-such-run", "error: there is no run 'no-such-run'")]
    [InlineData("task show cpoy", "task: there is no task 'cpoy'; did you mean 'copy'?")]
    [InlineData("task preview copy --set lenght=5", "--set lenght=5:1:1: the task 'copy' has no parameter 'lenght'; did you mean 'length'")]
    public void What_is_not_there_is_named(string line, string message)
    {
        Outcome outcome = InProcess.Run(line.Split(' ')).Expect(ExitCodes.Usage);
        Assert.StartsWith(message, outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", outcome.Out);
    }

    /// <summary>No shell passes one; a program that hosts the command may.</summary>
    [Theory]
    [InlineData("config", "show", "/\0tiny.yaml")]
    [InlineData("runs", "show", "/\0run")]
    [InlineData("train", "configs/ntm-copy.yaml", "--out=/\0")]
    public void A_zero_in_an_argument_is_refused(params string[] arguments) => Assert.Equal(
        $"error: the argument {Yaml.Quoted.Text(arguments[2])} has a character that ends a name, and is in none\n",
        InProcess.Run(arguments).Expect(ExitCodes.Usage).Error);

    [Fact]
    public void The_process_itself_says_so_too()
    {
        Outcome outcome = CommandProcess.Run(Testing.Repository.Root, "trian").Expect(ExitCodes.Usage);
        Assert.Equal("", outcome.Out);
        Assert.DoesNotContain('\e', outcome.Error);
    }
}
