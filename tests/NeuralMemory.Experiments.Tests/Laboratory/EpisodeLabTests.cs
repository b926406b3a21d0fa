using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Whatever part of an episode is asked for, in whatever order, is that of the whole trace, to the bit.</summary>
public sealed class EpisodeLabTests : IDisposable
{
    private static readonly LabLimits Tight = new(1) { LeastInterval = 3, MostInterval = 3 };

    private readonly Lab _lab = new();

    public static TheoryData<string> Memories =>
    [
        "{ kind: ntm, controller: { kind: gru, units: 6, layers: 2 }, memory: { slots: 8, width: 4 }, heads: { read: 2, write: 2 } }",
        "{ kind: ntm, controller: { units: 6 }, memory: { slots: 8, width: 4 }, heads: { order: write-first } }",
        "{ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, heads: { read: 2, write: 2 } }",
        "{ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, heads: { read: 2, write: 2 }, bidirectional: true }",
        "{ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, links: { kind: sparse, entries: 3 } }",
        "{ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, links: { kind: none } }",
    ];

    public static TheoryData<string> Machines =>
    [
        "{ kind: lstm, units: 5, layers: 2 }",
        "{ kind: lstm, units: 5, bidirectional: true }",
        .. ((IEnumerable<object[]>)Memories).Select(row => (string)row[0]),
        .. ((IEnumerable<object[]>)SmallMachines.OfAttentionAndForerunners).Select(row => (string)row[0]),
    ];

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_window_is_the_part_of_the_whole_trace(string machine)
    {
        using TrainedMachine trained = Trained(machine);
        EvaluationPoint point = trained.PointsOf(new())[0];
        EpisodeTrace whole = trained.TraceEpisode(point, new() { Episode = 2 });
        foreach (LabLimits limits in (LabLimits[])[new(), Tight])
        {
            using EpisodeLab lab = EpisodeLab.Open(trained, point, 2, [], limits, default);
            Assert.Equal(whole.Steps, lab.Steps);
            Assert.Equal(whole.Recording.Outputs.Cast<float>(), lab.Recording.Outputs.Cast<float>());
            Assert.Equal(whole.Recording.Inputs.Cast<float>(), lab.Recording.Inputs.Cast<float>());
            Assert.Equal(whole.PhaseOf, lab.Outline.PhaseOf);
            Assert.Equal(whole.Initial.Select(state => state.Values.ToArray()), lab.Outline.Initial.Select(state => state.Values.ToArray()));
            Assert.Equal(whole.Recording.WrongAnswers, lab.Overview.Wrong.Sum());
            foreach ((int first, int steps) in ((int, int)[])[(0, whole.Steps), (7, 2), (2, 3), (0, 1), (5, 100), (2, 3)])
            {
                EpisodeTrace window = lab.Window(first, steps);
                Assert.Equal((first, Math.Min(steps, whole.Steps - first)), (window.First, window.Steps));
                Assert.Equal(whole.Quantities.Select(quantity => quantity.Name), window.Quantities.Select(quantity => quantity.Name));
                foreach (TracedQuantity quantity in window.Quantities)
                    Same(whole.Find(quantity.Name)!, quantity);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Memories))]
    public void The_memory_its_writers_and_links_at_a_step_are_those_of_the_whole_trace(string machine)
    {
        using TrainedMachine trained = Trained(machine);
        EvaluationPoint point = trained.PointsOf(new())[0];
        EpisodeTrace whole = trained.TraceEpisode(point, new() { Links = true });
        TracedQuantity memory = whole.Find("memory")!;
        TracedHead[] heads = [.. TracedHead.Of(whole)];
        foreach (LabLimits limits in (LabLimits[])[new(), Tight])
        {
            using EpisodeLab lab = EpisodeLab.Open(trained, point, 0, [], limits, default);
            foreach (int step in (int[])[4, whole.Steps - 1, 5, 3, 0, whole.Steps - 1, 1, 8, 7])
            {
                TracedQuantity at = lab.MemoryAt(step)!;
                Assert.Equal([step], at.Rows);
                Assert.Equal(["width", "slot"], at.Axes.Select(axis => axis.Name));
                Assert.Equal(memory.Row(step).ToArray(), at.Values.ToArray());
                SlotWriters writers = new(memory.Axes[1].Length), own = lab.WritersAt(step)!;
                for (int t = 0; t <= step; t++)
                    foreach (TracedHead head in heads.Where(head => head.IsWriter))
                        writers.Write(t, head.WeightsAt(whole, t));
                Assert.Equal(writers.Steps, own.Steps);
                Assert.Equal(writers.Left, own.Left);
                TracedQuantity[] links = [.. whole.Quantities.Where(quantity => quantity.Name is "links/values" or "links/slots")];
                Assert.Equal(links.Select(each => each.Name), lab.LinksAt(step).Select(each => each.Name));
                foreach (TracedQuantity each in lab.LinksAt(step))
                    Same(whole.Find(each.Name)!, each);
            }

            Assert.Equal(whole.Initial.Single(state => state.Name == "memory").Values.ToArray(), lab.MemoryAt(-1)!.Values.ToArray());
            Assert.All(lab.WritersAt(-1)!.Steps, step => Assert.Equal(SlotWriters.Nobody, step));
            Assert.Equal(heads.Select(head => head.Name), lab.Overview.Heads.Select(head => head.Head.Name));
            foreach (HeadOverview head in lab.Overview.Heads)
                for (int step = 0; step < whole.Steps; step++)
                {
                    float[] weights = head.Head.WeightsAt(whole, step).ToArray();
                    Assert.Equal((Array.IndexOf(weights, weights.Max()), weights.Max()), (head.Slots[step], head.Weights[step]));
                }
        }
    }

