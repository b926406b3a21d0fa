using System.Text.Json;
using System.Xml.Linq;
using NeuralMemory.Analysis.Tests;
using NeuralMemory.Results;

namespace NeuralMemory.Commands.Tests;

public sealed class CompareCommandTests : IDisposable
{
    private const string Stop = "stop:\n  metric: bits_per_sequence\n  below: 15\n  above: null\n  times: 1";

    private readonly TemporaryFolder _folder = new();

    public CompareCommandTests()
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            new WrittenRun { Seed = seed, Final = seed, Stop = Stop, HasCheckpoint = true, Curve = [90, 10 * seed] }.At(_folder["a",
                $"seed-{seed}"]);
            new WrittenRun { Seed = seed, Final = 10 * seed, Slots = 8, Stop = Stop, Curve = [90, 50] }.At(_folder["b", $"seed-{seed}"]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_differs_stands_before_what_came_of_it()
    {
        string text = Compare(_folder["a"], _folder["b"]).Out;
        Assert.StartsWith("copy: 2 groups, 8 runs\n", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("slots\n", StringComparison.Ordinal) < text.IndexOf("bits_per_", StringComparison.Ordinal));
        // Quartiles of 1 2 3 4; one of four below 15, with the interval of Wilson for 1 of 4; half are never solved.
        Assert.Matches(@"slots 64 +4 +2\.5 \[1\.75, 3\.25\] .* 1/4 \[5, 70\] %", text);
        Assert.Contains("the same in all: sequences to solve not reached by half; ", text, StringComparison.Ordinal);
        Assert.Matches(@"slots 8 +4 +25 \[17\.5, 32\.5\] .* 0/4 \[0, 49\] %", text);
        Assert.Contains("metrics: median and quartiles (type 7) of the runs that have ended, on test episodes drawn apart at the end",
            text, StringComparison.Ordinal);
        Assert.Contains("solved: bits_per_sequence below 15 in an evaluation", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_and_a_statistic_can_be_chosen()
    {
        string text = Compare(_folder["a"], _folder["b"], "--solved", "bits_per_sequence < 35", "--statistic", "mean", "--metric",
            "bits_per_sequence", "--bootstrap", "--paired").Out;
        Assert.Matches(@"slots 64 +4 +2\.5 ± 1\.291 +\[\S+, \S+\] +3/4 \[30, 95\] % +400 \[400, –\]", text);
        Assert.DoesNotContain("bit_errors", text, StringComparison.Ordinal);
        Assert.Matches(@"less slots 64 +common ", text);
        Assert.Matches(@"slots 8 +4 +22\.5 ± 11\.62 +0, 4", text);
        Assert.Contains("mean and standard deviation (n - 1)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_statistics_have_a_table_for_each_metric() =>
        Assert.Matches(@"slots 64 +4 +1 +1\.75 +2\.5 +3\.25 +4 +2\.5 +1\.291\n", Compare(_folder["a"], _folder["b"], "--statistic",
            "all").Out);

    [Fact]
    public void The_seeds_of_one_group_have_a_line_each_and_one_together()
    {
        string text = Compare(_folder["a"]).Out;
        Assert.StartsWith("4 seeds of a: ntm on copy\n", text, StringComparison.Ordinal);
        Assert.Matches(@"seed 1 +1 +1 ", text);
        Assert.Matches(@"all 4 +4 +2\.5 \[1\.75, 3\.25\] ", text);
    }

    [Fact]
    public void Scripts_get_all_digits()
    {
        JsonElement json = Compare(_folder["a"], _folder["b"], "--json", "--bootstrap", "--paired").Json;
        JsonElement task = json.GetProperty("tasks")[0], group = task.GetProperty("groups")[1];
        Assert.Equal("machine.memory.slots", task.GetProperty("differences")[0].GetProperty("key").GetString());
        JsonElement metric = group.GetProperty("metrics").GetProperty("bits_per_sequence");
        Assert.Equal((4, 25, 17.5), (metric.GetProperty("n").GetInt32(), metric.GetProperty("median").GetDouble(),
            metric.GetProperty("q1").GetDouble()));
        Assert.Equal(22.5, metric.GetProperty("less_first_group").GetProperty("median").GetDouble());
        Assert.Equal(2, metric.GetProperty("bootstrap").GetArrayLength());
        Assert.Equal([10.0, 20, 30, 40], metric.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal(7, task.GetProperty("groups")[0].GetProperty("parameters").GetInt64());
        string[] lines = Compare(_folder["a"], _folder["b"], "--csv").Out.Split('\n');
        Assert.StartsWith("task,group,runs,ended,machine.memory.slots,bits_per_sequence.median,bits_per_sequence.q1,", lines[0],
            StringComparison.Ordinal);
        Assert.StartsWith("copy,slots 64,4,4,64,2.5,1.75,3.25,2.5,1.2909944487358056,1,4,", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[0].Count(c => c == ','), lines[1].Count(c => c == ','));
    }

    [Fact]
    public void A_paper_gets_a_table()
    {
        string text = Compare(_folder["a"], _folder["b"], "--latex", "--metric", "bits_per_sequence").Out;
        Assert.Contains(
            "\\begin{tabular}{lrrrrrrr}\n\\toprule\ngroup & n & bits per sequence median [q1, q3] & solved, 95 \\% interval &",
            text, StringComparison.Ordinal);
        Assert.Contains("slots 64 & 4 & 2.5 [1.75, 3.25] & 1/4 [5, 70] \\% & not reached by half &", text, StringComparison.Ordinal);
        Assert.Contains("% copy; needs \\usepackage{booktabs}\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sequences", "training sequences")]
    [InlineData("steps", "training steps")]
    [InlineData("seconds", "seconds of training")]
    public void Curves_are_drawn_over_one_another(string by, string across)
    {
        string file = _folder["curves.svg"];
        Assert.EndsWith($"drawn: {file}\n", Compare(_folder["a"], _folder["b"], "--svg", file, "--by", by).Out, StringComparison.Ordinal);
        string words = XDocument.Load(file).Root!.Value;
        Assert.All(["slots 64", "slots 8", "bits per sequence", across, "not smoothed"], each => Assert.Contains(each, words,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Nonsense_is_refused_in_a_sentence()
    {
        Assert.StartsWith("error: there is no run '", Refused(_folder["none"]), StringComparison.Ordinal);
        Assert.Contains("is one run, and a comparison needs two", Refused(_folder["a", "seed-1"]), StringComparison.Ordinal);
        Assert.StartsWith("error: no run has measured 'bits' at its end; did you mean 'bits_per_sequence'?",
            Refused(_folder["a"], "--metric", "bits"), StringComparison.Ordinal);
        Assert.StartsWith("error: no run has measured 'acuracy' during training", Refused(_folder["a"], "--solved", "acuracy > 3"),
            StringComparison.Ordinal);
        Assert.StartsWith("error: '--solved': expected a metric and its bound", Refused(_folder["a"], "--solved", "x"),
            StringComparison.Ordinal);
        Assert.StartsWith("error: '--statistic': expected median, mean, all, found 'mode'", Refused(_folder["a"], "--statistic", "mode"),
            StringComparison.Ordinal);
        Assert.StartsWith("error: --csv and --latex ask for two forms", Refused(_folder["a"], "--csv", "--latex"),
            StringComparison.Ordinal);
        new WrittenRun { Task = "recall" }.At(_folder["c"]);
        Assert.Contains("no task in common (copy, recall)", Refused(_folder["a", "seed-1"], _folder["c"]), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, Compare(_folder["a", "seed-1"], _folder["c"], "--anyway").ExitCode);
        Directory.CreateDirectory(_folder["empty"]);
        Assert.StartsWith($"error: there is no run in '{_folder["empty"]}'", Refused(_folder["empty"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_the_way_is_a_warning()
    {
        new WrittenRun { Seed = 5, Length = 50, Slots = 16, State = RunState.Done }.At(_folder["c", "seed-5"]);
        Outcome outcome = Compare(_folder["a"], _folder["c"]);
        Assert.Contains("warning: not comparable on copy: the figures of the end are of different episodes", outcome.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_not_all_runs_have_says_of_how_many_it_is()
    {
        string final = Path.Combine(_folder["a", "seed-4"], "evaluations", "final.json");
        File.WriteAllText(final, "{");
        Outcome outcome = Compare(_folder["a"], _folder["b"]);
        Assert.Matches(@"slots 64 +4 +2 \[1\.5, 2\.5\] \(n = 3\)", outcome.Out);
        Assert.Contains($"seed-4' counts in part: '{final}' is damaged", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_groups_and_metrics_make_tables_that_fit_a_file_too()
    {
        foreach (int slots in (int[])[16, 32, 128])
            new WrittenRun { Slots = slots, Stop = Stop }.At(_folder["c", $"{slots}"]);
        string text = Compare(_folder["a"], _folder["b"], _folder["c"]).Out;
        Assert.All(text.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("what differs:\n  machine.memory.slots: 64, 8, 16, 32, 128\n", text, StringComparison.Ordinal);
        Assert.Contains("--svg: pictures are written as SVG", Refused(_folder["a"], "--svg", _folder["a.png"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_long_labels_have_numbers()
    {
        const string rate = "0.0010000000000000000000000000";
        foreach (int slots in (int[])[16, 32])
            foreach (int last in (int[])[1, 2])
                new WrittenRun { Slots = slots, Rate = $"{rate}{last}", Stop = Stop }.At(_folder["c", $"{slots}-{last}"]);
        string text = Compare(_folder["c"]).Out;
        Assert.Matches(@"(?m)^  1: slots 16, rate 0\.0010+1$", text);
        Assert.Matches(@"(?m)^  2 +1 +0\.5\b", text);
        Assert.Contains("less 1", Compare(_folder["c"], "--paired").Out, StringComparison.Ordinal);
    }

    private static Outcome Compare(params string[] arguments) => InProcess.Run(["compare", .. arguments]).Expect(ExitCodes.Done);

    private static string Refused(params string[] arguments) => InProcess.Run(["compare", .. arguments]).Expect(ExitCodes.Usage).Error;
}
