using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Web.Tests;

/// <summary>What cannot be shown is told in the words of the address, not in those of a command line.</summary>
public sealed class ProblemWordsTests : IDisposable
{
    private readonly Runs _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void What_is_wrong_in_the_address_is_quoted_as_it_stands_there()
    {
        Assert.Equal("'length=-3': expected a length.", Words(
            new InvalidInputException(new SourceMark("--set length=-3", 1, 8), "expected a length")));
        Assert.Equal("'length=-3, slots=0': expected a length.", Words(
            new InvalidInputException(new SourceMark("--set length=-3 --set slots=0", 1, 8), "expected a length")));
        Assert.Equal("'memory:3:5000:0=1': there is no slot 5000.", Words(
            new InvalidInputException(SourceMark.WholeFile("memory:3:5000:0=1"), "there is no slot 5000")));
    }

    [Fact]
    public void A_place_in_a_file_is_told_with_its_line_below_the_folder() => Assert.Equal("a/config.yaml:3:4: expected a number.", Words(
        new InvalidInputException(new SourceMark(Path.Combine(_runs.Path, "a", "config.yaml"), 3, 4), "expected a number")));

    [Fact]
    public void Other_problems_are_sentences()
    {
        Assert.Equal("There is no run.", Words(new RunException(RunProblem.Missing, "there is no run")));
        Assert.Null(Words(new InvalidOperationException("never")));
    }

    private string? Words(Exception exception) => ProblemWords.Of(exception, ServedFolder.Open(_runs.Path));
}
