using System.Text.Json;
using NeuralMemory.Analysis.Tests;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

public sealed class RunsListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_are_filtered_and_sorted()
    {
        Write();
        JsonElement json = List("--where", "task = copy and state = done and bits_per_sequence < 5", "--sort", "-bits_per_sequence",
            "--json").Json;
        Assert.Equal(["ntm/seed-2", "ntm/seed-1"], json.EnumerateArray().Select(run =>
            Path.GetRelativePath(_folder.Path, run.GetProperty("path").GetString()!)));
        Assert.Equal(2, json[0].GetProperty("value").GetDouble());
        Assert.Equal("bits_per_sequence", json[0].GetProperty("metric").GetString());
        Assert.True(json[0].GetProperty("is_final").GetBoolean());
        Assert.Equal("none of 4 runs is of this kind\n", List("--where", "task = none").Out);
    }

    [Fact]
    public void Nonsense_is_told_with_its_column_and_ends_as_bad_usage()
    {
        Write();
        Outcome outcome = InProcess.Run("runs", "list", _folder.Path, "--where",
            "task = copy and bits_per_sequenc < 1").Expect(ExitCodes.Usage);
        Assert.StartsWith("--where:1:17: no run has 'bits_per_sequenc'; did you mean 'bits_per_sequence'?", outcome.Error,
            StringComparison.Ordinal);
        Assert.StartsWith("--sort:1:1: no run has 'tusk'", InProcess.Run("runs", "list", _folder.Path, "--sort", "-tusk")
            .Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.StartsWith("error: 'list' has no option '-group'", InProcess.Run("runs", "list", _folder.Path, "-group")
            .Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.StartsWith("error: --json and --csv ask for two forms of one output", InProcess.Run("runs", "list", "--json", "--csv")
            .Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_have_a_line_each_with_n_and_the_quartiles()
    {
        Write();
        string text = List("--group", "--sort", "seed").Out;
        Assert.Matches(@"ntm +\S+/ntm +2 +done +1\.5 \[1\.25, 1\.75\]\n", text);
        Assert.Matches(@"lstm +\S+/lstm +2 +1 done, 1 diverged +∞ \[∞, ∞\]\n", text);
        JsonElement ntm = List("--group", "--json").Json.EnumerateArray().Single(group =>
            group.GetProperty("machine").GetString() == "ntm");
        Assert.Equal((2, 1.5), (ntm.GetProperty("n").GetInt32(), ntm.GetProperty("summary").GetProperty("median").GetDouble()));
        Assert.Contains("ntm,2,2,bits_per_sequence,2,1.5,1.25,1.75,1.5,", List("--group", "--csv").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_run_is_told_and_hides_no_other()
    {
        Write();
        File.WriteAllText(Path.Combine(_folder["ntm", "seed-1"], RunFiles.Status), "{");
        File.Delete(Path.Combine(_folder["ntm", "seed-2"], RunFiles.Config));
        string text = List().Out;
        Assert.Contains("damaged", text, StringComparison.Ordinal);
        Assert.Contains("half-written", text, StringComparison.Ordinal);
        Assert.Contains($"{_folder["ntm", "seed-2"]}: it has no config.yaml: it ended before it had begun", text, StringComparison.Ordinal);
        Assert.Contains("lstm", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_values_names_what_it_holds()
    {
        Write();
        string[] lines = List("--csv", "--sort", "path").Out.Split('\n');
        Assert.Equal("path,name,task,machine,seed,state,step,total_steps,sequences,seconds,metric,value,is_final,updated,tags,note,problem",
            lines[0]);
        Assert.Equal(
            $"{_folder["ntm", "seed-1"]},ntm-copy,copy,ntm,1,done,1000,1000,2000,10,bits_per_sequence,1,true,"
            + "2030-01-02T12:00:00.0000000+00:00,,,",
            lines[3]);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        Write();
        foreach (string[] line in (string[][])
            [["runs", "list", _folder.Path], ["runs", "list", _folder.Path, "--group"], ["runs", "usage", _folder.Path], ["compare",
                _folder.Path]])
        {
            string text = InProcess.Run(line, (output, error) => new(output, error) { IsInteractive = true, Width = width })
                .Expect(ExitCodes.Done).Out;
            Assert.All(text.Split('\n').Where(shown => !shown.Contains(_folder.Path, StringComparison.Ordinal)),
                shown => Assert.True(shown.Length <= width, shown));
        }
    }

    [Fact]
    public void A_value_of_a_run_under_way_is_marked()
    {
        new WrittenRun { State = RunState.Interrupted, Curve = [90, 8.5] }.At(_folder["a"]);
        string text = List().Out;
        Assert.Contains("8.5*", text, StringComparison.Ordinal);
        Assert.Contains("*: in the last evaluation so far", text, StringComparison.Ordinal);
    }

    private Outcome List(params string[] arguments) => InProcess.Run(["runs", "list", _folder.Path, .. arguments]).Expect(ExitCodes.Done);

    private void Write()
    {
        for (int seed = 1; seed <= 2; seed++)
        {
            new WrittenRun { Seed = seed, Final = seed }.At(_folder["ntm", $"seed-{seed}"]);
            new WrittenRun { Machine = "lstm", Seed = seed, Final = 50, State = seed == 1 ? RunState.Done : RunState.Diverged }
                .At(_folder["lstm", $"seed-{seed}"]);
        }
    }
}
