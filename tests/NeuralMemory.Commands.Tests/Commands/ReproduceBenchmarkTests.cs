using System.Text.Json;
using NeuralMemory.Reproductions;

namespace NeuralMemory.Commands.Tests;

/// <summary>A benchmark from the command line, from nothing to its page.</summary>
public sealed class ReproduceBenchmarkTests : IDisposable
{
    private const string Yaml = """
        title: Tiny
        source: nobody
        metric: wrong_bits_percent
        rates: [3e-3, 1e-2]
        seeds: 1..2
        machines:
          lstm: { kind: lstm, units: 4 }
          a-gru-of-a-long-name: { kind: gru, units: 4 }
        tasks: [{ name: tiny, chance: 50 }, other]
        published: [{ machine: NTM, source: nobody 2014, values: { tiny: 0 } }]

        """;

    private readonly TemporaryFolder _folder = new();

    public ReproduceBenchmarkTests()
    {
        Directory.CreateDirectory(_folder["configs", "benchmarks", "suite"]);
        string config = File.ReadAllText(_folder.WriteConfig(steps: 20)).Replace("every: 50", "every: 10", StringComparison.Ordinal);
        Write("tiny.yaml", config);
        Write("other.yaml", config.Replace("name: tiny", "name: other", StringComparison.Ordinal));
        Write("benchmark.yaml", Yaml);
    }

