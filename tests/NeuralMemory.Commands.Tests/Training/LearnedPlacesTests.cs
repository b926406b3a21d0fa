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
    public void A_run_that_trains_on_it_has_failed_with_that_reason(int threads)
    {
        // Lengths of 4 are 9 steps long: with this seed the first is drawn in the third step.
        Outcome outcome = InProcess.Run(
            [.. Train("{ kind: memory-network, width: 8, places: 8 }", steps: 20), "--set", $"training.threads={threads}", "--seed", "4"])
            .Expect(ExitCodes.Failed);
        AssertSaid(outcome, 8);
        Assert.Contains("has more than the 8 places", File.ReadAllText(_folder["run", "status.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_fails_before_its_first_step_leaves_no_run()
    {
        AssertSaid(InProcess.Run(Train("{ kind: memory-network, width: 8, places: 2 }", steps: 20)).Expect(ExitCodes.Failed), 2);
        Assert.False(File.Exists(_folder["run", "status.json"]));
    }

    private static void AssertSaid(Outcome outcome, int places)
    {
        Assert.Contains(
            $"steps has more than the {places} places that the machine has learned; ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", outcome.Error, StringComparison.Ordinal);
    }

    private string[] Train(string machine, long steps) =>
        ["train", _folder.WriteConfig(steps), "--set", $"machine={machine}", "--out", _folder["run"], "--quiet"];
}
