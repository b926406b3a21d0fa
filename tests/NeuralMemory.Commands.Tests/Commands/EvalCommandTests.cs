using System.Text.Json;
using System.Text.RegularExpressions;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

public sealed class EvalCommandTests : IClassFixture<EvalCommandTests.TrainedRun>
{
    private readonly string _run;

    public EvalCommandTests(TrainedRun trained) => _run = trained.Path;

    [Fact]
    public void Without_settings_the_configs_evaluation_and_its_grid_are_measured()
    {
        JsonElement json = InProcess.Run("eval", _run, "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(16, json.GetProperty("episodes").GetInt32());
        Assert.Equal(JsonValueKind.Array, json.GetProperty("parameters").GetProperty("length").ValueKind);
        Assert.Equal([2, 6], json.GetProperty("grid").EnumerateArray()
            .Select(point => point.GetProperty("parameters").GetProperty("length").GetInt32()));
        string[] table = InProcess.Run("eval", _run).Expect(ExitCodes.Done).Out.TrimEnd().Split('\n');
        // What is common, two lines of headings, a rule, the config's evaluation and its grid.
        Assert.Equal(1 + 2 + 1 + 1 + 2, table.Length);
        Assert.Equal("step 60, test episodes 16, width 3, slots 8", table[0]);
        Assert.Contains("bit errors/", table[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_is_shown_once_and_in_its_place()
    {
        using TemporaryFolder folder = new();
        string config = folder.WriteConfig(steps: 20);
        File.WriteAllText(config, File.ReadAllText(config).Replace("episodes: 16 }",
            "episodes: 16, parameters: { length: 10 }, grid: { length: [10, 9, 100] } }", StringComparison.Ordinal));
        InProcess.Run("train", config, "--out", folder["run"], "--quiet").Expect(ExitCodes.Done);
        string table = InProcess.Run("eval", folder["run"]).Expect(ExitCodes.Done).Out;
        Assert.Equal(["9", "10", "100"], LengthsOf(table));
        string shown = InProcess.Run("runs", "show", folder["run"]).Expect(ExitCodes.Done).Out;
        Assert.Equal(
            ["final", "grid_length=9", "grid_length=10", "grid_length=100"],
            Regex.Matches(shown, @"(?m)^ *(final|grid_\S+)").Select(match => match.Groups[1].Value));
    }

    private static IEnumerable<string> LengthsOf(string table) =>
        Regex.Matches(table, @"(?m)^ +(\d+) +\S+ ").Select(match => match.Groups[1].Value);

    [Fact]
    public void Where_nothing_is_scored_the_table_has_no_numbers()
    {
        string table = InProcess.Run("eval", _run, "--set", "length=0").Expect(ExitCodes.Done).Out;
        Assert.StartsWith("step 60, test episodes 16, unscored 16, width 3, length 0, slots 8\n", table, StringComparison.Ordinal);
        Assert.Matches(@"\n( +none)+\n$", table);
        string both = InProcess.Run("eval", _run, "--grid", "length=[0,1]").Expect(ExitCodes.Done).Out;
        Assert.Matches(@"\n +16 +0( +none)+\n +0 +1 +[\d.]+ ", both);
    }

    [Fact]
    public void Slots_are_an_option_and_a_setting()
    {
        JsonElement option = InProcess.Run("eval", _run, "--set", "length=4", "--slots", "32", "--json").Expect(ExitCodes.Done).Json;
        JsonElement setting = InProcess.Run("eval", _run, "--set", "length=4", "--set", "slots=32", "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(32, option.GetProperty("slots").GetInt32());
        Assert.False(option.TryGetProperty("grid", out _));
        Assert.Equal(option.GetProperty("bits_per_sequence").GetDouble(), setting.GetProperty("bits_per_sequence").GetDouble());
    }

    [Fact]
    public void What_is_clamped_is_measured_said_and_not_kept()
    {
        string before = InProcess.Run("runs", "show", _run).Expect(ExitCodes.Done).Out;
        Outcome table = InProcess.Run("eval", _run, "--set", "length=4", "--clamp", "heads/gates[0]=0").Expect(ExitCodes.Done);
        Assert.StartsWith("step 60, test episodes 16, width 3, length 4, slots 8, clamped heads/gates[0]=0\n", table.Out,
            StringComparison.Ordinal);
        Assert.EndsWith("\nnot kept in the run: it says nothing of the machine as it was trained\n", table.Out, StringComparison.Ordinal);
        JsonElement json = InProcess.Run(
            "eval", _run, "--set", "length=4", "--clamp", "heads/gates=0", "--clamp", "heads/erase[0]@2..=1", "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal(
            ["heads/gates=0", "heads/erase[0]@2..=1"], json.GetProperty("clamps").EnumerateArray().Select(each => each.GetString()!));
        Assert.Equal(before, InProcess.Run("runs", "show", _run).Expect(ExitCodes.Done).Out);
        JsonElement plain = InProcess.Run("eval", _run, "--set", "length=4", "--json").Expect(ExitCodes.Done).Json;
        Assert.False(plain.TryGetProperty("clamps", out _));
        Assert.NotEqual(plain.GetProperty("bits_per_sequence").GetDouble(), json.GetProperty("bits_per_sequence").GetDouble());
    }

    [Theory]
    [InlineData("heads/gate=0", "did you mean 'heads/gates'?")]
    [InlineData("heads/gates", "expected GATE=VALUE, such as write/gates=0")]
    [InlineData("heads/gates=3", "lies from 0 to 1, not at 3")]
    [InlineData("heads/gates[2]=0", "it has 0 (read head), 1 (write head)")]
    public void A_clamp_that_cannot_be_is_refused_with_what_was_meant(string clamp, string told)
    {
        Outcome refused = InProcess.Run("eval", _run, "--clamp", clamp).Expect(ExitCodes.Usage);
        Assert.StartsWith($"--clamp {clamp}: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(told, refused.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_question_has_the_same_answer()
    {
        string[] command = ["eval", _run, "--set", "length=7", "--episodes", "33", "--json"];
        Assert.Equal(InProcess.Run(command).Expect(ExitCodes.Done).Out, InProcess.Run(command).Out);
    }

    [Fact]
    public void An_earlier_checkpoint_can_be_measured()
    {
        Assert.Equal(40, InProcess.Run("eval", _run, "--checkpoint", "40", "--json")
            .Expect(ExitCodes.Done).Json.GetProperty("step").GetInt64());
        Assert.Contains("there are 20, 40, 60", InProcess.Run("eval", _run, "--checkpoint", "41")
            .Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_are_measured_in_every_combination_in_place_of_the_configs_grid()
    {
        JsonElement json = InProcess.Run("eval", _run, "--grid", "length=[3, 5]", "--grid", "slots=[8,16,32]", "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal(
            [(3, 8), (3, 16), (3, 32), (5, 8), (5, 16), (5, 32)],
            json.GetProperty("grid").EnumerateArray().Select(point =>
                (point.GetProperty("parameters").GetProperty("length").GetInt32(), point.GetProperty("slots").GetInt32())));
        JsonElement alone = InProcess.Run("eval", _run, "--set", "length=5", "--slots", "32", "--json").Expect(ExitCodes.Done).Json;
        Assert.Equal(
            alone.GetProperty("bits_per_sequence").GetDouble(), json.GetProperty("grid")[5].GetProperty("bits_per_sequence").GetDouble());
    }

    [Theory]
    [InlineData(80)]
    [InlineData(66)]
    public void A_table_on_a_narrow_terminal_breaks_no_word(int width)
    {
        string wide = At(1000), narrow = At(width);
        Assert.Equal(wide, narrow);
        Assert.All(narrow.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        Assert.Contains("sequences", narrow, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(59, 2)]
    [InlineData(40, 3)]
    public void A_terminal_too_narrow_for_a_table_has_several_in_which_nothing_is_lost(int width, int tables)
    {
        string narrow = At(width);
        Assert.All(narrow.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        string[] Cells(string text) => [.. text.Split(' ', '\n').Where(cell => cell.Any(char.IsLetterOrDigit)).Distinct().Order()];
        Assert.Equal(Cells(At(1000)), Cells(narrow));
        Assert.Equal(tables, narrow.Split('\n').Count(line => line.Contains("──", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("length=10")]
    [InlineData("length=[]")]
    [InlineData("[1, 2]")]
    public void An_axis_that_is_no_list_is_refused(string axis) => Assert.Contains(
        $"'--grid': expected a list of values, as in length=[10,20], found '{axis}'",
        InProcess.Run("eval", _run, "--grid", axis).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void Another_seed_draws_other_episodes_and_more_threads_change_no_bit()
    {
        double Bits(params string[] options) => InProcess.Run(["eval", _run, "--set", "length=4", "--episodes", "64", "--json", .. options])
            .Expect(ExitCodes.Done).Json.GetProperty("bits_per_sequence").GetDouble();
        Assert.NotEqual(Bits(), Bits("--seed", "987"));
        Assert.Equal(Bits("--seed", "987", "--threads", "1"), Bits("--seed", "987", "--threads", "3"));
    }

    [Fact]
    public void The_best_checkpoint_can_be_measured()
    {
        JsonElement json = InProcess.Run("eval", _run, "--checkpoint", "best", "--json").Expect(ExitCodes.Done).Json;
        using RunDirectory run = RunDirectory.Open(_run);
        Assert.Equal(run.Checkpoints().Best(), json.GetProperty("step").GetInt64());
        Assert.Contains("'--checkpoint': expected a whole number, at least 0 or 'best', found 'bset'",
            InProcess.Run("eval", _run, "--checkpoint", "bset").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lenght=5", "the task 'copy' has no parameter 'lenght'; did you mean 'length'?")]
    [InlineData("width=9", "this changes the channels of 'copy'")]
    [InlineData("length", "expected 'key=value'")]
    public void A_wrong_setting_is_explained(string setting, string message) =>
        Assert.Contains(message, InProcess.Run("eval", _run, "--set", setting).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void A_picture_that_has_no_place_is_refused_before_anything_is_measured()
    {
        Outcome outcome = InProcess.Run("eval", _run, "--set", "length=17", "--picture", "nowhere/recall.svg").Expect(ExitCodes.Usage);
        Assert.Equal("error: cannot write 'nowhere/recall.svg': there is no such folder\n", outcome.Error);
        Assert.Equal("", outcome.Out);
        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(_run, "evaluations")), file => file.Contains("length=17", StringComparison.Ordinal));
    }

    private string At(int width) => InProcess.Run(
        ["eval", _run, "--grid", "length=[2, 6]", "--grid", "slots=[8, 1024]"],
        (output, error) => new(output, error) { IsInteractive = true, Width = width }).Expect(ExitCodes.Done).Out;

    /// <summary>A run that all tests of this class measure.</summary>
    public sealed class TrainedRun : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public TrainedRun() => InProcess.Run(
            "train", _folder.WriteConfig(steps: 60), "--out", Path, "--set", "evaluation.grid={ length: [2, 6] }",
            "--set", "evaluation.every=20", "--quiet")
                .Expect(ExitCodes.Done);

        public string Path => _folder["run"];

        public void Dispose() => _folder.Dispose();
    }
}
