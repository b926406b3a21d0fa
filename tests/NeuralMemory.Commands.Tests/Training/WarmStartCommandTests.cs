using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class WarmStartCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WarmStartCommandTests() =>
        InProcess.Run("train", _folder.WriteConfig(steps: 60), "--out", _folder["first"], "--quiet").Expect(ExitCodes.Done);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_begins_with_the_weights_of_another_and_says_so()
    {
        string text = Train("--from", $"{_folder["first"]}@60", "--with-optimizer", "--out", _folder["next"]).Expect(ExitCodes.Done).Out;
        Assert.Matches(@"(?m)^from: step 60 of .*first \(copy, seed 1\), weights [0-9a-f]{12}, with its optimizer$", text);
        string shown = InProcess.Run("runs", "show", _folder["next"]).Expect(ExitCodes.Done).Out;
        Assert.Matches(@"(?m)^from:        step 60 of ", shown);
        Assert.Matches(@"(?m)^checkpoints: 0, ", shown);
        JsonElement document = JsonDocument.Parse(InProcess.Run("runs", "show", _folder["next"], "--json").Expect(ExitCodes.Done).Out)
            .RootElement.GetProperty("origin");
        string file = File.ReadAllText(Path.Combine(_folder["next"], "origin.json"));
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(file).RootElement, document));
        Assert.Equal(_folder["first"], document.GetProperty("run").GetString());
    }

    [Fact]
    public void A_dry_run_says_whether_they_fit()
    {
        string text = Train("--from", _folder["first"], "--set", "machine.memory.slots=5", "--dry-run").Expect(ExitCodes.Done).Out;
        Assert.Matches(@"(?m)^from:       step 60 of ", text);
        Outcome refused = Train("--from", _folder["first"], "--set", "machine.controller.units=5", "--dry-run").Expect(ExitCodes.Usage);
        Assert.Contains("machine.controller.units is ", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["next"]));
    }

    [Theory]
    [InlineData("--with-optimizer", "'--with-optimizer' takes what another run's optimizer remembers")]
    [InlineData("--from=first@last", "expected a run, RUN@STEP or RUN@best, found 'first@last'")]
    [InlineData("--from=frist", "there is no run 'frist'")]
    public void Nonsense_is_refused(string option, string expected)
    {
        string error = Train(option, "--out", _folder["next"]).Expect(ExitCodes.Usage).Error;
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["next"]));
    }

    [Fact]
    public void A_group_and_a_sweep_begin_with_them_too()
    {
        string from = _folder["first"];
        Outcome group = Train("--seeds", "1..2", "--from", from, "--out", _folder["group"]).Expect(ExitCodes.Done);
        Assert.Contains($"each run begins with the weights of '{from}@60', without its optimizer", group.Out + group.Error, StringComparison.Ordinal);
        Train("--sweep", "training.optimizer.rate=1e-3,1e-2", "--from", $"{from}@60", "--with-optimizer", "--out", _folder["sweep"],
            "--quiet").Expect(ExitCodes.Done);
        InProcess.Run("sweep", "run", "--config", _folder["tiny.yaml"], "--sweep", "training.batch=2,4", "--from", from, "--out",
            _folder["other"], "--quiet").Expect(ExitCodes.Done);
        string[] origins = Directory.GetFiles(_folder.Path, "origin.json", SearchOption.AllDirectories);
        Assert.Equal(6, origins.Length);
        Assert.All(origins, origin => Assert.Contains("\"step\": 60", File.ReadAllText(origin), StringComparison.Ordinal));
        Assert.Equal(2, origins.Count(origin => File.ReadAllText(origin).Contains("\"with_optimizer\": true", StringComparison.Ordinal)));
        Assert.Contains("it began with the weights of", Train("--seeds", "1", "--out", _folder["group"]).Expect(ExitCodes.Usage).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_origin_hides_nothing_else()
    {
        File.WriteAllText(Path.Combine(_folder["first"], "origin.json"), "{");
        string shown = InProcess.Run("runs", "show", _folder["first"]).Expect(ExitCodes.Done).Out;
        Assert.Contains("origin.json", shown, StringComparison.Ordinal);
        Assert.Contains("last evaluation", shown, StringComparison.Ordinal);
    }

    private Outcome Train(params string[] arguments) => InProcess.Run(["train", _folder.WriteConfig(steps: 20), .. arguments]);
}
