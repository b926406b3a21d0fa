using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_machine_goes_to_PyTorch_and_comes_back_as_a_run_that_can_be_evaluated_and_resumed()
    {
        string run = _folder["run"], made = _folder["made"], weights = _folder["made", "weights.safetensors"];
        InProcess.Run("train", _folder.WriteConfig(steps: 40), "--out", run, "--quiet").Expect(ExitCodes.Done);
        Assert.Equal($"exported: 4 files of 1 run to {made}\n",
            InProcess.Run("export", run, "--format", "pytorch", "--out", made).Expect(ExitCodes.Done).Out);
        string told = InProcess.Run("import", weights, "--as", run, "--step", "1", "--out", _folder["back"]).Expect(ExitCodes.Done).Out;
        Assert.Matches($@"^imported: \d+ arrays of [\d,]+ numbers,\s+from\s+{weights},\s+to\s+{_folder["back"]}\n$", told);
        InProcess.Run("eval", _folder["back"], "--episodes", "4").Expect(ExitCodes.Done);
        string shown = InProcess.Run("runs", "show", _folder["back"]).Expect(ExitCodes.Done).Out;
        Assert.Contains("arrays as pytorch has them", shown, StringComparison.Ordinal);
        Assert.Contains("import", shown, StringComparison.Ordinal);
        InProcess.Run("resume", _folder["back"], "--quiet").Expect(ExitCodes.Done);
        JsonElement json = InProcess.Run("import", weights, "--as", _folder["tiny.yaml"], "--out", _folder["again"], "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal(("pytorch", 0, _folder["again"]), (json.GetProperty("layout").GetString(), json.GetProperty("step").GetInt32(),
            json.GetProperty("directory").GetString()));
    }

    [Fact]
    public void What_is_wrong_is_said_in_a_sentence()
    {
        string config = _folder.WriteConfig();
        File.WriteAllBytes(_folder["a.pt"], "PK\u0003\u0004archive/data.pkl"u8.ToArray());
        Wrong("'import' needs FILE", "import", "--as", config);
        Wrong("there is no such file", "import", _folder["none"], "--as", config);
        Wrong("no-such.yaml: there is no such file", "import", _folder["a.pt"], "--as", "no-such.yaml");
        Wrong("is a pickle of PyTorch, which could run any program as it is read", "import", _folder["a.pt"], "--as", config);
        Wrong("'--step': expected a whole number, at least 0", "import", _folder["a.pt"], "--as", config, "--step", "-1");
        Assert.False(Directory.Exists(_folder["results"]));
    }

    private static void Wrong(string said, params string[] arguments) =>
        Assert.Contains(said, InProcess.Run(arguments).Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
}
