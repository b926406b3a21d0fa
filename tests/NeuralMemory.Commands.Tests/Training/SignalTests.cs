using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

/// <summary>Signals ask politely once.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(CommandProcess.Interrupt)]
    [InlineData(CommandProcess.Terminate)]
    [InlineData(CommandProcess.HangUp)]
    public void A_signal_saves_a_checkpoint_and_the_run_resumes_to_the_same_bits(string signal)
    {
        string config = _folder.WriteConfig(steps: 10_000_000);
        Outcome outcome = Interrupt(config, process => process.Signal(signal)).Expect(ExitCodes.Interrupted);
        Assert.Equal("interrupted", outcome.JsonLines[^1].GetProperty("state").GetString());
        Assert.Contains("checkpoint", outcome.Error, StringComparison.Ordinal);
        using RunDirectory run = RunDirectory.Open(_folder["run"]);
        RunStatus status = run.ReadStatus();
        Assert.Equal(RunState.Interrupted, status.State);
        Assert.Equal(status.Step, run.Checkpoints().Latest());

        string end = $"training.steps={status.Step + 33}";
        CommandProcess.Run(_folder.Path, "resume", "run", "--set", end, "--quiet").Expect(ExitCodes.Done);
        CommandProcess.Run(_folder.Path, "train", config, "--set", end, "--out", "whole", "--quiet").Expect(ExitCodes.Done);
        AssertSameEnd(status.Step + 33);
    }

    [Fact]
    public void An_interrupt_is_heard_in_the_background_too_where_a_shell_has_it_ignored()
    {
        string config = _folder.WriteConfig(steps: 10_000_000);
        string script = $"trap '' INT; exec '{CommandProcess.Executable}' train '{config}' --out run --json";
        using CommandProcess process = CommandProcess.StartProgram("sh", _folder.Path, "-c", script);
        Assert.NotNull(process.ReadUntil("\"event\":\"progress\""));
        process.Signal(CommandProcess.Interrupt);
        process.Wait().Expect(ExitCodes.Interrupted);
    }

    [Fact]
    public void A_second_signal_ends_the_process_at_once_and_harms_nothing()
    {
        // A group of episodes this long gives the second signal time to arrive before the first is answered.
        string config = _folder.WriteConfig(steps: 10_000_000);
        string[] slow = ["--set", "evaluation.parameters={length: 60000}", "--set", "evaluation.episodes=16"];
        using CommandProcess process = CommandProcess.Start(_folder.Path, ["train", config, "--out", "run", "--json", .. slow]);
        Assert.NotNull(process.ReadUntil("\"step\":50,"));
        // Before the first episodes are begun, the first signal is answered at once.
        Thread.Sleep(300);
        process.Signal(CommandProcess.Interrupt);
        LetEchoPass(process);
        process.Signal(CommandProcess.Terminate);
        process.Wait().Expect(128 + 15);
        Assert.Equal(40, RunDirectory.Open(_folder["run"]).Checkpoints().Load().Step);
        CommandProcess.Run(_folder.Path, "resume", "run", "--set", "training.steps=48", "--set", "evaluation.grid={}", "--quiet");
        Assert.Equal(48, RunDirectory.Open(_folder["run"]).Checkpoints().Load().Step);
    }

    [Fact]
    public void Slurm_asks_twice_and_is_not_impatient()
    {
        string config = _folder.WriteConfig(steps: 10_000_000);
        string[] slow = ["--set", "evaluation.parameters={length: 20000}", "--set", "evaluation.episodes=16"];
        using CommandProcess process = CommandProcess.StartProgram("env", _folder.Path,
            ["SLURM_ARRAY_TASK_ID=1", CommandProcess.Executable, "train", config, "--out", "run", "--json", .. slow]);
        Assert.NotNull(process.ReadUntil("\"step\":50,"));
        Thread.Sleep(300);
        process.Signal(CommandProcess.Terminate);
        LetEchoPass(process);
        process.Signal(CommandProcess.Terminate);
        process.Wait().Expect(ExitCodes.Interrupted);
    }

    [Fact]
    public void A_hang_up_is_not_heard_where_it_is_ignored_and_never_ends_the_process_at_once()
    {
        string config = _folder.WriteConfig(steps: 10_000_000);
        string script = $"trap '' HUP; exec '{CommandProcess.Executable}' train '{config}' --out run --json";
        using (CommandProcess process = CommandProcess.StartProgram("sh", _folder.Path, "-c", script))
        {
            Assert.NotNull(process.ReadUntil("\"event\":\"progress\""));
            process.Signal(CommandProcess.HangUp);
            for (int more = 0; more < 5; more++)
                Assert.NotNull(process.ReadUntil("\"event\":\"progress\""));
            process.Signal(CommandProcess.Terminate);
            process.Wait().Expect(ExitCodes.Interrupted);
        }

        string[] slow = ["--set", "evaluation.parameters={length: 20000}", "--set", "evaluation.episodes=16"];
        using CommandProcess other = CommandProcess.StartHearing(_folder.Path, ["train", config, "--out", "other", "--json", .. slow]);
        Assert.NotNull(other.ReadUntil("\"step\":50,"));
        other.Signal(CommandProcess.HangUp);
        LetEchoPass(other);
        other.Signal(CommandProcess.HangUp);
        other.Wait().Expect(ExitCodes.Interrupted);
    }

    [Fact]
    public void When_nobody_reads_a_listing_it_ends_quietly()
    {
        using CommandProcess process = CommandProcess.Start(Testing.Repository.Root, "task", "preview", "copy", "--episodes", "1000");
        Assert.NotNull(process.ReadUntil("copy, episode 0"));
        process.CloseOutput();
        Assert.Equal("", process.Wait().Expect(ExitCodes.Done).Error);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What follows a signal at once, once it is heard, counts as the same request.</summary>
    private static void LetEchoPass(CommandProcess process)
    {
        process.AwaitError("once more to stop at once");
        Thread.Sleep(250);
    }

    private Outcome Interrupt(string config, Action<CommandProcess> interrupt)
    {
        using CommandProcess process = CommandProcess.StartHearing(_folder.Path, "train", config, "--out", "run", "--json");
        Assert.NotNull(process.ReadUntil("\"event\":\"progress\""));
        interrupt(process);
        return process.Wait();
    }

    /// <summary>The interrupted run has a checkpoint more, where it stopped; the last ones and all measurements agree.</summary>
    private void AssertSameEnd(long step)
    {
        using RunDirectory run = RunDirectory.Open(_folder["run"]), whole = RunDirectory.Open(_folder["whole"]);
        SameRun.AssertCheckpoints(whole.Checkpoints().Load(step), run.Checkpoints().Load(step));
        Assert.All(whole.ReadMetrics().Zip(run.ReadMetrics()), pair => Assert.True(pair.First.HasSameContentAs(pair.Second)));
        Assert.Equal(whole.ReadMetrics().Count(), run.ReadMetrics().Count());
    }
}
