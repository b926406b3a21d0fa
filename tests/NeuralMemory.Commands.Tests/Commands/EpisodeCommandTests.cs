using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary><c>eval --outputs</c>, <c>eval --input</c> and <c>task sample</c>.</summary>
public sealed class EpisodeCommandTests : IClassFixture<EpisodeCommandTests.TrainedRun>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _run;

    public EpisodeCommandTests(TrainedRun trained) => _run = trained.Path;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outputs_are_those_of_every_point_and_can_be_answered_again()
    {
        Outcome whole = InProcess.Run("eval", _run, "--outputs", _folder["e.jsonl"]).Expect(ExitCodes.Done);
        Assert.EndsWith($"\noutputs of 48 episodes: {_folder["e.jsonl"]}\n", whole.Out, StringComparison.Ordinal);
        JsonElement[] lines = Lines("e.jsonl");
        Assert.Equal(48, lines.Length);
        Assert.Equal(3, lines.Select(line => line.GetProperty("point").GetString()).Distinct().Count());
        JsonElement one = InProcess.Run("eval", _run, "--set", "length=3", "--outputs", _folder["o.jsonl"], "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal(_folder["o.jsonl"], one.GetProperty("outputs").GetString());
        Assert.Equal(one.GetProperty("bit_errors_per_sequence").GetDouble(),
            Lines("o.jsonl").Average(line => line.GetProperty("wrong_bits").GetDouble()), 12);
        JsonElement again = InProcess.Run("eval", _run, "--input", _folder["o.jsonl"], "--outputs", _folder["a.npz"], "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal((16, 16), (again.GetProperty("sequences").GetInt32(), again.GetProperty("with_targets").GetInt32()));
        Assert.Equal(one.GetProperty("bit_errors_per_sequence").GetDouble(), again.GetProperty("bit_errors_per_sequence").GetDouble(), 12);
    }

    [Fact]
    public void Answers_to_own_sequences_are_shown_or_printed_for_scripts()
    {
        File.WriteAllText(_folder["own.jsonl"], """
            {"inputs": {"data": [[1, 0, 1], null, null], "end": [0, 1, 0]}}
            """);
        string shown = InProcess.Run("eval", _run, "--input", _folder["own.jsonl"]).Expect(ExitCodes.Done).Out;
        Assert.Matches("^sequence 1: 3 steps\n  data 0  [.█]{3}\n  data 1  [.█]{3}\n  data 2  [.█]{3}\n"
            + "1 sequence answered; what is wanted of them is not known, so that nothing is measured\n$", shown);
        JsonElement line = Assert.Single(
            InProcess.Run("eval", _run, "--input", _folder["own.jsonl"], "--json").Expect(ExitCodes.Done).JsonLines);
        Assert.Equal(3, line.GetProperty("outputs").GetProperty("data").GetArrayLength());
        File.WriteAllText(_folder["many.csv"], "sequence,inputs.end,targets.data\n"
            .Replace("targets.data", "targets.data.0,targets.data.1,targets.data.2", StringComparison.Ordinal)
            + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},1,0,1,0\n")));
        string many = InProcess.Run("eval", _run, "--input", _folder["many.csv"], "--slots", "16").Expect(ExitCodes.Done).Out;
        Assert.Contains("\n... and 2 more: --outputs writes all to a file\n12 sequences, 12 with targets: bits_per_sequence ", many,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_that_are_numbers_are_shown_as_numbers()
    {
        File.WriteAllText(_folder["sums.yaml"], """
            name: sums
            task: { name: adding, parameters: { shortest: 20, length: 20 } }
            machine: { kind: lstm, units: 4 }
            training: { steps: 3, batch: 2, threads: 1 }
            evaluation: { episodes: 2 }
            """);
        string trained = InProcess.Run("train", _folder["sums.yaml"], "--out", _folder["sums"]).Expect(ExitCodes.Done).Out;
        Assert.Contains("squared error ", trained, StringComparison.Ordinal);
        Assert.DoesNotContain("bits", trained, StringComparison.Ordinal);
        string table = InProcess.Run("eval", _folder["sums"], "--outputs", _folder["o.jsonl"]).Expect(ExitCodes.Done).Out;
        Assert.Matches("squared +absolute +wrong", table);
        string shown = InProcess.Run("eval", _folder["sums"], "--input", _folder["o.jsonl"]).Expect(ExitCodes.Done).Out;
        Assert.Matches("^sequence 1: 20 steps, [01] wrong of 1\n  sum  step 19: -?[0-9.e-]+\n", shown);
        File.WriteAllText(_folder["own.jsonl"], """{"inputs": {"value": [0.5, 1], "marker": [1, -1]}}""");
        Assert.Matches("^sequence 1: 2 steps\n  sum  -?[0-9.e-]+ -?[0-9.e-]+\n",
            InProcess.Run("eval", _folder["sums"], "--input", _folder["own.jsonl"]).Expect(ExitCodes.Done).Out);
    }

    [Fact]
    public void A_sample_has_the_episodes_of_the_evaluation_and_of_a_config_as_of_its_run()
    {
        InProcess.Run("eval", _run, "--set", "length=3", "--outputs", _folder["e.jsonl"]).Expect(ExitCodes.Done);
        string said = InProcess.Run(
            "task", "sample", _run, "--split", "test", "--set", "length=3", "--episodes", "16", "--out", _folder["s.jsonl"])
            .Expect(ExitCodes.Done).Out;
        Assert.Equal($"16 episodes of copy, the longest of 7 steps: {_folder["s.jsonl"]}\n", said);
        Assert.Equal(Lines("e.jsonl").Select(Shown), Lines("s.jsonl").Select(Shown));
        string config = _folder.WriteConfig();
        foreach (string subject in (string[])[config, _run, Testing.Repository.Path("tasks", "copy.yaml")])
            InProcess.Run("task", "sample", subject, "--set", "length=[1, 4]", "--set", "width=3", "--seed", "5", "--first", "3",
                "--episodes", "4", "--out", _folder[Path.GetFileName(subject) + ".jsonl"]).Expect(ExitCodes.Done);
        Assert.Equal(Lines("tiny.yaml.jsonl").Select(Shown), Lines("run.jsonl").Select(Shown));
        Assert.Equal(Lines("tiny.yaml.jsonl").Select(Shown), Lines("copy.yaml.jsonl").Select(Shown));
        Assert.Equal([3, 4, 5, 6], Lines("run.jsonl").Select(line => line.GetProperty("episode").GetInt32()));
        JsonElement json = InProcess.Run("task", "sample", config, "--episodes", "2", "--out", _folder["j.npz"], "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal(("copy", 2), (json.GetProperty("task").GetString(), json.GetProperty("episodes").GetInt32()));

        static string Shown(JsonElement line) => line.GetProperty("inputs").GetRawText() + line.GetProperty("mask").GetRawText();
    }

    [Theory]
    [InlineData("--outputs: the name of the file says what it is to be, and 'x.csv' ends in neither .npz nor .jsonl", "--outputs", "x.csv")]
    [InlineData("--input: the name of the file says what it is, and 'x.dat' ends in none of .jsonl, .csv, .npz", "--input", "x.dat")]
    [InlineData("--input: texts are answered in words, and the task 'copy' has no corpus", "--input", "x.txt")]
    [InlineData("cannot read 'none.jsonl': there is no such file", "--input", "none.jsonl")]
    [InlineData("cannot write 'none/x.npz': there is no such folder", "--outputs", "none/x.npz")]
    [InlineData("--episodes: it says which episodes are drawn, and with --input none are: leave one of them out", "--input", "x.csv",
        "--episodes", "3")]
    [InlineData("--grid: it says which episodes are drawn", "--input", "x.csv", "--grid", "length=[1]")]
    public void What_eval_cannot_do_is_said(string message, params string[] arguments) => Assert.Contains(
        message, InProcess.Run(["eval", _run, .. arguments]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("--split: there are no episodes 'tset'; did you mean 'test'? (known: train, evaluation, test)", "--split", "tset")]
    [InlineData("--level: only training has a curriculum: add '--split train'", "--split", "test", "--level", "2")]
    [InlineData("has no curriculum", "--level", "2")]
    [InlineData("'--first': expected a whole number from 0 to ", "--first", "9223372036854775807")]
    [InlineData("has no parameter 'lenght'; did you mean 'length'?", "--set", "lenght=2")]
    [InlineData("has no parameter 'lenght'; did you mean 'length'?", "--split", "test", "--set", "lenght=2")]
    public void What_sample_cannot_do_is_said(string message, params string[] arguments)
    {
        string[] output = ["--out", _folder["x.npz"]];
        foreach (string subject in (string[])[_run, _folder.WriteConfig()])
            Assert.Contains(message, InProcess.Run(["task", "sample", subject, .. output, .. arguments]).Expect(ExitCodes.Usage).Error,
                StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["x.npz"]));
    }

    private JsonElement[] Lines(string name) =>
        [.. File.ReadAllLines(_folder[name]).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>One run for all of these tests.</summary>
    public sealed class TrainedRun : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public TrainedRun()
        {
            string config = _folder.WriteConfig(steps: 60);
            File.WriteAllText(config, File.ReadAllText(config).Replace(
                "episodes: 16 }", "episodes: 16, grid: { length: [2, 6] } }", StringComparison.Ordinal));
            InProcess.Run("train", config, "--out", Path, "--quiet").Expect(ExitCodes.Done);
        }

        public string Path => _folder["run"];

        public void Dispose() => _folder.Dispose();
    }
}
