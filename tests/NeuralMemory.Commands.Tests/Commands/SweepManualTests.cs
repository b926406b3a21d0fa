using System.Text.RegularExpressions;

namespace NeuralMemory.Commands.Tests;

/// <summary>The command lines of configs/SWEEPS.md are right: what trains says what it would do, and the others parse.</summary>
public sealed partial class SweepManualTests
{
    public static TheoryData<string> Lines =>
    [
        .. Block().Matches(File.ReadAllText(Testing.Repository.Path("configs", "SWEEPS.md")).ReplaceLineEndings("\n"))
            .SelectMany(block => block.Groups[1].Value.Split('\n')).Select(line => Comment().Replace(line, "")).Where(line => line.Length > 0),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_command_line_of_the_manual_works(string line)
    {
        string[] words = [.. Word().Matches(line).Select(match => match.Value.Trim('\''))];
        Assert.Equal("neuralmemory", words[0]);
        if (words[1] == "train" || words[2] == "run")
        {
            // Whatever a working tree has in results is looked at, and nothing is done.
            Outcome outcome = CommandProcess.Run(
                Testing.Repository.Root, [.. words[1..], "--dry-run", "--json", "--out", Path.Combine(Path.GetTempPath(), "neuralmemory-none")]);
            Assert.Equal("estimate", outcome.Expect(ExitCodes.Done).JsonLines[^1].GetProperty("event").GetString());
            return;
        }

        Outcome wrong = InProcess.Run([.. words[1..], "--no-such-option"]).Expect(ExitCodes.Usage);
        Assert.Single(wrong.Error.Split('\n'), said => said.StartsWith("error:", StringComparison.Ordinal));
        Assert.Contains("has no option '--no-such-option'", wrong.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
