using System.Diagnostics;
using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary>What <c>runs show</c> tells of the commands that touched a run.</summary>
public sealed class JournalCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_command_is_shown_with_how_it_ended()
    {
        string config = _folder.WriteConfig(steps: 20), run = _folder["run"];
        Git("init", "--quiet");
        Git("add", "tiny.yaml");
        Git("-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "commit", "--quiet", "-m", "first");
        File.AppendAllText(config, "\n# changed\n");
        InProcess.Run("train", config, "--out", run, "--quiet").Expect(ExitCodes.Done);
        InProcess.Run("resume", run, "--set", "training.steps=40", "--quiet").Expect(ExitCodes.Done);
        InProcess.Run("eval", run, "--seed", "7").Expect(ExitCodes.Done);
        InProcess.Run("runs", "show", run).Expect(ExitCodes.Done);
        string text = InProcess.Run("runs", "show", run).Expect(ExitCodes.Done).Out;
        Assert.Matches(@"(?m)^  \d{4}-\d\d-\d\d \d\d:\d\d  train   step 0 to 20, done; version .*; work tree [0-9a-f]{7} with "
            + @"journal/[0-9a-f]{16}\.patch", text);
        Assert.Matches(@"(?m)^    neuralmemory resume .*run --set training\.steps=40 --quiet$", text);
        Assert.Matches(@"(?m)^  .*  eval    step 40, 1 evaluation; version ", text);
        JsonElement journal = InProcess.Run("runs", "show", run, "--json").Expect(ExitCodes.Done).Json.GetProperty("journal");
        Assert.Equal(["train", "resume", "eval"], journal.EnumerateArray().Select(line => line.GetProperty("what").GetString()));
        Assert.Equal(["training.steps=40"],
            journal[1].GetProperty("overrides").EnumerateArray().Select(change => change.GetString()));
        string patch = journal[0].GetProperty("source").GetProperty("patch").GetString()!;
        Assert.Contains("+# changed", File.ReadAllText(_folder["run", "journal", patch]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", run, "--quiet").Expect(ExitCodes.Done);
        string text = InProcess.Run(
            ["runs", "show", run], (output, error) => new(output, error) { IsInteractive = true, Width = width })
            .Expect(ExitCodes.Done).Out;
        string[] lines = text.Split('\n');
        int first = Array.IndexOf(lines, "journal:");
        Assert.True(first > 0);
        Assert.All(lines[first..].Where(line => !line.Contains(_folder.Path, StringComparison.Ordinal)),
            line => Assert.InRange(line.Length, 0, width));
    }

    private void Git(params string[] arguments)
    {
        using Process git = Process.Start("git", ["-C", _folder.Path, .. arguments])!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