    [Fact]
    public void A_machine_without_a_memory_has_none_at_any_step()
    {
        using TrainedMachine trained = Trained("{ kind: lstm, units: 5 }");
        using EpisodeLab lab = EpisodeLab.Open(trained, trained.PointsOf(new())[0], 0);
        Assert.Null(lab.MemoryAt(-1));
        Assert.Null(lab.MemoryAt(2));
        Assert.Null(lab.WritersAt(-1));
        Assert.Null(lab.WritersAt(2));
        Assert.Empty(lab.LinksAt(2));
        Assert.Empty(lab.Overview.Heads);
    }

    [Fact]
    public void Another_setting_another_memory_and_another_seed_are_opened_by_a_request()
    {
        using TrainedMachine trained = Trained("{ kind: ntm, controller: { units: 6 }, memory: { slots: 8, width: 4 } }");
        using EpisodeLab plain = EpisodeLab.Open(trained, trained.PointsOf(new())[0], 0);
        EvaluationPoint point = trained.PointsOf(new() { Settings = ["length=9"], Slots = 21, Seed = 77 })[0];
        using EpisodeLab lab = EpisodeLab.Open(trained, point, 1);
        Assert.Equal(21, lab.MemoryAt(3)!.Axes[1].Length);
        Assert.Equal((long)1, lab.Outline.Episode);
        Assert.NotEqual(plain.Steps, lab.Steps);
        Assert.Equal(trained.TraceEpisode(point, new() { Episode = 1 }).Recording.Outputs.Cast<float>(), lab.Recording.Outputs.Cast<float>());
    }

    [Fact]
    public void What_is_held_of_a_long_episode_stays_within_its_limits()
    {
        using TrainedMachine trained = Trained("{ kind: ntm, controller: { units: 6 }, memory: { slots: 64, width: 8 } }");
        EvaluationPoint point = trained.PointsOf(new() { Settings = ["length=200"] })[0];
        LabLimits limits = new(200_000) { LeastInterval = 8, MostInterval = 64, NumbersOfQuantity = 2000 };
        using EpisodeLab lab = EpisodeLab.Open(trained, point, 0, [], limits, default);
        long least = lab.HeldBytes;
        for (int step = 0; step < lab.Steps; step += 3)
        {
            lab.MemoryAt(step);
            lab.Window(step, 20);
            Assert.InRange(lab.HeldBytes, least, 400_000);
        }

        // Of the memory a window has the ends, of all else every step.
        EpisodeTrace window = lab.Window(100, 10);
        Assert.Equal([100, 109], window.Find("memory")!.Rows);
        Assert.Equal(10, window.Find("heads/weights")!.Rows.Count);
    }

    [Fact]
    public void A_step_that_is_not_there_is_refused_and_so_is_a_closed_laboratory()
    {
        using TrainedMachine trained = Trained("{ kind: lstm, units: 5 }");
        EpisodeLab lab = EpisodeLab.Open(trained, trained.PointsOf(new())[0], 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => lab.Window(lab.Steps, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => lab.Window(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => lab.Window(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => lab.MemoryAt(-2));
        Assert.Throws<ArgumentOutOfRangeException>(() => lab.LinksAt(-1));
        lab.Dispose();
        lab.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lab.Window(0, 1));
        Assert.Throws<ObjectDisposedException>(() => lab.With([]));
    }

    [Fact]
    public void A_long_way_can_be_called_off()
    {
        using TrainedMachine trained = Trained("{ kind: ntm, controller: { units: 6 }, memory: { slots: 8, width: 4 } }");
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => EpisodeLab.Open(trained, trained.PointsOf(new())[0], 0, token: stop.Token));
    }

    private TrainedMachine Trained(string machine)
    {
        _lab.Start("run", $"machine={machine}", "training.steps=1");
        return TrainedMachine.Open(_lab.In("run"));
    }

    private static void Same(TracedQuantity whole, TracedQuantity part)
    {
        Assert.Equal(whole.Axes.Select(axis => (axis.Name, axis.Length)), part.Axes.Select(axis => (axis.Name, axis.Length)));
        Assert.Equal(whole.Axes.SelectMany(axis => axis.Labels ?? []), part.Axes.SelectMany(axis => axis.Labels ?? []));
        Assert.Equal((whole.Title, whole.Lead, whole.IsDistribution), (part.Title, part.Lead, part.IsDistribution));
        for (int row = 0; row < part.Rows.Count; row++)
            Assert.Equal(whole.Row(whole.Rows.ToList().IndexOf(part.Rows[row])).ToArray(), part.Row(row).ToArray());
    }
}