    [Fact]
    public void It_trains_what_is_missing_and_writes_a_page_that_does_not_change()
    {
        Outcome first = Reproduce("suite", "--only", "tiny/lstm").Expect(ExitCodes.Done);
        Assert.Contains("tiny/lstm, rate 3e-3, seed 1: done after 80 sequences", first.Out, StringComparison.Ordinal);
        Assert.Contains("(3 of 3)", first.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("other/", first.Out, StringComparison.Ordinal);
        Assert.Contains("table: results/benchmarks/suite/README.md\n", first.Out, StringComparison.Ordinal);
        string page = Page();
        Assert.Contains("by `neuralmemory reproduce suite`;", page, StringComparison.Ordinal);
        Assert.Contains("| a-gru-of-a-long-name |", page, StringComparison.Ordinal);
        Assert.Contains(" | not run | not run |", page, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(_folder["results", "benchmarks", "suite", "runs.csv"]).Length);

        Outcome again = Reproduce("configs/benchmarks/suite/benchmark.yaml", "--only", "tiny/lstm").Expect(ExitCodes.Done);
        Assert.DoesNotContain("seed 1", again.Out, StringComparison.Ordinal);
        Assert.Equal(page, Page());
        // The page is made of the table, and the table of the runs.
        Directory.Delete(_folder["results", "benchmarks"], recursive: true);
        Reproduce("configs/benchmarks/suite", "--report-only").Expect(ExitCodes.Done);
        Assert.Equal(page, Page());
        Directory.Delete(_folder["results", "benchmark-runs"], recursive: true);
        Reproduce("suite", "--report-only", "--quiet").Expect(ExitCodes.Done);
        Assert.Equal(page, Page());
    }

    [Fact]
    public void A_dry_run_says_what_would_be_done_and_what_follows_and_does_nothing()
    {
        Outcome outcome = Reproduce("suite", "--only", "other", "--dry-run").Expect(ExitCodes.Done);
        Assert.Equal(4, outcome.Out.Split('\n').Count(line => line.Contains("train", StringComparison.Ordinal)));
        Assert.Contains("and then 2 runs of other seeds, at the rates that are best", outcome.Out, StringComparison.Ordinal);
        JsonElement[] lines = [.. Reproduce("suite", "--dry-run", "--json").Expect(ExitCodes.Done).JsonLines];
        Assert.Equal((9, 4), (lines.Length, lines[^1].GetProperty("runs").GetInt32()));
        Assert.Equal("begin", lines[0].GetProperty("action").GetString());
        Assert.False(Directory.Exists(_folder["results"]));
    }

    [Fact]
    public void A_script_reads_what_came_out()
    {
        JsonElement[] cells = [.. Reproduce("suite", "--only", "tiny", "--jobs", "2", "--json", "--quiet").Expect(ExitCodes.Done).JsonLines
            .Where(line => line.GetProperty("event").GetString() == "cell")];
        Assert.Equal(["lstm", "a-gru-of-a-long-name"], cells.Select(cell => cell.GetProperty("machine").GetString()));
        JsonElement lstm = cells[0];
        Assert.Equal(("tiny", "complete", "wrong_bits_percent", 0), (lstm.GetProperty("task").GetString(),
            lstm.GetProperty("state").GetString(), lstm.GetProperty("metric").GetString(), lstm.GetProperty("outstanding").GetInt32()));
        Assert.Equal((2, 2), (lstm.GetProperty("seeds").GetArrayLength(), lstm.GetProperty("trials").GetArrayLength()));
        Assert.InRange(
            lstm.GetProperty("median").GetDouble(), lstm.GetProperty("lowest").GetDouble(), lstm.GetProperty("highest").GetDouble());
    }

    [Fact]
    public void Runs_may_be_elsewhere_and_one_of_another_experiment_is_refused_at_once()
    {
        Reproduce("suite", "--only", "tiny/lstm", "--runs", "elsewhere", "--quiet").Expect(ExitCodes.Done);
        Assert.True(Directory.Exists(_folder["elsewhere", "suite", "tiny", "lstm", "3e-3", "seed-1"]));
        File.Delete(_folder["results", "benchmarks", "suite", "runs.csv"]);
        Write("benchmark.yaml", Yaml.Replace("units: 4 }\n  a", "units: 5 }\n  a", StringComparison.Ordinal));
        Outcome refused = Reproduce("suite", "--only", "tiny/lstm", "--runs", "elsewhere").Expect(ExitCodes.Usage);
        Assert.Contains("it is a run of another experiment: machine.units is 4 there and 5 in the config", refused.Error,
            StringComparison.Ordinal);
        Reproduce("suite", "--only", "tiny/lstm", "--runs", "elsewhere", "--force", "--quiet").Expect(ExitCodes.Done);
        Assert.True(Directory.Exists(_folder["elsewhere", "suite", "tiny", "lstm", "3e-3", "seed-1.old-1"]));
    }

    [Theory]
    [InlineData("'--only': the benchmark has no task 'tinny'; did you mean 'tiny'?", "suite", "--only", "tinny/lstm")]
    [InlineData("'--only': the benchmark has no machine 'ltsm'; did you mean 'lstm'?", "suite", "--only", "tiny/ltsm")]
    [InlineData("a benchmark is run by itself", "suite", "ntm-2014")]
    [InlineData("'--only' and '--runs' are of benchmarks", "ntm-2014", "--only", "tiny")]
    [InlineData("did you mean 'chomsky'?", "chomski")]
    [InlineData("configs/benchmarks/suite/wrong.yaml:1:1: the file has no 'title', which is required",
        "configs/benchmarks/suite/wrong.yaml")]
    public void What_cannot_be_meant_is_answered_with_what_can(string expected, params string[] arguments)
    {
        Write("wrong.yaml", "tasks: [tiny]\nmachines: { a: { kind: lstm } }\n");
        Assert.Contains(expected, Reproduce(arguments).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void The_table_is_no_wider_than_the_terminal(int width)
    {
        Benchmark benchmark = Benchmark.Load(
            Testing.Repository.Path("configs", "benchmarks", "mad", "benchmark.yaml"), _folder["results"], _folder["runs"]);
        using StringWriter output = new();
        using Terminal terminal = new(output, output) { IsInteractive = true, Width = width };
        BenchmarkReport.Print(terminal, benchmark, new(benchmark), [], "page", json: false, quiet: false);
        string[] lines = output.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.All(benchmark.Definition.Tasks, task => Assert.Contains(task.Name, output.ToString(), StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("DeltaNet", StringComparison.Ordinal));
    }

    [Fact]
    public void Editors_get_a_schema()
    {
        JsonElement schema = InProcess.Run("reproduce", "schema").Expect(ExitCodes.Done).Json;
        Assert.Equal("NeuralMemory benchmark", schema.GetProperty("title").GetString());
        Assert.True(schema.GetProperty("properties").TryGetProperty("rates", out _));
    }

    public void Dispose() => _folder.Dispose();

    private Outcome Reproduce(params string[] arguments) => CommandProcess.Run(_folder.Path, ["reproduce", .. arguments]);

    private string Page() => File.ReadAllText(_folder["results", "benchmarks", "suite", "README.md"]);

    private void Write(string name, string text) => File.WriteAllText(_folder["configs", "benchmarks", "suite", name], text);
}
