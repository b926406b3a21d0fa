using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments.Tests;

public sealed class CurriculumPlanTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("kind: threshold, start: { length: 2 }, increment: 3", "[1, 2]; [1, 5]; [1, 8]; [1, 11]; [1, 14]; [1, 17]; [1, 20]")]
    [InlineData("kind: threshold, start: { length: 17 }", "[1, 17]; [1, 18]; [1, 19]; [1, 20]")]
    [InlineData("kind: threshold, start: { length: 18 }, draw: highest", "18; 19; 20")]
    [InlineData("kind: doubling, start: { length: 1 }", "1; [1, 2]; [1, 4]; [1, 8]; [1, 16]; [1, 20]")]
    [InlineData("kind: doubling, start: { length: 5 }, draw: highest", "5; 10; 20")]
    [InlineData("kind: linear, start: { length: 10 }, increment: 4, every: 100", "[1, 10]; [1, 14]; [1, 18]; [1, 20]")]
    [InlineData("kind: linear, start: { length: 20 }", "[1, 20]")]
    [InlineData("kind: lessons, lessons: [{ length: 3 }, { length: [2, 5] }, { length: [1, 20] }]", "3; [2, 5]; [1, 20]")]
    public void The_levels_of_every_kind_are_those_computed_by_hand(string curriculum, string levels) =>
        Assert.Equal(levels, string.Join("; ", Plan("copy", curriculum).Levels.Select(level => Assert.Single(level.Parameters).Value)));

    [Fact]
    public void Several_parameters_rise_together_each_to_its_own_end()
    {
        CurriculumPlan plan = Plan("repeat-copy", "kind: doubling, start: { repeats: 1, length: 4 }");
        Assert.Equal(
            [
                "repeats 1, length [1, 4]", "repeats [1, 2], length [1, 8]", "repeats [1, 4], length [1, 10]",
                "repeats [1, 8], length [1, 10]", "repeats [1, 10], length [1, 10]",
            ],
            plan.Levels.Select(Text));
        Assert.Equal([1, 2, 3, 4, 5], plan.Levels.Select(level => level.Number));
        Assert.All(plan.Levels, level => Assert.Equal(5, level.Count));
        // The task's order, with the width that no curriculum touches.
        Assert.Equal(["8", "[1, 8]", "[1, 2]"], plan.Levels[1].Ranges.Own.Select(range => range.ToString()));
    }

    [Fact]
    public void A_lesson_leaves_what_it_does_not_name_whole()
    {
        CurriculumPlan plan = Plan("repeat-copy", "kind: lessons, lessons: [{ length: [2, 3] }, { repeats: 4, length: 5 }, {}]");
        Assert.Equal(["length [2, 3]", "repeats 4, length 5", ""], plan.Levels.Select(Text));
        Assert.Equal(
            ["8 [2, 3] [1, 10]", "8 5 4", "8 [1, 10] [1, 10]"],
            plan.Levels.Select(level => string.Join(' ', level.Ranges.Own)));
    }

    [Fact]
    public void The_task_keeps_its_whole_ranges_in_training_and_evaluation()
    {
        Experiment experiment = Load("repeat-copy", "kind: doubling, start: { repeats: 2 }");
        Assert.Equal("[1, 10]", experiment.Task.Parameters.Single(parameter => parameter.Name == "repeats").Range.ToString());
        Assert.Equal("[1, 10]", experiment.Evaluation.Task.Parameters.Single(parameter => parameter.Name == "repeats").Range.ToString());
    }

    [Fact]
    public void What_a_run_needs_is_what_the_whole_task_needs()
    {
        DryRun with = DryRun.Of(_lab.Load("training.curriculum={ kind: doubling, start: { length: 1 } }"));
        DryRun without = DryRun.Of(_lab.Load());
        Assert.Equal((without.Memory, without.MinLength, without.MaxLength), (with.Memory, with.MinLength, with.MaxLength));
    }

    [Fact]
    public void Every_level_is_higher_than_the_one_before_and_the_last_is_all_that_is_trained()
    {
        Gen<(int Low, int Start, int High, int Increment, bool Doubles)> curricula =
            from low in Gen.Choose(1, 5)
            from start in Gen.Choose(low, 40)
            from high in Gen.Choose(start + 1, 60)
            from increment in Gen.Choose(1, 9)
            from doubles in Gen.Elements(true, false)
            select (low, start, high, increment, doubles);
        Prop.ForAll(curricula.ToArbitrary(), each =>
        {
            var (low, start, high, increment, doubles) = each;
            string kind = doubles ? "doubling" : $"threshold, increment: {increment}";
            CurriculumPlan plan = Experiment.Load(
                _lab.Config($"name: n\ntask: {{ name: copy, parameters: {{ length: [{low}, {high}] }} }}\ntraining: {{ steps: 5 }}\n"),
                [$"training.curriculum={{ kind: {kind}, start: {{ length: {start} }} }}"]).Curriculum!;
            double[] heights = [.. plan.Levels.Select(level => level.Parameters[0].Value.High)];
            return heights[0] == start && heights[^1] == high
                && heights.Zip(heights.Skip(1)).All(pair => pair.Second > pair.First
                    && (pair.Second == high || pair.Second == (doubles ? 2 * pair.First : pair.First + increment)))
                && plan.Levels.All(level => level.Parameters[0].Value.Low == low);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void Without_a_curriculum_there_is_no_plan() => Assert.Null(_lab.Load().Curriculum);

    [Fact]
    public void Every_key_is_read_and_shown()
    {
        CurriculumConfig config = Plan("copy", "kind: threshold, start: { length: 3 }, increment: 2, draw: highest, "
            + "metric: bits_per_sequence, below: 0.5, window: 77, look_back: 0.25, whole: 0.5").Config;
        Assert.Equal(
            (CurriculumKind.Threshold, 2, CurriculumDraw.Highest, new TaskMetric(MetricKind.BitsPerSequence), 0.5, 77, 0.25, 0.5),
            (config.Kind, config.Increment, config.Draw, config.Metric, config.Below, config.Window, config.LookBack, config.Whole));
        Assert.Contains("""
              curriculum:
                kind: threshold
                start:
                  length: 3
                draw: highest
                increment: 2
                metric: bits_per_sequence
                below: 0.5
                above: null
                window: 77
                look_back: 0.25
                whole: 0.5

            """.ReplaceLineEndings("\n"), Experiment.Load(_lab.In("config.yaml")).ToYaml());
    }

    private static string Text(CurriculumLevel level) =>
        string.Join(", ", level.Parameters.Select(parameter => $"{parameter.Key} {parameter.Value}"));

    private CurriculumPlan Plan(string task, string curriculum) => Load(task, curriculum).Curriculum!;

    private Experiment Load(string task, string curriculum) => Experiment.Load(_lab.Config(
        $"name: n\ntask: {task}\ntraining:\n  steps: 5\n  curriculum: {{ {curriculum} }}\n"));
}
