using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_and_a_folder_of_runs_are_exported_and_the_command_says_where_to()
    {
        Train("group", "seed-1");
        Train("group", "seed-2");
        string group = _folder["group"];
        Assert.Matches($@"^exported: \d+ rows of 1 run to {_folder["group", "seed-1", "metrics.csv"]}\n$",
            InProcess.Run("export", _folder["group", "seed-1"], "--format", "csv").Expect(ExitCodes.Done).Out);
        Assert.Matches($@"^exported: \d+ rows of 2 runs to {_folder["group", "metrics.csv"]}\n$",
            InProcess.Run("export", group, "--format", "csv").Expect(ExitCodes.Done).Out);
        Assert.Equal($"exported: 2 files of 2 runs to {_folder["group", "tensorboard"]}\n",
            InProcess.Run("export", group, "--format", "tensorboard").Expect(ExitCodes.Done).Out);
        JsonElement json = InProcess.Run("export", group, "--format", "npz", "--out", _folder["w"], "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(("npz", _folder["w"]), (json.GetProperty("format").GetString(), json.GetProperty("out").GetString()));
        Assert.Equal([_folder["w", "seed-1.npz"], _folder["w", "seed-2.npz"]],
            json.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.Equal(["seed-1", "seed-2"], json.GetProperty("runs").EnumerateArray().Select(run => run.GetString()));
        string table = InProcess.Run("export", group, "--format", "csv", "--out", "-").Expect(ExitCodes.Done).Out;
        Assert.Equal(File.ReadAllText(_folder["group", "metrics.csv"]), table);
    }

    [Fact]
    public void What_is_wrong_is_said_in_a_sentence()
    {
        string run = Train("run");
        Directory.CreateDirectory(_folder["empty"]);
        Usage("--format: there is no format 'cvs'; did you mean 'csv'? (known: csv, npz, safetensors, pytorch, onnx, tensorboard)", run,
            "cvs");
        Usage("--checkpoint: csv has no weights of a checkpoint", run, "csv", "--checkpoint", "best");
        Usage("--metrics: safetensors holds nothing but weights; npz can hold what was measured, too", run, "safetensors", "--metrics");
        Usage("--out: 'weights.npz' ends as a file of the format npz, and csv is asked for", run, "csv", "--out", "weights.npz");
        Usage("--out: npz is no text for standard output: name a file, or a folder for several runs", run, "npz", "--out", "-");
        Usage("--json: standard output has the table; name a file by --out", run, "csv", "--out", "-", "--json");
        Usage($"there is no run in '{_folder["empty"]}'", _folder["empty"], "csv");
        Usage($"there is no run '{_folder["rum"]}'; did you mean '{run}'?", _folder["rum"], "csv");
        Usage("there is no checkpoint of step 3 in ", run, "npz", "--checkpoint", "3");
        Assert.Contains("it is a folder, not a file",
            InProcess.Run("export", run, "--format", "csv", "--out", _folder["empty"]).Expect(ExitCodes.Failed).Error,
            StringComparison.Ordinal);
        Usage("there is no such folder", run, "csv", "--out", _folder["none", "a.csv"]);
        Assert.Contains("it is a file, not a folder", InProcess.Run("export", run, "--format", "tensorboard", "--out", _folder["tiny.yaml"])
            .Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        if (File.Exists("/dev/full"))
        {
            Assert.Contains("cannot write '/dev/full': the disk is full",
                InProcess.Run("export", run, "--format", "csv", "--out", "/dev/full").Expect(ExitCodes.Failed).Error,
                StringComparison.Ordinal);
            Assert.Equal(0, new FileInfo("/dev/full").Length);
        }
    }

    [Fact]
    public void A_run_that_is_damaged_does_not_stop_the_others_and_the_exit_code_tells()
    {
        Train("group", "seed-1");
        string damaged = Train("group", "seed-2");
        File.WriteAllText(Path.Combine(damaged, "status.json"), "{");
        Outcome outcome = InProcess.Run("export", _folder["group"], "--format", "csv").Expect(ExitCodes.Failed);
        Assert.Contains(" of 1 run to ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains(
            $"left out: '{damaged}': '{Path.Combine(damaged, "status.json")}' is damaged", outcome.Error, StringComparison.Ordinal);
    }

    private string Train(params string[] path)
    {
        string run = _folder[path];
        InProcess.Run("train", _folder.WriteConfig(steps: 40), "--out", run, "--quiet").Expect(ExitCodes.Done);
        return run;
    }

    private static void Usage(string message, string run, string format, params string[] more) => Assert.Contains(
        message, InProcess.Run(["export", run, "--format", format, .. more]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
}
