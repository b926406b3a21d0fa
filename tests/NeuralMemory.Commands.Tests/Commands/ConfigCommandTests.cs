using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class ConfigCommandTests : IDisposable
{
    private static readonly string CopyTiny = Testing.Repository.Path("configs", "copy-tiny.yaml");

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("ntm-cpy")]
    [InlineData("ntm-cpy.yaml")]
    [InlineData("config/ntm-copy.yaml")]
    public void A_name_that_nothing_has_is_answered_with_the_nearest_config(string name) => Assert.Equal(
        $"{name}: there is no such file; did you mean 'configs/ntm-copy.yaml'?\n1 problem\n",
        CommandProcess.Run(Testing.Repository.Root, "train", name).Expect(ExitCodes.Usage).Error);

    [Fact]
    public void A_name_that_is_too_long_is_told_from_one_with_wrong_letters()
    {
        using TemporaryFolder folder = new();
        string name = new('a', 101);
        Assert.Contains("'name': expected at most 100 characters, found 101",
            InProcess.Run("config", "validate", folder.WriteConfig(), "--set", $"name={name}").Expect(ExitCodes.Usage).Error,
            StringComparison.Ordinal);
        Assert.Contains("'name': expected letters, digits",
            InProcess.Run("config", "validate", folder.WriteConfig(), "--set", "name=a/b").Expect(ExitCodes.Usage).Error,
            StringComparison.Ordinal);
        InProcess.Run("config", "validate", folder.WriteConfig(), "--set", $"name={name[1..]}").Expect(ExitCodes.Done);
    }

    [Fact]
    public void Show_prints_a_config_that_reads_back_to_itself()
    {
        string shown = InProcess.Run("config", "show", CopyTiny, "--set", "machine.memory.slots=24").Expect(ExitCodes.Done).Out;
        Assert.Contains("slots: 24\n", shown, StringComparison.Ordinal);
        Assert.Contains("kind: adam\n", shown, StringComparison.Ordinal);
        File.WriteAllText(_folder["shown.yaml"], shown);
        Assert.Equal(shown, InProcess.Run("config", "show", _folder["shown.yaml"]).Expect(ExitCodes.Done).Out);
    }

    [Fact]
    public void Show_has_a_form_for_scripts()
    {
        JsonElement config = InProcess.Run("config", "show", CopyTiny, "--set", "training.steps=123", "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(123, config.GetProperty("training").GetProperty("steps").GetInt64());
        Assert.Equal("copy-tiny", config.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Array, config.GetProperty("task").GetProperty("parameters").GetProperty("length").ValueKind);
    }

    [Fact]
    public void Validate_tells_scripts_where_each_problem_is()
    {
        File.WriteAllText(_folder["bad.yaml"], "name: one\ntask: copy\ntraining: { steps: 10, bacth: 4 }\n");
        Outcome outcome = InProcess.Run("config", "validate", CopyTiny, _folder["bad.yaml"], "--json").Expect(ExitCodes.Usage);
        Assert.Equal("", outcome.Error);
        Assert.True(outcome.Json[0].GetProperty("valid").GetBoolean());
        JsonElement problem = Assert.Single(outcome.Json[1].GetProperty("problems").EnumerateArray());
        Assert.Equal((3, 24), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
    }

    [Fact]
    public void Show_can_have_another_seed() => Assert.Contains(
        "seed: -9\n", InProcess.Run("config", "show", CopyTiny, "--seed", "-9").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);

    [Fact]
    public void Validate_checks_configs_as_changed()
    {
        InProcess.Run("config", "validate", CopyTiny, "--set", "training.steps=7").Expect(ExitCodes.Done);
        Assert.Contains("--set training.steps=0:1:16: ", InProcess.Run("config", "validate", CopyTiny, "--set", "training.steps=0")
            .Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_can_say_what_each_key_means() =>
        Assert.Contains(" # ", InProcess.Run("config", "show", CopyTiny, "--comments")
            .Expect(ExitCodes.Done).Out, StringComparison.Ordinal);

    [Fact]
    public void What_keys_mean_fits_a_terminal_and_the_config_stays_the_same()
    {
        string shown = InProcess.Run(["config", "show", CopyTiny, "--comments", "--set", "description=short"],
            (output, error) => new(output, error) { IsInteractive = true, Width = 80 }).Expect(ExitCodes.Done).Out;
        Assert.All(shown.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        File.WriteAllText(_folder["shown.yaml"], shown);
        Assert.Equal(InProcess.Run("config", "show", CopyTiny, "--comments", "--set", "description=short").Expect(ExitCodes.Done).Out,
            InProcess.Run("config", "show", _folder["shown.yaml"], "--comments").Expect(ExitCodes.Done).Out);
    }

    [Fact]
    public void Validate_accepts_every_shipped_config()
    {
        string[] files = Directory.GetFiles(Testing.Repository.Path("configs"), "*.yaml");
        Outcome outcome = InProcess.Run(["config", "validate", .. files]).Expect(ExitCodes.Done);
        Assert.Equal(files.Length, outcome.Out.Split(": ok\n").Length - 1);
    }

    [Fact]
    public void Validate_lists_the_problems_of_all_files()
    {
        File.WriteAllText(_folder["one.yaml"], "name: one\ntask: copy\ntraining: { steps: 10, bacth: 4 }\n");
        File.WriteAllText(_folder["two.yaml"], "name: two\ntask: cpoy\ntraining: { steps: ten }\n");
        Outcome outcome = InProcess.Run("config", "validate", _folder["one.yaml"], CopyTiny, _folder["two.yaml"]).Expect(ExitCodes.Usage);
        Assert.Contains("one.yaml:3:24: 'training' has no key 'bacth'; did you mean 'batch'?", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("two.yaml:2:7: there is no task 'cpoy'; did you mean 'copy'?", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("two.yaml:3:20: ", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith("3 problems\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal($"{CopyTiny}: ok\n", outcome.Out);
    }

    [Fact]
    public void Schema_is_a_json_schema()
    {
        JsonElement schema = InProcess.Run("config", "schema").Expect(ExitCodes.Done).Json;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
        Assert.True(schema.GetProperty("properties").TryGetProperty("training", out _));
    }

    public void Dispose() => _folder.Dispose();
}
