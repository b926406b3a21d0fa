namespace NeuralMemory.Commands.Tests;

/// <summary>A machine that has learned so many places, and a sequence that has more.</summary>
public sealed class LearnedPlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{ kind: memory-network, width: 8, places: 12 }")]
    [InlineData("{ kind: transformer, width: 8, heads: 2, hidden: 8, positions: learned, places: 12 }")]
    public void An_evaluation_says_so_in_a_sentence(string machine)
    {
        Assert.Equal(ExitCodes.Done, InProcess.Run(Train(machine, steps: 20)).ExitCode);
        string run = _folder["run"];
        InProcess.Run("eval", run, "--set", "length=4", "--episodes", "4").Expect(ExitCodes.Done);
        Outcome outcome = InProcess.Run("eval", run, "--set", "length=30", "--episodes", "4").Expect(ExitCodes.Failed);
        Assert.StartsWith("error: a sequence of ", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            " steps has more than the 12 places that the machine has learned; 'machine.places' says how many there are, and other kinds of "
            + "'machine.positions' know any number\n", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_training_that_begins_with_it_ends_with_that_reason_and_leaves_no_run(int threads)
    {
        Outcome outcome = InProcess.Run(
            [.. Train("{ kind: memory-network, width: 8, places: 3 }", steps: 20), "--set", $"training.threads={threads}"])
            .Expect(ExitCodes.Failed);
        Assert.Contains("steps has more than the 3 places that the machine has learned; ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    private string[] Train(string machine, long steps) =>
        ["train", _folder.WriteConfig(steps), "--set", $"machine={machine}", "--out", _folder["run"], "--quiet"];
}
