using System.Text.Json;
using System.Text.RegularExpressions;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

/// <summary>Reproductions from the command line, from nothing to the page.</summary>
public sealed class ReproduceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReproduceCommandTests() => Write("tiny", steps: 100);

    [Fact]
    public void It_trains_what_is_missing_and_writes_a_page_that_does_not_change()
    {
        Outcome first = Reproduce("paper", "--seeds", "1..2", "--jobs", "2").Expect(ExitCodes.Done);
        Assert.Contains("tiny, seed 1: done after 400 sequences", first.Out, StringComparison.Ordinal);
        Assert.Contains("reproduced", first.Out, StringComparison.Ordinal);
        Dictionary<string, string> files = Files();
        Assert.Equal(
            ["README.md", "tiny-curve.csv", "tiny-grid.csv", "tiny-grid.svg", "tiny.csv", "tiny.svg"],
            files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("by `neuralmemory reproduce paper`;", files["README.md"], StringComparison.Ordinal);
        Assert.Equal(3, files["tiny.csv"].Count(c => c == '\n'));

        Outcome again = Reproduce("paper/tiny", "--seeds", "1..2").Expect(ExitCodes.Done);
        Assert.DoesNotContain("seed 1", again.Out, StringComparison.Ordinal);
        Assert.Equal(files, Files());
        Directory.GetFiles(_folder["results", "reproductions", "paper"]).ToList().ForEach(File.Delete);
        Reproduce("paper", "--report-only").Expect(ExitCodes.Done);
        Assert.Equal(files, Files());
    }

    [Fact]
    public void A_dry_run_says_what_would_be_done_and_does_nothing()
    {
        Outcome outcome = Reproduce("paper", "--seeds", "3,5", "--dry-run", "--json").Expect(ExitCodes.Done);
        Assert.Equal([3, 5], outcome.JsonLines.Select(line => line.GetProperty("seed").GetInt64()));
        Assert.All(outcome.JsonLines, line => Assert.Equal("begin", line.GetProperty("action").GetString()));
        Assert.False(Directory.Exists(_folder["results"]));
    }

    [Theory]
    [InlineData(30, "tiny, seed 3: train\n")]
    [InlineData(80, "tiny        3   train")]
    public void A_dry_run_cuts_no_word_on_a_narrow_terminal(int width, string expected)
    {
        Outcome outcome = InProcess.Run(
            ["reproduce", _folder["configs", "reproductions", "paper"], "--seeds", "3", "--dry-run"],
            (output, error) => new(output, error) { IsInteractive = true, Width = width });
        Assert.Contains(expected, outcome.Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_reads_what_came_out()
    {
        Outcome outcome = Reproduce("paper", "--seeds", "1", "--json").Expect(ExitCodes.Done);
        Assert.Equal(["ended", "reproduction", "started"],
            outcome.JsonLines.Select(line => line.GetProperty("event").GetString()).Where(name => name != "evaluation").Order().Distinct());
        JsonElement last = Reproduce("paper", "--seeds", "1", "--json", "--quiet").Expect(ExitCodes.Done).JsonLines[^1];
        Assert.Equal(("tiny", "reproduced"), (last.GetProperty("config").GetString(), last.GetProperty("verdict").GetString()));
        Assert.Equal((1, 1), (last.GetProperty("ended").GetInt32(), last.GetProperty("final").GetProperty("count").GetInt32()));
        Assert.Equal(2, last.GetProperty("aims").GetArrayLength());
    }

    [Fact]
    public void A_script_is_told_of_the_evaluation_that_ends_a_run_once_as_final()
    {
        JsonElement[] told = [.. Reproduce("paper", "--seeds", "1", "--json").Expect(ExitCodes.Done).JsonLines];
        JsonElement[] evaluations = [.. told.Where(line => line.GetProperty("event").GetString() == "evaluation")];
        long last = told.Single(line => line.GetProperty("event").GetString() == "ended").GetProperty("step").GetInt64();
        string[] atLast = [.. evaluations.Where(line => line.GetProperty("step").GetInt64() == last)
            .Select(line => line.GetProperty("name").GetString()!)];
        // The last one during training is of the same step here, and so are those of the grid.
        Assert.Equal(["final", "grid", "training"], atLast.Select(name => name.Split('_')[0]).Distinct().Order());
        Assert.Equal(atLast.Distinct(), atLast);
    }

    [Fact]
    public void A_contrast_of_two_configs_is_read_from_the_runs_of_both()
    {
        Write("contrasted", steps: 100, more: "  contrast: { with: tiny, times: 2 }\n");
        Reproduce("paper/tiny", "--seeds", "1", "--quiet").Expect(ExitCodes.Done);
        JsonElement contrast = Reproduce("paper/contrasted", "--seeds", "1", "--json", "--quiet").Expect(ExitCodes.Done)
            .JsonLines[^1].GetProperty("contrast");
        Assert.Equal(("tiny", 2.0), (contrast.GetProperty("with").GetString(), contrast.GetProperty("times").GetDouble()));
        // It is the same machine, and as fast.
        Assert.Equal(contrast.GetProperty("median").GetDouble(), contrast.GetProperty("with_median").GetDouble());
        Assert.Equal(1, contrast.GetProperty("ratio").GetDouble());
        Assert.Equal((false, false), (contrast.GetProperty("ratio_is_bound").GetBoolean(), contrast.GetProperty("met").GetBoolean()));
        Assert.Contains("contrasted-contrast.svg", Files().Keys);
        Outcome report = Reproduce("paper/contrasted", "--report-only").Expect(ExitCodes.Done);
        Assert.Contains("missed: tiny takes at least 2 times the sequences", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_another_experiment_are_refused_all_at_once_and_nothing_is_touched()
    {
        Reproduce("paper", "--seeds", "1..2", "--quiet").Expect(ExitCodes.Done);
        Write("tiny", steps: 100, rate: "5e-3");
        Outcome refused = Reproduce("paper", "--seeds", "1..3").Expect(ExitCodes.Usage);
        Assert.Equal(2, Regex.Count(refused.Error,
            @"error: 'results/reproductions/paper/tiny/seed-\d': it is a run of another experiment: "
            + @"training\.optimizer\.rate is 0\.003 there and 0\.005 in the config"));
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["results", "reproductions", "paper", "tiny", "seed-3"]));
        Reproduce("paper", "--seeds", "1", "--force", "--quiet").Expect(ExitCodes.Done);
        Assert.True(Directory.Exists(_folder["results", "reproductions", "paper", "tiny", "seed-1.old-1"]));
        Assert.Contains("Seed 2: it is a run of another experiment", Files()["README.md"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_signal_saves_all_that_train_and_the_next_call_goes_on()
    {
        Write("tiny", steps: 1_000_000);
        string[] command = ["reproduce", "paper", "--seeds", "1..3", "--jobs", "2", "--json"];
        using (CommandProcess process = CommandProcess.Start(_folder.Path, command))
        {
            Assert.NotNull(process.ReadUntil("\"event\":\"evaluation\""));
            process.Signal(CommandProcess.Interrupt);
            Outcome outcome = process.Wait().Expect(ExitCodes.Interrupted);
            Assert.Equal("incomplete", outcome.JsonLines[^1].GetProperty("verdict").GetString());
        }

        int interrupted = ((int[])[1, 2]).Count(seed =>
            RunDirectory.IsRun(_folder["results", "reproductions", "paper", "tiny", $"seed-{seed}"]));
        Assert.InRange(interrupted, 1, 2);
        Outcome plan = Reproduce("paper", "--seeds", "1..3", "--dry-run").Expect(ExitCodes.Done);
        Assert.Equal(interrupted, Regex.Count(plan.Out, "go on from step"));
        Assert.Contains("train", plan.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_a_command_that_makes_it_again()
    {
        Directory.Move(_folder["configs", "reproductions"], _folder["my"]);
        Reproduce("./my/paper/", "--seeds", "1", "--quiet").Expect(ExitCodes.Done);
        string page = Files()["README.md"];
        Assert.Contains("by `neuralmemory reproduce my/paper`;", page, StringComparison.Ordinal);
        Reproduce("my/paper", "--report-only", "--quiet").Expect(ExitCodes.Done);
        Assert.Equal(page, Files()["README.md"]);
    }

    [Fact]
    public void A_config_that_cannot_be_read_costs_the_others_nothing()
    {
        File.WriteAllText(_folder["configs", "reproductions", "paper", "wrong.yaml"], "name: wrong\n");
        Outcome outcome = Reproduce("paper/tiny", "--seeds", "1", "--quiet");
        outcome.Expect(ExitCodes.Usage);
        Assert.Contains("wrong is left out of the tables:", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("tiny", Files()["README.md"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_neither_asked_for_nor_run_is_not_told_of()
    {
        Write("other", steps: 100);
        Reproduce("paper/tiny", "--seeds", "1", "--quiet").Expect(ExitCodes.Done);
        Assert.DoesNotContain("other", Files()["README.md"], StringComparison.Ordinal);
        Reproduce("paper/other", "--seeds", "1", "--quiet").Expect(ExitCodes.Done);
        Assert.Contains("## tiny\n", Files()["README.md"], StringComparison.Ordinal);
        Assert.Contains("## other\n", Files()["README.md"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest()
    {
        Outcome outcome = Reproduce("papers").Expect(ExitCodes.Usage);
        Assert.Contains("did you mean 'paper'?", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Outcome Reproduce(params string[] arguments) => CommandProcess.Run(_folder.Path, ["reproduce", .. arguments]);

    private Dictionary<string, string> Files() => Directory.GetFiles(_folder["results", "reproductions", "paper"])
        .ToDictionary(path => Path.GetFileName(path)!, File.ReadAllText);

    private void Write(string name, long steps, string rate = "3e-3", string more = "")
    {
        const string grid = "grid: { length: [2, 8], slots: [8, 16] },";
        string experiment = File.ReadAllText(_folder.WriteConfig(steps)).Replace("rate: 3e-3", $"rate: {rate}", StringComparison.Ordinal)
            .Replace("evaluation: { every: 50,", $"evaluation: {{ every: 50, {grid}", StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["configs", "reproductions", "paper"]);
        File.WriteAllText(_folder["configs", "reproductions", "paper", $"{name}.yaml"], experiment + """

            published:
              source: nobody
              value: 7
              tolerance: 2
              solved: 1
              expect: [{ at: { length: 8, slots: 16 }, metric: wrong_bits_percent, at_most: 60 }]

            """ + more);
    }
}
