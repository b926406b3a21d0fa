using System.Text.Json;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

/// <summary>Training outlives what is said of it; what is only said ends with a sentence when it cannot be said.</summary>
public sealed class OutputLossTests : IDisposable
{
    private const string Full = "/dev/full";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    [InlineData("--quiet")]
    public void Training_onto_a_full_disk_goes_on_to_the_end_and_notes_it(string how)
    {
        if (!File.Exists(Full))
            return;
        string config = _folder.WriteConfig(steps: 60);
        Outcome outcome = Shell($"train '{config}' --out run {how} > {Full}").Expect(ExitCodes.Failed);
        Assert.Matches(
            "^error: standard output failed at [-0-9]+ [:0-9]+ UTC: the disk is full; training went on, and its files are whole\n$",
            outcome.Error);
        AssertDone("the disk is full");
        InProcess.Run("train", config, "--out", _folder["whole"], "--quiet").Expect(ExitCodes.Done);
        SameRun.Assert(_folder["whole"], _folder["run"]);
    }

    [Fact]
    public void Training_that_nobody_reads_any_more_goes_on_to_the_end_without_a_word_and_notes_it()
    {
        string config = _folder.WriteConfig(steps: 3000);
        using CommandProcess process = CommandProcess.Start(_folder.Path, "train", config, "--out", "run", "--json");
        Assert.NotNull(process.ReadUntil("\"event\":\"progress\""));
        process.CloseOutput();
        Assert.Equal("", process.Wait().Expect(ExitCodes.Done).Error);
        AssertDone("nobody reads it any more");
        Assert.Equal(3000, RunDirectory.Open(_folder["run"]).Checkpoints().Latest());
    }

    [Fact]
    public void A_reproduction_onto_a_full_disk_trains_all_seeds_and_writes_its_page()
    {
        if (!File.Exists(Full))
            return;
        Directory.CreateDirectory(_folder["paper"]);
        File.WriteAllText(_folder["paper", "tiny.yaml"],
            File.ReadAllText(_folder.WriteConfig(steps: 20)) + "\npublished: { source: nobody, value: 1, tolerance: 1 }\n");
        Outcome outcome = Shell($"reproduce paper/tiny.yaml --seeds 1,2 > {Full}").Expect(ExitCodes.Failed);
        Assert.StartsWith("error: standard output failed at ", outcome.Error, StringComparison.Ordinal);
        foreach (string seed in (string[])["seed-1", "seed-2"])
        {
            using RunDirectory run = RunDirectory.Open(_folder["results", "reproductions", "paper", "tiny", seed]);
            Assert.Equal(RunState.Done, run.ReadStatus().State);
            Assert.Contains("the disk is full", run.ReadStatus().Note, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(_folder["results", "reproductions", "paper", "README.md"]));
    }

    [Fact]
    public void A_command_that_only_tells_ends_with_a_sentence_on_a_full_disk_and_without_one_when_nobody_reads()
    {
        if (!File.Exists(Full))
            return;
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", _folder["run"], "--quiet").Expect(ExitCodes.Done);
        foreach (string command in (string[])
            ["eval run", "eval run --json", "runs list .", "runs show run --json", "--help", "--version", "doctor", "config schema"])
        {
            Assert.Equal("error: cannot write to standard output: the disk is full\n",
                Shell($"{command} > {Full}").Expect(ExitCodes.Failed).Error);
            Assert.Equal("", Shell($"{{ {command}; echo $? > code; }} | true", isGroup: true).Error);
            Assert.Equal("0\n", File.ReadAllText(_folder["code"]));
        }
    }

    [Fact]
    public void Errors_that_cannot_be_told_change_nothing_of_the_exit_code()
    {
        if (!File.Exists(Full))
            return;
        Shell($"train none.yaml 2> {Full}").Expect(ExitCodes.Usage);
        Shell($"runs show none 2>&1 > {Full} 2> {Full}").Expect(ExitCodes.Usage);
        Shell($"train '{_folder.WriteConfig(steps: 20)}' --out run > {Full} 2>&1").Expect(ExitCodes.Failed);
        AssertDone("the disk is full");
    }

    [Fact]
    public void Output_that_may_be_missing_is_dropped_after_the_first_failure_and_the_loss_remembered()
    {
        if (!File.Exists(Full))
            return;
        using FileStream full = new(Full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        StandardOutput output = new(full, TimeProvider.System);
        Assert.Throws<OutputLostException>(() => output.Write("a"u8));
        Assert.Throws<OutputLostException>(() => output.Write("b"u8));
        output.IsOptional = true;
        output.Write("c"u8);
        Assert.Equal(("the disk is full", false), (output.Loss!.Reason, output.Loss.IsReaderGone));
    }

    private void AssertDone(string note)
    {
        using RunDirectory run = RunDirectory.Open(_folder["run"]);
        Assert.Equal(RunState.Done, run.ReadStatus().State);
        Assert.Contains(note, run.ReadStatus().Note, StringComparison.Ordinal);
        Assert.Contains("note:        standard output failed at", InProcess.Run("runs", "show", run.Path).Out, StringComparison.Ordinal);
        JsonElement shown = InProcess.Run("runs", "show", run.Path, "--json").Json.GetProperty("status");
        Assert.Contains(note, shown.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Runs a command through the shell, which connects its output.</summary>
    private Outcome Shell(string command, bool isGroup = false)
    {
        string script = isGroup
            ? command.Replace("{ ", $"{{ '{CommandProcess.Executable}' ", StringComparison.Ordinal)
            : $"exec '{CommandProcess.Executable}' {command}";
        using CommandProcess process = CommandProcess.StartProgram("sh", _folder.Path, "-c", script);
        return process.Wait();
    }
}
