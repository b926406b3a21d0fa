using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using NeuralMemory.Experiments.Tests;
using NeuralMemory.Exports;
using NeuralMemory.Exports.Tests;
using NeuralMemory.Testing;

namespace NeuralMemory.Onnx.Tests;

/// <summary>results/ONNX.md keeps its word: each program in C# compiles, and runs on models like those that its commands make.</summary>
public sealed partial class ManualTests : IDisposable
{
    private static readonly string s_page = File.ReadAllText(Repository.Path("results", "ONNX.md")).ReplaceLineEndings("\n");

    private readonly Bench _bench = new();

    public static TheoryData<string> Programs => [.. Block().Matches(s_page).Select(match => match.Groups[1].Value)];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_program_in_the_page_runs(string program)
    {
        string run = _bench.Train("results/ntm-copy-seed1", Bench.Small, "machine={ kind: ntm, memory: { slots: 5, width: 4 } }");
        Export(run, new() { Out = _bench["ntm-copy.onnx"] });
        Export(run, new() { Out = _bench["ntm-copy-whole.onnx"], Whole = true });
        PageProgram.Execute(Named().Replace(program, match => SymbolDisplay.FormatLiteral(_bench[match.Groups[1].Value], quote: true)));
    }

    private static void Export(string run, ExportOptions options) => ExportFormats.Find("onnx")!.Write(ExportSubject.Open(run), options);

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>The files and folders that the page names.</summary>
    [GeneratedRegex("\"(results/[^\"]+|[^\" ]+\\.onnx)\"")]
    private static partial Regex Named();
}
