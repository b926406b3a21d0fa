using System.Text.RegularExpressions;
using NeuralMemory.Analysis;
using NeuralMemory.Analysis.Tests;

namespace NeuralMemory.Commands.Tests;

/// <summary>What results/COMPARING.md tells is so: its commands work, and its names are those that there are.</summary>
public sealed class ComparingPageTests : IDisposable
{
    private static readonly string Page =
        File.ReadAllText(Testing.Repository.Path("results", "COMPARING.md")).ReplaceLineEndings("\n");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Blocks => [.. Regex.Matches(Page, "```sh\n(.*?)```", RegexOptions.Singleline).Select(block =>
        block.Groups[1].Value)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Its_commands_work(string block)
    {
        foreach (string machine in (string[])["ntm", "lstm"])
            for (int seed = 1; seed <= 3; seed++)
            {
                new WrittenRun { Machine = machine, Seed = seed }.At(_folder[$"{machine}-copy", $"seed-{seed}"]);
                new WrittenRun { Machine = machine, Seed = seed, Rate = "0.1" }.At(_folder["sweep", machine, $"seed-{seed}"]);
            }

        new WrittenRun { Seed = 9 }.At(_folder["ntm-copy-seed1"]);
        foreach (string line in block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = [.. Regex.Matches(line, "\"([^\"]*)\"|\\S+").Select(word =>
                word.Groups[1].Success ? word.Groups[1].Value : word.Value)];
            string[] arguments = [.. words.Skip(1).Select(Here)];
            // The usual folder is that of the one who types.
            if (!line.Contains("results", StringComparison.Ordinal))
                arguments = [.. arguments[..2], _folder.Path, .. arguments[2..]];
            InProcess.Run(arguments).Expect(ExitCodes.Done);
        }

        string Here(string word) => word.StartsWith("results", StringComparison.Ordinal) ? word.Replace("results", _folder.Path,
            StringComparison.Ordinal)
            : word.EndsWith(".svg", StringComparison.Ordinal) ? _folder[word] : word;
    }

    [Fact]
    public void It_names_what_runs_are_filtered_by()
    {
        Assert.NotEmpty(Blocks);
        Assert.All(RunFields.Names, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
        foreach (string key in (string[])["name", "description", "published", "task.name", "training.threads", "training.checkpoint",
            "training.report"])
        {
            Assert.True(KeysWithoutEffect.HasConfig(key));
            Assert.Contains($"`{key}`", Page, StringComparison.Ordinal);
        }
    }
}
