using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>The pages for programs, results/README.md, results/TRACES.md and src/README.md, keep their word: each
/// program in C# compiles, and runs on a run that is like the one it names.</summary>
public sealed partial class ManualTests : IDisposable
{
    private const string Run = "results/ntm-copy-seed1";

    private static readonly string Manual = string.Concat(((string[])["results/README.md", "results/TRACES.md", "src/README.md"])
        .Select(page => File.ReadAllText(Path.Combine(Lab.Repository, page)).ReplaceLineEndings("\n")));

    private static readonly string[] Blocks = [.. Block().Matches(Manual).Select(match => match.Groups[1].Value)];

    private readonly Lab _lab = new();

    public static TheoryData<string> Programs => [.. Blocks];

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void The_manual_shows_how_to_read_measure_step_and_replay()
    {
        string all = string.Join('\n', Blocks);
        foreach (string call in (string[])["ReadMetrics", "Checkpoints()", "Evaluate(", "Begin(", "SetState(", "Replay("])
            Assert.Contains(call, all, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_program_in_the_manual_runs(string program)
    {
        if (program.Contains(".Replay(", StringComparison.Ordinal))
            DivergenceTests.Diverge(_lab);
        else
            _lab.Start("run", "task.parameters.width=8", "machine.memory={slots: 128, width: 20}", "training.steps=1",
                "training.checkpoint.every=1", "evaluation.every=null");
        Assert.Contains($"\"{Run}\"", program, StringComparison.Ordinal);
        PageProgram.Execute(program.Replace($"\"{Run}\"", SymbolDisplay.FormatLiteral(_lab.In("run"), quote: true), StringComparison.Ordinal)
            .Replace("\"trace.npz\"", SymbolDisplay.FormatLiteral(_lab.In("trace.npz"), quote: true), StringComparison.Ordinal));
    }

    [Fact]
    public void So_does_that_of_warm_starts()
    {
        string page = File.ReadAllText(Path.Combine(Lab.Repository, "configs", "WARM-STARTS.md")).ReplaceLineEndings("\n");
        string program = Assert.Single(Block().Matches(page)).Groups[1].Value;
        _lab.Start("run");
        foreach (var (shown, meant) in ((string, string)[])
            [("configs/ntm-copy.yaml", _lab.Config()), (Run, _lab.In("run")), ("results/longer", _lab.In("longer"))])
            program = Replaced(program, $"\"{shown}\"", SymbolDisplay.FormatLiteral(meant, quote: true));
        PageProgram.Execute(Replaced(program, "training.steps=2000", "training.steps=2"));
        using RunDirectory longer = RunDirectory.Open(_lab.In("longer"));
        Assert.Equal(_lab.In("run"), longer.ReadOrigin()!.Run);

        static string Replaced(string text, string old, string by)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            return text.Replace(old, by, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
