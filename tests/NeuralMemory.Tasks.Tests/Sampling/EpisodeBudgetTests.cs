using System.Diagnostics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>
/// Tasks that would run for minutes or fill the memory are refused, with what costs so much; tasks that are meant are far from it.
/// </summary>
public sealed class EpisodeBudgetTests
{
    private const string Work = "('work' under 'budget' of the task's file)", Room = "('numbers' under 'budget' of the task's file)";

    [Fact]
    public void Conditions_that_are_not_met_end()
    {
        string error = Refused("draw: { d: \"bits(1048576, 64)\" }\nwhere: [sum(d) < 0.5]", "show: { x: sum(d) }");
        Assert.Matches(@"^t.yaml:[67]:\d+: with 1048576 rows of (sum|width 64 of bits) the episode costs more than 2000000000 "
            + @"operations \('work' under 'budget' of the task's file\), after 'sum\(d\) < 0.5' did not hold in \d+ draws$", error);
    }

    [Theory]
    [InlineData("pick(1048576, power(range(1048576) + 1, -1))")]
    [InlineData("beta(1048576, 1, 0.5, 0.5)")]
    [InlineData("distinct_bits(1048576, 64)")]
    public void Draws_are_weighed_by_the_time_they_take(string draw)
    {
        var sampler = new EpisodeSampler(Repository.Define(TaskOf($"draw: {{ d: \"{draw}\" }}", "show: { x: \"at(d, 0, 0)\" }")));
        sampler.Draw(new(1), 0);
        Assert.InRange(sampler.Work, 1 << 26, EpisodeBudget.Standard.Work);
    }

    [Fact]
    public void Scans_within_scans_end() => Assert.Matches(
        @"^t\.yaml:6:52: with \d+ passes of scan the episode costs more than 100000000 operations \('work' under 'budget' of the "
            + @"task's file\), in pass \d+ of 1000000 of scan, in pass \d+ of 1000000 of scan$",
        Refused("draw: { d: \"scan(a = 0, b in zeros(1000000, 1), at(scan(c = 0, d in zeros(1000000, 1), c + a), 0, 0))\" }",
            "show: { x: sum(d) }", work: 100_000_000));

    [Theory]
    [InlineData("do: [{ show: { x: \"sum(items)\" } }]", "t.yaml:9:24: with 100000 rows of sum the")]
    [InlineData("do: [{ when: \"find(items, literal(-1)) == 0\", steps: 1 }]", "t.yaml:9:19: with 100000 rows of find the")]
    [InlineData("do: [{ when: \"rows(repeat(items, 10)) == 0\", steps: 1 }]",
        "t.yaml:9:24: with 1000000 rows of width 1 of repeat the")]
    public void Loops_end(string phase, string expected) => Assert.Matches(
        $"^{expected} episode costs more than 100000000 operations .*, in pass [0-9]+ of 1000000 of the loop$",
        Refused("variables: { items: \"range(100000)\" }", "for: { i: 1000000 }\n    " + phase, work: 100_000_000));

    [Fact]
    public void Sequences_together_take_a_limited_room()
    {
        string draws = string.Concat(Enumerable.Range(0, 60).Select(i => $"\n  d{i}: bits(131072, 64)"));
        Assert.Equal(
            $"t.yaml:10:7: with 131072 rows of width 64 of bits the sequences of the task hold more than 20000000 numbers at once {Room}",
            Refused("budget: { numbers: 20000000 }\ndraw:" + draws, "show: { x: sum(d0) }"));
    }

    [Theory]
    [InlineData(130_000)]
    [InlineData(1_000_000)]
    public void Steps_of_an_episode_take_a_limited_room(int steps) => Assert.Equal(
        $"t.yaml:8:5: the episode comes to {steps} steps of 16384 input and 1 target columns, which hold more than 268435456 numbers "
            + Room,
        Refused("", $"steps: {steps}", 16384));

    [Fact]
    public void So_do_those_of_a_batch()
    {
        var sampler = new EpisodeSampler(Repository.Define(TaskOf("", "steps: 1000", 16384)));
        string error = Assert.Throws<InvalidInputException>(() => sampler.Sample(new(), new(1), 0, 100)).Message;
        Assert.Equal("t.yaml:8:5: the batch comes in its episode number 17 to 17016 steps of 16384 input and 1 target columns, which hold "
            + $"more than 268435456 numbers {Room}", error);
    }

    [Fact]
    public void The_task_sets_its_budget()
    {
        Assert.StartsWith($"t.yaml:8:5: with 100 steps of the phase the episode costs more than 100 operations {Work}",
            Refused("budget: { work: 100 }", "steps: 100"), StringComparison.Ordinal);
        Assert.StartsWith("t.yaml:8:5: the episode comes to 100 steps of 1 input and 1 target columns, which hold more than 300 numbers",
            Refused("budget: { numbers: 300 }", "steps: 100"), StringComparison.Ordinal);
        Assert.Equal(101, new EpisodeSampler(Repository.Define(TaskOf("budget: { work: 1000, numbers: 500 }", "steps: 100")))
            .Draw(new(1), 0).Length);
    }

    [Theory]
    [InlineData("normals(3, 1, 0, 1e308)")]
    [InlineData("reals(3, 1, -1e308, 1e308)")]
    [InlineData("literal(1e300)")]
    [InlineData("running_sum(ones(3, 1) * 3e38)")]
    public void No_infinite_number_enters_a_batch(string expression) => Assert.Equal(
        "t.yaml:8:16: 'x' takes finite numbers, at most 3.403e+38 in size, and this is larger",
        Refused($"draw: {{ d: \"{expression}\" }}", "show: { x: d }"));

    /// <summary>Each could cost a hundred times as much.</summary>
    [Fact]
    public void Shipped_tasks_are_far_from_the_budget()
    {
        foreach (TaskDefinition task in Repository.Tasks.Select(Repository.Task))
        {
            var sampler = new EpisodeSampler(task);
            for (int episode = 0; episode < 20; episode++)
            {
                sampler.Draw(new(1), episode);
                Assert.InRange(sampler.Work, 1, EpisodeBudget.Standard.Work / 100);
            }
        }
    }

    private static string Refused(string section, string phase, int width = 1, long? work = null)
    {
        long start = Stopwatch.GetTimestamp();
        var sampler = new EpisodeSampler(Repository.Define(TaskOf(section, phase, width, work)));
        string error = Assert.Throws<InvalidInputException>(() => sampler.Draw(new(1), 0)).Message;
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 60);
        return error;
    }

    private static string TaskOf(string section, string phase, int width = 1, long? work = null) => $$"""
        task: t
        version: 1
        inputs: { x: {{width}} }
        targets: { y: 1 }
        {{(work is null ? "loss: bits" : $"budget: {{ work: {work} }}")}}
        {{section}}
        episode:
          - {{phase}}
          - recall: { y: 1 }
        {{(work is null ? "" : "loss: bits")}}
        """;
}
