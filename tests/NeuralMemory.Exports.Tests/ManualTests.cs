using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using NeuralMemory.Experiments.Tests;
using NeuralMemory.Testing;

namespace NeuralMemory.Exports.Tests;

/// <summary>results/NUMBERS.md keeps its word: each program in C# compiles, and runs on files like those it names.</summary>
public sealed partial class ManualTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Repository.Path("results", "NUMBERS.md")).ReplaceLineEndings("\n");

    private readonly Bench _bench = new();

    public static TheoryData<string> Programs => [.. Block().Matches(Page).Select(match => match.Groups[1].Value)];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_program_in_the_page_runs(string program)
    {
        string[] small = ["task.parameters.width=4"];
        _bench.Train("results/ntm-copy-seed1", Bench.Small, small);
        _bench.Train("results/ntm-copy/seed-1", Bench.Small, small);
        ExportFormats.Find("npz")!.Write(ExportSubject.Open(_bench["results/ntm-copy-seed1"]), new() { Out = _bench["weights.npz"] });
        PageProgram.Execute(Named().Replace(program, match => SymbolDisplay.FormatLiteral(_bench[match.Groups[1].Value], quote: true)));
    }

    /// <summary>A format that is there is told of, with its own word.</summary>
    [Fact]
    public void Every_format_is_in_the_page() => Assert.All(ExportFormats.All,
        format => Assert.Contains($"--format {format.Name}", Page, StringComparison.Ordinal));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>The files and folders that the page names.</summary>
    [GeneratedRegex("\"((?:results/|tasks/)[^\"]+|[^\" ]+\\.(?:npz|csv))\"")]
    private static partial Regex Named();
}
