using System.Globalization;
using System.Text.Json;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

/// <summary>A run survives anything: killed without warning again and again, it comes to the same bits.</summary>
public sealed class KillTests
{
    private const int StartKills = 2, TrainingKills = 20, Kills = StartKills + TrainingKills, CheckpointEvery = 20;

    [Fact]
    public void A_run_killed_at_random_moments_and_resumed_each_time_ends_with_the_same_bits()
    {
        using TemporaryFolder folder = new();
        string config = folder.WriteConfig(steps: 10_000_000), killed = folder["killed"], whole = folder["whole"];
        Random random = new(20260);
        for (int kill = 0; kill < Kills; kill++)
        {
            string[] command = RunDirectory.IsRun(killed)
                ? ["resume", killed, "--json"]
                : ["train", config, "--out", killed, "--threads", "1", "--json"];
            using CommandProcess process = CommandProcess.Start(folder.Path, command);
            // Some die while they start or read the checkpoint, the others while they train, evaluate and save: they have told of
            // progress, and have more steps before them than they can make.
            for (int reports = kill < StartKills ? 0 : random.Next(1, 8); reports > 0; reports--)
                Assert.NotNull(process.ReadUntil("\"event\":\"progress\""));
            Thread.Sleep(kill < StartKills ? random.Next(50, 700) : random.Next(0, 100));
            process.Kill();
            Outcome outcome = process.Wait();
            Assert.NotEqual(ExitCodes.Done, outcome.ExitCode);
            Assert.Equal("", outcome.Error);
        }

        // It has gone as far as it came; both are now given the same end a little beyond that.
        long latest = RunDirectory.Open(killed).Checkpoints().Latest()!.Value;
        string steps = ((latest / CheckpointEvery + 3) * CheckpointEvery + 7).ToString(CultureInfo.InvariantCulture);
        Assert.True(latest >= Kills * CheckpointEvery / 2, $"only {latest} steps were made between {Kills} kills");
        CommandProcess.Run(folder.Path, "resume", killed, "--set", $"training.steps={steps}", "--quiet").Expect(ExitCodes.Done);
        CommandProcess.Run(folder.Path, "train", config, "--set", $"training.steps={steps}", "--out", whole, "--threads", "2", "--quiet")
            .Expect(ExitCodes.Done);
        SameRun.Assert(whole, killed);
        Assert.Equal(Evaluate(whole), Evaluate(killed));
        // The evaluations of the last lines are among the runs' documents too.
        SameRun.Assert(whole, killed);

        string Evaluate(string run) =>
            CommandProcess.Run(folder.Path, "eval", run, "--set", "length=9", "--slots", "16", "--episodes", "20", "--json")
                .Expect(ExitCodes.Done).Out;
    }

    [Fact]
    public void The_comparison_tells_runs_apart()
    {
        using TemporaryFolder folder = new();
        string config = folder.WriteConfig(steps: 20);
        foreach (string seed in (string[])["1", "2"])
            InProcess.Run("train", config, "--seed", seed, "--out", folder[seed], "--quiet").Expect(ExitCodes.Done);
        SameRun.Assert(folder["1"], folder["1"]);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => SameRun.Assert(folder["1"], folder["2"]));
    }

    [Fact]
    public void A_killed_run_is_listed_as_killed()
    {
        using TemporaryFolder folder = new();
        string config = folder.WriteConfig(steps: 10_000_000);
        using (CommandProcess process = CommandProcess.Start(folder.Path, "train", config, "--out", "run", "--json"))
        {
            Assert.NotNull(process.ReadUntil("\"event\":\"checkpoint\""));
            process.Kill();
            process.Wait();
        }

        JsonElement run = Assert.Single(InProcess.Run("runs", "list", folder.Path, "--json").Expect(ExitCodes.Done).Json.EnumerateArray());
        Assert.True(run.GetProperty("killed").GetBoolean());
        Assert.Contains("killed", InProcess.Run("runs", "show", folder["run"]).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }
}
