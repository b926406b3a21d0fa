using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using NeuralMemory.Experiments;
using NeuralMemory.Experiments.Tests;
using NeuralMemory.Testing;

namespace NeuralMemory.Reports.Tests;

/// <summary>The programs of results/PICTURES.md compile and draw.</summary>
public sealed class PicturesPageProgramTests : IDisposable
{
    private readonly SampleRuns _runs = new();

    [Fact]
    public void The_program_of_the_page_draws_a_picture_and_writes_a_report()
    {
        _runs.Group("ntm-copy");
        Execute("FigureSvg", ("results/ntm-copy", "ntm-copy"), ("curve.svg", "curve.svg"), ("report.html", "report.html"));
        Assert.Contains("bit errors, log scale", File.ReadAllText(_runs["curve.svg"]), StringComparison.Ordinal);
        Assert.Contains("made by my program", File.ReadAllText(_runs["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_of_the_page_draws_a_memory_at_a_step()
    {
        File.WriteAllText(_runs["config.yaml"], """
            name: small
            task: { name: copy, parameters: { width: 3, length: [2, 4] } }
            machine: { kind: ntm, controller: { kind: lstm, units: 6 }, memory: { slots: 8, width: 4 } }
            training: { steps: 1, batch: 2, threads: 1 }
            """);
        Directory.CreateSymbolicLink(_runs["tasks"], Repository.Path("tasks"));
        Run.Start(Experiment.Load(_runs["config.yaml"], []), new() { Directory = _runs["run"], Time = TimeProvider.System });
        string[] pictures = ["memory.svg", "address.svg", "trace-back.svg"];
        Execute("MemoryMatrix", [("results/ntm-copy-seed1", "run"), .. pictures.Select(name => (name, name))]);
        Assert.All(pictures, name => Assert.Equal("svg", XDocument.Load(_runs[name]).Root!.Name.LocalName));
        Assert.Contains("each slot by the step that wrote it", File.ReadAllText(_runs["memory.svg"]), StringComparison.Ordinal);
    }

    /// <summary>Runs the page's program that has a word in it, on files here in place of those that it names.</summary>
    private void Execute(string word, params (string Named, string Here)[] files)
    {
        string page = File.ReadAllText(Repository.Path("results", "PICTURES.md")).ReplaceLineEndings("\n");
        string program = Assert.Single(Regex.Matches(page, "```csharp\n(.*?)```", RegexOptions.Singleline),
            match => match.Value.Contains(word, StringComparison.Ordinal)).Groups[1].Value;
        foreach ((string named, string here) in files)
        {
            Assert.Contains($"\"{named}\"", program, StringComparison.Ordinal);
            program = program.Replace($"\"{named}\"", SymbolDisplay.FormatLiteral(_runs[here], quote: true), StringComparison.Ordinal);
        }

        PageProgram.Execute(program);
    }

    public void Dispose() => _runs.Dispose();
}
