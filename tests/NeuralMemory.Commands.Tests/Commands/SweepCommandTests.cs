using System.Text.Json;
using System.Text.RegularExpressions;

namespace NeuralMemory.Commands.Tests;

/// <summary>Sweeps from the command line.</summary>
public sealed class SweepCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SweepCommandTests() => _folder.WriteConfig(steps: 40);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sweep_is_run_listed_and_exported_and_a_further_value_keeps_what_is_done()
    {
        Outcome first = Sweep("run", "--config", "tiny.yaml", "--sweep", "training.optimizer.rate=1e-3,1e-2", "--seeds", "1..2", "--jobs", "2")
            .Expect(ExitCodes.Done);
        Assert.Contains("rate=1e-2, seed 2: done", first.Out, StringComparison.Ordinal);
        Assert.Contains("4 jobs: 4 done", first.Out, StringComparison.Ordinal);
        Outcome more = Sweep("run", "--config", "tiny.yaml", "--sweep", "training.optimizer.rate=1e-3,1e-2", "--sweep",
            "machine.memory.slots=8,12", "--seeds", "1..2", "--json").Expect(ExitCodes.Done);
        Assert.Equal(4, more.JsonLines.Count(line => line.GetProperty("event").GetString() == "ended"));
        JsonElement sweep = more.JsonLines[^1];
        Assert.Equal(8, sweep.GetProperty("states").GetProperty("done").GetInt32());
        Assert.Equal(4, sweep.GetProperty("points").GetArrayLength());

        string table = Sweep("export", "results/tiny-sweep").Expect(ExitCodes.Done).Out;
        Assert.Equal(9, table.Count(c => c == '\n'));
        Assert.StartsWith("point,training.optimizer.rate,machine.memory.slots,seed,state,", table, StringComparison.Ordinal);
        Sweep("export", "results/tiny-sweep", "--out", "table.csv").Expect(ExitCodes.Done);
        Assert.Equal(table, File.ReadAllText(_folder["table.csv"]));
        Outcome each = Sweep("status", "results/tiny-sweep", "--each").Expect(ExitCodes.Done);
        Assert.Equal(8, Regex.Count(each.Out, @"(?m)^ +[0-9a-f]{12}/seed-[12] .* done "));
    }

    [Fact]
    public void Train_is_the_short_way()
    {
        Outcome outcome = CommandProcess.Run(_folder.Path, "train", "tiny.yaml", "--sweep", "training.batch=[2,4]", "--seed", "5");
        Assert.Contains("batch=2, seed 5: done", outcome.Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Contains("2 jobs: 2 done", Sweep("status", "results/tiny-sweep").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_alone_is_enough_to_go_on_and_to_run_a_job()
    {
        Write("name: alone\nconfig: tiny.yaml\ngrid: { training.batch: [2, 4] }\nseeds: 1..2\n");
        Outcome plan = Sweep("run", "sweep.yaml", "--dry-run", "--json").Expect(ExitCodes.Done);
        string[] ids = [.. plan.JsonLines.Where(line => line.GetProperty("event").GetString() == "plan")
            .Select(line => line.GetProperty("job").GetString()!)];
        Assert.Equal(4, ids.Length);
        Assert.False(Directory.Exists(_folder["results"]));
        Sweep("run", "sweep.yaml", "--seeds", "1", "--quiet").Expect(ExitCodes.Done);
        File.Delete(_folder["sweep.yaml"]);
        File.Delete(_folder["tiny.yaml"]);
        Sweep("run", "results/alone", "--seeds", "1..2", "--dry-run").Expect(ExitCodes.Done);
        Outcome done = Sweep("work", "results/alone", "--job", ids[0]).Expect(ExitCodes.Done);
        Assert.DoesNotContain("done after", done.Out, StringComparison.Ordinal);
        Assert.Contains("has no job", Sweep("work", "results/alone", "--job", "0/seed-1").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("there is nothing to do", Sweep("work", "results/alone").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Outcome rest = Sweep("run", "results/alone", "--seeds", "1..2").Expect(ExitCodes.Done);
        Assert.Equal(2, Regex.Count(rest.Out, "seed 2: done"));
    }

    [Fact]
    public void Work_takes_the_next_job_that_has_work()
    {
        Write("name: works\nconfig: tiny.yaml\ngrid: { training.batch: [2, 4] }\n");
        Sweep("run", "sweep.yaml", "--quiet").Expect(ExitCodes.Done);
        Directory.Delete(Directory.GetDirectories(_folder["results", "works"]).First(path => Path.GetFileName(path).Length == 12), recursive: true);
        Assert.Contains("done after", Sweep("work", "results/works").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Contains("2 jobs: 2 done", Sweep("status", "results/works").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_with_the_same_sweep_share_its_jobs()
    {
        Write("name: shared\nconfig: tiny.yaml\ngrid: { training.batch: [1, 2, 3, 4, 5, 6] }\nseeds: 1..2\n");
        string[] command = ["sweep", "run", "sweep.yaml", "--json"];
        using CommandProcess one = CommandProcess.Start(_folder.Path, command), two = CommandProcess.Start(_folder.Path, command);
        string[] ended = [.. ((Outcome[])[one.Wait().Expect(ExitCodes.Done), two.Wait().Expect(ExitCodes.Done)])
            .SelectMany(outcome => outcome.JsonLines).Where(line => line.GetProperty("event").GetString() == "ended")
            .Select(line => line.GetProperty("job").GetString()!)];
        Assert.Equal(12, ended.Length);
        Assert.Equal(12, ended.Distinct().Count());
    }

    [Fact]
    public void What_can_have_no_effect_is_told_once()
    {
        Outcome outcome = Sweep("run", "--config", "tiny.yaml", "--sweep", "training.optimizer.rate=1e-3,1e-39", "--dry-run");
        Assert.Single(Regex.Matches(outcome.Expect(ExitCodes.Done).Error.ReplaceLineEndings(" "), "warning: .*no weight learns"));
    }

    [Fact]
    public void What_a_user_may_not_expect_is_said()
    {
        Write("name: said\nconfig: tiny.yaml\ngrid: { training.batch: [2, 2, 4] }\n");
        Assert.Contains("batch=2 is there 2 times, and is run once", Sweep("run", "sweep.yaml").Expect(ExitCodes.Done).Error, StringComparison.Ordinal);
        Write("name: said\nconfig: tiny.yaml\ngrid: { training.batch: [2] }\n");
        Outcome fewer = Sweep("run", "sweep.yaml").Expect(ExitCodes.Done);
        Assert.Contains("1 point in 'results/said' that the sweep does not name any more stays as it is",
            fewer.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_and_pairs_may_be_typed()
    {
        Outcome outcome = Sweep("run", "--config", "tiny.yaml", "--random", "training.optimizer.rate=log-uniform(1e-4,1e-2)", "--draws", "3",
            "--paired", "training.batch=2,4", "--paired", "training.shard=1,2", "--dry-run", "--json").Expect(ExitCodes.Done);
        JsonElement[] values = [.. outcome.JsonLines.SkipLast(1).Select(line => line.GetProperty("values"))];
        Assert.Equal(6, values.Length);
        Assert.Equal(["2", "2", "2", "4", "4", "4"], values.Select(each => each.GetProperty("training.batch").GetString()));
        Assert.Equal(3, values.Select(each => each.GetProperty("training.optimizer.rate").GetString()).Distinct().Count());
    }

    [Fact]
    public void A_failure_stops_the_others_where_that_was_asked_for()
    {
        Write("name: stops\nconfig: tiny.yaml\ngrid: { training.batch: [2, 3, 4] }\non_failure: stop\n");
        string first = Sweep("run", "sweep.yaml", "--dry-run", "--json").JsonLines[0].GetProperty("directory").GetString()!;
        Directory.CreateDirectory(_folder[first]);
        File.WriteAllText(_folder[first, "something"], "else");
        Outcome stopped = Sweep("run", "sweep.yaml").Expect(ExitCodes.Failed);
        Assert.Contains("no further one was begun", stopped.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("3 jobs: 3 waiting", stopped.Out, StringComparison.Ordinal);
        Outcome going = Sweep("run", "sweep.yaml", "--on-failure", "go-on").Expect(ExitCodes.Failed);
        Assert.Contains("3 jobs: 1 waiting, 2 done", going.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sweep training.bach=1,2:1:1: 'training' has no key 'bach'; did you mean 'batch'?", "run", "--config", "tiny.yaml", "--sweep", "training.bach=1,2")]
    [InlineData("did you mean 'log-uniform'?", "run", "--config", "tiny.yaml", "--random", "training.optimizer.rate=loguniform(1,2)")]
    [InlineData("as in training.optimizer.rate=1e-3,1e-2", "run", "--config", "tiny.yaml", "--sweep", "training.batch")]
    [InlineData("found 2 of training.batch, 3 of training.shard", "run", "--config", "tiny.yaml", "--paired", "training.batch=1,2", "--paired", "training.shard=1,2,3")]
    [InlineData("a sweep is made of a FILE or of a --config", "run")]
    [InlineData("a sweep is made of a FILE or of a --config", "run", "tiny.yaml", "--config", "tiny.yaml")]
    [InlineData("there is no launcher 'locl'; did you mean 'local'?", "run", "--config", "tiny.yaml", "--launcher", "locl")]
    [InlineData("there is no such file", "run", "none.yaml")]
    [InlineData("'.' is no sweep: it has no sweep.yaml", "run", ".")]
    [InlineData("there is no folder 'results/none'", "status", "results/none")]
    [InlineData("'--on-failure': expected go-on or stop, found 'panic'", "run", "--config", "tiny.yaml", "--on-failure", "panic")]
    public void What_is_wrong_is_said(string message, params string[] arguments) =>
        Assert.Contains(message, Sweep(arguments).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_terminal_breaks_nothing(int width)
    {
        Write("name: wide\nconfig: tiny.yaml\ngrid: { training.optimizer.rate: [1e-3, 1e-2], machine.memory.slots: [8, 12], task.parameters.length: [[1, 4]] }\n");
        string folder = _folder["wide"];
        foreach (string[] command in (string[][])
            [["run", _folder["sweep.yaml"], "--out", folder, "--dry-run"], ["run", _folder["sweep.yaml"], "--out", folder, "--quiet"],
                ["status", folder], ["status", folder, "--each"]])
        {
            Outcome outcome = InProcess.Run(
                ["sweep", .. command], (output, error) => new(output, error) { IsInteractive = true, Width = width });
            // A folder's name is as long as it is.
            Assert.All(outcome.Expect(ExitCodes.Done).Out.Split('\n').Where(line => !line.StartsWith("sweep:", StringComparison.Ordinal)),
                line => Assert.True(line.Length <= width, $"{line.Length} columns: {line}"));
        }
    }

    [Fact]
    public void The_schema_is_json() =>
        Assert.Equal("NeuralMemory sweep", Sweep("schema").Expect(ExitCodes.Done).Json.GetProperty("title").GetString());

    private void Write(string yaml) => File.WriteAllText(_folder["sweep.yaml"], yaml);

    private Outcome Sweep(params string[] arguments) => CommandProcess.Run(_folder.Path, ["sweep", .. arguments]);
}
