using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_step_of_a_run_that_diverged_diverges_again_at_the_same_place()
    {
        string run = _folder["run"];
        string[] wild = ["--set", "training.schedule={kind: step, factor: 1e40, every: 1}", "--set", "training.clip=null"];
        string trained = InProcess.Run(["train", _folder.WriteConfig(), "--out", run, "--quiet", .. wild]).Expect(ExitCodes.Diverged).Out;
        string[] lines = InProcess.Run("replay", run).Expect(ExitCodes.Diverged).Out.Split('\n');
        Assert.StartsWith("reproduced: the ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines[0]["reproduced: ".Length..], trained, StringComparison.Ordinal);
        JsonElement json = InProcess.Run("replay", run, "--json").Expect(ExitCodes.Diverged).Json;
        Assert.True(json.GetProperty("reproduced").GetBoolean());
        Assert.Equal(4, json.GetProperty("episodes").GetInt32());
        Assert.Contains(json.GetProperty("reason").GetString()!, trained, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_does_not_diverge_again_is_no_failure()
    {
        // The state of a sound run in the place of the bundle is what a bundle on a kinder processor amounts to.
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", run, "--quiet").Expect(ExitCodes.Done);
        Directory.Move(_folder["run", "checkpoints"], _folder["run", "diverged"]);
        Assert.StartsWith("not reproduced: ", InProcess.Run("replay", run).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.False(InProcess.Run("replay", run, "--json").Expect(ExitCodes.Done).Json.GetProperty("reproduced").GetBoolean());
    }

    [Fact]
    public void A_run_that_did_not_diverge_has_nothing_to_replay()
    {
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", _folder["run"], "--quiet").Expect(ExitCodes.Done);
        Assert.Contains("did not diverge", InProcess.Run("replay", _folder["run"]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
