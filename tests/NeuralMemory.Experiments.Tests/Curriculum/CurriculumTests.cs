using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments.Tests;

public sealed class CurriculumTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_level_ends_when_the_metric_of_a_whole_window_is_below_the_bound()
    {
        CurriculumState state = new();
        Curriculum curriculum = Make("kind: threshold, start: { length: 17 }, metric: sequence_errors, below: 0.25, window: 8", state);
        // Batches of 4: wrong sequences, and the level after the batch. A window is two batches, its bound 2 wrong ones of 8.
        (int Wrong, int Level)[] course = [(0, 1), (1, 2), (0, 2), (2, 2), (4, 2), (0, 2), (1, 2), (0, 3), (0, 3), (0, 4), (0, 4), (0, 4)];
        foreach (var (wrong, level) in course)
        {
            int before = state.Level;
            Assert.Equal(level > before, curriculum.Add(Scores(4, wrong), 1));
            Assert.Equal(level, state.Level);
        }

        Assert.Equal("[1, 20]", curriculum.Level.Parameters[0].Value.ToString());
    }

    [Fact]
    public void A_window_takes_batches_whole_and_those_without_a_sequence_of_the_level_add_nothing()
    {
        CurriculumState state = new();
        Curriculum curriculum = Make("kind: doubling, start: { length: 5 }, metric: bit_errors_per_sequence, below: 1, window: 5", state);
        Assert.False(curriculum.Add(Scores(4, 0), 1));
        Assert.False(curriculum.Add(default, 2));
        Assert.Equal((4L, 0.0), (state.Sequences, state.Sum));
        // 7 sequences with 7 wrong bits: not below 1.
        Assert.False(curriculum.Add(Scores(3, 1, bits: 7), 3));
        Assert.Equal((0L, 0.0), (state.Sequences, state.Sum));
        Assert.True(curriculum.Add(Scores(7, 1, bits: 6), 4));
    }

    [Fact]
    public void A_linear_curriculum_rises_with_the_steps_whatever_the_metric()
    {
        CurriculumState state = new();
        Curriculum curriculum = Make("kind: linear, start: { length: 17 }, every: 3", state);
        List<int> levels = [];
        for (int step = 1; step <= 12; step++)
        {
            curriculum.Add(Scores(4, 4), step);
            levels.Add(state.Level);
        }

        Assert.Equal([1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4], levels);
    }

    [Fact]
    public void A_uniform_draw_is_of_the_level_and_stays_inside_it_and_reaches_its_ends()
    {
        Dictionary<double, int> drawn = Draw(Make("kind: threshold, start: { length: 4 }, increment: 3", new() { Level = 2 }), 7000, true);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], drawn.Keys.Order());
        Assert.All(drawn.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void The_highest_value_alone_is_drawn_when_told() => Assert.Equal(
        [(7.0, 500)], Draw(Make("kind: threshold, start: { length: 4 }, increment: 3, draw: highest", new() { Level = 2 }), 500, true)
            .Select(each => (each.Key, each.Value)));

    [Fact]
    public void Looking_back_and_at_the_whole_take_their_shares()
    {
        Curriculum curriculum = Make(
            "kind: doubling, start: { length: 5 }, draw: highest, look_back: 0.25, whole: 0.1", new() { Level = 2 });
        // 65 % at 10, 25 % uniform from 1 to 10, 10 % uniform from 1 to 20.
        Dictionary<double, int> own = Draw(curriculum, 20_000, true), others = Draw(curriculum, 20_000, false);
        Assert.Equal([10.0], own.Keys);
        Assert.InRange(own[10], 12_700, 13_300);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (double)i), others.Keys.Order());
        Assert.All(Enumerable.Range(1, 10), i => Assert.InRange(others[i], 500, 700));
        Assert.All(Enumerable.Range(11, 10), i => Assert.InRange(others[i], 60, 140));
    }

    [Fact]
    public void Lessons_look_back_to_every_earlier_one_alike()
    {
        const string Lessons = "kind: lessons, lessons: [{ length: 3 }, { length: 5 }, { length: 7 }, { length: 9 }], look_back: 0.3";
        Dictionary<double, int> own = Draw(Make(Lessons, new() { Level = 3 }), 20_000, true);
        Dictionary<double, int> others = Draw(Make(Lessons, new() { Level = 3 }), 20_000, false);
        Assert.Equal([7.0], own.Keys);
        Assert.InRange(own[7], 13_700, 14_300);
        Assert.Equal([3.0, 5.0], others.Keys.Order());
        Assert.All(others.Values, count => Assert.InRange(count, 2850, 3150));
        // Before the first lesson there is none.
        Assert.Equal(500, Draw(Make(Lessons, new()), 500, true)[3]);
    }

    [Fact]
    public void A_state_is_kept_to_the_bit()
    {
        TrainingState state = new() { Curriculum = new() { Level = 3, Sequences = 1234, Sum = 0.1 + 0.2 } };
        CurriculumState read = TrainingState.FromJson(state.ToJson()).Curriculum!;
        Assert.Equal((3, 1234L, 0.1 + 0.2), (read.Level, read.Sequences, read.Sum));
        Assert.DoesNotContain("curriculum", new TrainingState().ToJson());
    }

    [Fact]
    public void A_level_may_end_when_a_metric_is_high_enough()
    {
        CurriculumState state = new();
        Curriculum curriculum = Make("kind: doubling, start: { length: 5 }, metric: exact_match_percent, above: 50, window: 4", state);
        Assert.False(curriculum.Add(Scores(4, 2), 1));
        Assert.True(curriculum.Add(Scores(4, 1), 2));
    }

    private static ScoreSums Scores(int sequences, int wrong, int? bits = null) => new()
    {
        Sequences = sequences,
        JudgedSequences = sequences,
        WrongSequences = wrong,
        TargetBits = 80 * sequences,
        WrongBits = bits ?? wrong,
        Nats = 1,
    };

    /// <summary>How often each length is drawn in episodes, a multiple of 100, that are of the level or are not.</summary>
    private static Dictionary<double, int> Draw(Curriculum curriculum, int episodes, bool ofLevel)
    {
        TaskDefinition task = TaskDefinition.Load(Path.Combine(Lab.Repository, "tasks", "copy.yaml"));
        EpisodeSampler sampler = new(task) { Narrowing = curriculum };
        SequenceBatch batch = new();
        Dictionary<double, int> counts = [];
        for (int first = 0; first < episodes; first += 100)
        {
            sampler.Sample(batch, new(1), first, 100);
            for (int s = 0; s < 100; s++)
                if (sampler.IsOfLevel[batch.Order[s]] == ofLevel)
                    counts[(batch.Lengths[s] - 1) / 2] = counts.GetValueOrDefault((batch.Lengths[s] - 1) / 2) + 1;
        }

        return counts;
    }

    private Curriculum Make(string curriculum, CurriculumState state) => new(Experiment.Load(_lab.Config(
        $"name: n\ntask: copy\ntraining:\n  steps: 5\n  curriculum: {{ {curriculum} }}\n")).Curriculum!, state);
}
