using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class RunsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void List_shows_runs_of_a_folder_the_latest_first()
    {
        string config = _folder.WriteConfig(steps: 20);
        foreach (string name in (string[])["first", "second"])
            InProcess.Run("train", config, "--out", _folder["runs", name], "--quiet").Expect(ExitCodes.Done);
        string text = InProcess.Run("runs", "list", _folder["runs"]).Expect(ExitCodes.Done).Out;
        Assert.True(text.IndexOf("second", StringComparison.Ordinal) < text.IndexOf("first", StringComparison.Ordinal));
        Assert.DoesNotContain('\e', text);
        JsonElement json = InProcess.Run("runs", "list", _folder["runs"], "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(
            [_folder["runs", "second"], _folder["runs", "first"]],
            json.EnumerateArray().Select(run => run.GetProperty("path").GetString()));
        Assert.All(json.EnumerateArray(), run => Assert.Equal("done", run.GetProperty("status").GetProperty("state").GetString()));
        Assert.All(json.EnumerateArray(), run => Assert.Equal(
            ("ntm", "copy"), (run.GetProperty("machine").GetString(), run.GetProperty("task").GetString())));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(200)]
    public void List_breaks_no_cell_on_a_narrow_terminal(int width)
    {
        string run = _folder["runs", "a-run-of-a-rather-long-name"];
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", run, "--quiet").Expect(ExitCodes.Done);
        string text = InProcess.Run(
            ["runs", "list", _folder["runs"]], (output, error) => new(output, error) { IsInteractive = true, Width = width })
            .Expect(ExitCodes.Done).Out;
        Assert.All([run, "ntm", "copy", "done", .. width == 60 ? (string[])["20 steps", "80 sequences"] : ["progress"]],
            cell => Assert.Contains(cell, text, StringComparison.Ordinal));
        if (width > 60)
            Assert.Matches(" done +20 ", text);
        Assert.Equal(width == 60, text.Contains("  ntm on copy, done, 20 steps, 80 sequences, ", StringComparison.Ordinal));
    }

    [Fact]
    public void List_says_nothing_of_what_it_cannot_read()
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", run, "--quiet").Expect(ExitCodes.Done);
        File.WriteAllText(Path.Combine(run, "task.yaml"), "[");
        JsonElement json = InProcess.Run("runs", "list", run, "--json").Expect(ExitCodes.Done).Json[0];
        Assert.Equal(JsonValueKind.Null, json.GetProperty("task").ValueKind);
        Assert.Equal("ntm", json.GetProperty("machine").GetString());
        File.WriteAllText(Path.Combine(run, "config.yaml"), "machine: 3");
        Assert.Equal(JsonValueKind.Null,
            InProcess.Run("runs", "list", run, "--json").Expect(ExitCodes.Done).Json[0].GetProperty("machine").ValueKind);
        Assert.Contains(run, InProcess.Run("runs", "list", run).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void List_of_nothing_is_no_error()
    {
        Assert.Contains("there is no run", InProcess.Run("runs", "list", _folder.Path)
            .Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Equal(0, InProcess.Run("runs", "list", _folder.Path, "--json").Expect(ExitCodes.Done).Json.GetArrayLength());
    }

    [Fact]
    public void List_of_the_usual_folder_is_no_error_before_the_first_run() => Assert.Equal(
        "there is no run in 'results'\n", CommandProcess.Run(_folder.Path, "runs", "list").Expect(ExitCodes.Done).Out);

    [Fact]
    public void List_of_a_file_is_an_error() => Assert.StartsWith(
        $"error: '{_folder.WriteConfig()}' is a file, not a folder of runs",
        InProcess.Run("runs", "list", _folder["tiny.yaml"]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void Show_tells_state_checkpoints_metrics_and_evaluations()
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 100), "--out", run, "--quiet").Expect(ExitCodes.Done);
        string text = InProcess.Run("runs", "show", run).Expect(ExitCodes.Done).Out;
        Assert.Contains("experiment:  tiny: ntm on copy (width = 3, length = [1, 4])\n", text, StringComparison.Ordinal);
        Assert.Contains("done: all 100 steps are made", text, StringComparison.Ordinal);
        Assert.Contains("bits_per_sequence", text, StringComparison.Ordinal);
        JsonElement json = InProcess.Run("runs", "show", run, "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(
            ("tiny", "copy", "ntm"),
            (json.GetProperty("name").GetString(), json.GetProperty("task").GetString(), json.GetProperty("machine").GetString()));
        Assert.Equal([60L, 80L, 100L], json.GetProperty("checkpoints").EnumerateArray().Select(step => step.GetInt64()));
        Assert.Equal(100, json.GetProperty("last_metrics").GetProperty("train").GetProperty("step").GetInt64());
        Assert.Equal("final", json.GetProperty("evaluations")[0].GetProperty("name").GetString());
        Assert.Equal(1, json.GetProperty("environment").GetProperty("seed").GetInt64());
    }

    [Fact]
    public void Show_says_that_there_is_no_checkpoint_and_counts_one_thread_as_one()
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", run, "--threads", "1", "--quiet").Expect(ExitCodes.Done);
        Directory.Delete(Path.Combine(run, "checkpoints"), recursive: true);
        string text = InProcess.Run("runs", "show", run).Expect(ExitCodes.Done).Out;
        Assert.Contains("\ncheckpoints: none\n", text, StringComparison.Ordinal);
        Assert.Contains(", 1 thread, version ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_evaluation_is_that_of_the_end()
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 60), "--out", run, "--quiet").Expect(ExitCodes.Done);
        string text = InProcess.Run("runs", "show", run).Expect(ExitCodes.Done).Out;
        Assert.Contains("last evaluation, step 60: bits_per_sequence ", text, StringComparison.Ordinal);
        JsonElement json = InProcess.Run("runs", "show", run, "--json").Expect(ExitCodes.Done).Json;
        JsonElement last = json.GetProperty("last_metrics").GetProperty("evaluation"), final = json.GetProperty("evaluations")[0];
        Assert.Equal((60, 240), (last.GetProperty("step").GetInt64(), last.GetProperty("sequences").GetInt64()));
        Assert.Equal(final.GetProperty("bits_per_sequence").GetDouble(), last.GetProperty("bits_per_sequence").GetDouble());
    }

    [Fact]
    public void A_damaged_run_is_listed_with_its_problem()
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", run, "--quiet").Expect(ExitCodes.Done);
        File.WriteAllText(Path.Combine(run, "status.json"), "{");
        Assert.Contains("damaged", InProcess.Run("runs", "list", run).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Contains("status.json", InProcess.Run("runs", "show", run).Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_alone_is_answered_with_the_runs_that_have_it()
    {
        foreach (string name in (string[])["ntm-copy-seed1", "lstm-copy-seed1", "unlike"])
            InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", _folder["results", name], "--quiet").Expect(ExitCodes.Done);
        Assert.Equal(
            "error: there is no run 'ntm-copy'; did you mean 'results/ntm-copy-seed1', 'results/lstm-copy-seed1', 'results/unlike'?\n",
            CommandProcess.Run(_folder.Path, "runs", "show", "ntm-copy").Expect(ExitCodes.Usage).Error);
    }

    [Fact]
    public void A_run_whose_config_cannot_be_read_shows_the_rest()
    {
        string run = _folder["run"];
        InProcess.Run("train", _folder.WriteConfig(steps: 20), "--out", run, "--quiet").Expect(ExitCodes.Done);
        File.WriteAllText(Path.Combine(run, "config.yaml"), "name: [");
        string text = InProcess.Run("runs", "show", run).Expect(ExitCodes.Done).Out;
        Assert.Contains("problem:     ", text, StringComparison.Ordinal);
        Assert.Contains("done: all 20 steps are made", text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
