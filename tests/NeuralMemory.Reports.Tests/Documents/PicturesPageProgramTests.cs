using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using NeuralMemory.Experiments.Tests;
using NeuralMemory.Testing;

namespace NeuralMemory.Reports.Tests;

/// <summary>The program of results/PICTURES.md compiles and draws.</summary>
public sealed class PicturesPageProgramTests : IDisposable
{
    private readonly SampleRuns _runs = new();

    [Fact]
    public void The_program_of_the_page_draws_a_picture_and_writes_a_report()
    {
        string page = File.ReadAllText(Repository.Path("results", "PICTURES.md")).ReplaceLineEndings("\n");
        string program = Assert.Single(Regex.Matches(page, "```csharp\n(.*?)```", RegexOptions.Singleline)).Groups[1].Value;
        _runs.Group("ntm-copy");
        foreach ((string named, string here) in ((string, string)[])
            [("results/ntm-copy", _runs["ntm-copy"]), ("curve.svg", _runs["curve.svg"]), ("report.html", _runs["report.html"])])
        {
            Assert.Contains($"\"{named}\"", program, StringComparison.Ordinal);
            program = program.Replace($"\"{named}\"", SymbolDisplay.FormatLiteral(here, quote: true), StringComparison.Ordinal);
        }

        PageProgram.Execute(program);
        Assert.Contains("bit errors, log scale", File.ReadAllText(_runs["curve.svg"]), StringComparison.Ordinal);
        Assert.Contains("made by my program", File.ReadAllText(_runs["report.html"]), StringComparison.Ordinal);
    }

    public void Dispose() => _runs.Dispose();
}
