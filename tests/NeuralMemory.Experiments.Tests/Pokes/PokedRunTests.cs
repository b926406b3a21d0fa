using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Episodes in which something is changed: nothing changes nothing, and what is wrong is told.</summary>
public sealed class PokedRunTests : IDisposable
{
    private const string Ntm = "{ kind: ntm, controller: { units: 6 }, memory: { slots: 8, width: 4 }, heads: { read: 2, write: 1 } }";
    private const string Dnc = "{ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, heads: { read: 2, write: 1 } }";
    private const string Lstm = "{ kind: lstm, units: 5, layers: 2 }";

    private static readonly LabLimits Tight = new(1) { LeastInterval = 3, MostInterval = 3 };

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(Ntm)]
    [InlineData(Dnc)]
    [InlineData(Lstm)]
    [InlineData("{ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, bidirectional: true }")]
    [InlineData("{ kind: transformer, width: 8, heads: 2, layers: 1, hidden: 12 }")]
    public void A_poke_of_nothing_gives_the_same_bits(string machine)
    {
        using TrainedMachine trained = Trained(machine);
        EvaluationPoint point = trained.PointsOf(new())[0];
        EpisodeTrace plain = trained.TraceEpisode(point, new() { Links = true });
        List<Poke> same = [new InputPoke(2, 1, plain.Recording.Inputs[2, 1])];
        if (plain.Find("memory") is { } memory)
            same.AddRange([new MemoryPoke(3, 1, 2, memory.Row(2)[2 * memory.Axes[1].Length + 1]), new MemoryPoke(0, 0, 0, InitialOf(plain))]);
        if (plain.Find("heads/gates") is { } gates)
            same.Add(new ClampPoke("heads/gates", 1, gates.Row(4)[1], 4, 4));
        if (plain.Find("write/gates") is { } writes)
            same.Add(new ClampPoke("write/gates", 0, writes.Row(4)[0], 4, 4));
        if (plain.Find("read/modes") is { } modes)
            same.Add(new ClampPoke("read/modes", 0, modes.Row(4)[1], 4, 4) { Place = 1 });
        foreach (IReadOnlyList<Poke> pokes in (IReadOnlyList<Poke>[])[[], same])
        {
            EpisodeTrace poked = trained.TraceEpisode(point, new() { Links = true, Pokes = pokes });
            SameQuantities(plain, poked);
            foreach (LabLimits limits in (LabLimits[])[new(), Tight])
            {
                using EpisodeLab lab = EpisodeLab.Open(trained, point, 0, [], limits, default);
                using EpisodeLab other = lab.With(pokes);
                Assert.Equal(pokes, other.Pokes);
                SameQuantities(lab.Window(0, 100), other.Window(0, 100));
                Assert.Equal(lab.MemoryAt(4)?.Values.ToArray(), other.MemoryAt(4)?.Values.ToArray());
                Assert.Equal(lab.WritersAt(4)?.Left, other.WritersAt(4)?.Left);
            }
        }
    }

    [Theory]
    [InlineData(Ntm, "memory:5:1:2=3", 5)]
    [InlineData(Ntm, "clamp:heads/gates[1]@4..6=0", 4)]
    [InlineData(Ntm, "head:heads/weights[0]@6=7", 6)]
    [InlineData(Ntm, "input:3:0=0.25", 3)]
    [InlineData(Dnc, "memory:5:1:2=3", 5)]
    [InlineData(Dnc, "clamp:write/gates@4..=0", 4)]
    [InlineData(Dnc, "clamp:read/modes[*,1]@4=0", 4)]
    [InlineData(Dnc, "head:write/weights[0]@6=5", 6)]
    [InlineData(Lstm, "input:3:0=0.25", 3)]
    public void What_is_changed_holds_from_its_step_on_and_not_before(string machine, string text, int from)
    {
        using TrainedMachine trained = Trained(machine);
        EvaluationPoint point = trained.PointsOf(new())[0];
        Poke poke = Poke.Parse(text);
        EpisodeTrace plain = trained.TraceEpisode(point, new() { Links = true }),
            poked = trained.TraceEpisode(point, new() { Links = true, Pokes = [poke] });
        Assert.Equal([text], poked.Pokes);
        Assert.EndsWith($"; poked: {text}", poked.TaskAndPokes, StringComparison.Ordinal);
        Assert.Equal(plain.Recording.Targets.Cast<float>(), poked.Recording.Targets.Cast<float>());
        int[] differ = [.. Enumerable.Range(0, plain.Steps).Where(step => plain.Quantities.Any(quantity =>
            !quantity.Row(step).SequenceEqual(poked.Find(quantity.Name)!.Row(step))))];
        Assert.Equal(from, differ[0]);
        // The laboratory takes over what comes before, and comes to the same.
        foreach (LabLimits limits in (LabLimits[])[new(), Tight])
        {
            using EpisodeLab lab = EpisodeLab.Open(trained, point, 0, [], limits, default), fresh =
                EpisodeLab.Open(trained, point, 0, [poke], limits, default), taken = lab.With([poke]);
            foreach (EpisodeLab each in (EpisodeLab[])[fresh, taken])
            {
                SameQuantities(trained.TraceEpisode(point, new() { Pokes = [poke] }), each.Window(0, 100));
                for (int step = plain.Steps - 1; step >= 0; step--)
                    Assert.Equal(poked.Find("memory")?.Row(step).ToArray(), each.MemoryAt(step)?.Values.ToArray());
            }

            Assert.Equal(fresh.Overview.Wrong, taken.Overview.Wrong);
            Assert.Equal(fresh.Overview.Heads.SelectMany(head => head.Slots), taken.Overview.Heads.SelectMany(head => head.Slots));
            Assert.Equal(fresh.WritersAt(7)?.Steps, taken.WritersAt(7)?.Steps);
        }
    }

    [Fact]
    public void Several_changes_hold_together()
    {
        using TrainedMachine trained = Trained(Dnc);
        EvaluationPoint point = trained.PointsOf(new())[0];
        EpisodeTrace poked = trained.TraceEpisode(point, new()
        {
            Pokes = [Poke.Parse("clamp:write/gates=0.5"), Poke.Parse("clamp:write/gates@5=0.25"), Poke.Parse("head:read/weights[1]@4=2")],
        });
        Assert.Equal((0.5f, 0.25f), (poked.Find("write/gates")!.Row(4)[0], poked.Find("write/gates")!.Row(5)[0]));
        Assert.Equal([0, 0, 1, 0, 0, 0], poked.Find("read/weights")!.Row(4)[6..].ToArray());
    }

    [Theory]
    [InlineData(Ntm, "input:99:0=1", "there is no step 99; they are 0 to 8")]
    [InlineData(Ntm, "input:1:9=1", "there is no input column 9; they are 0 to 3")]
    [InlineData(Ntm, "source:1:1=1", "nothing is read before the first step")]
    [InlineData(Ntm, "memory:1:8:0=1", "there is no slot 8; they are 0 to 7")]
    [InlineData(Ntm, "memory:1:1:4=1", "there is no number of a slot 4; they are 0 to 3")]
    [InlineData(Lstm, "memory:1:1:1=1", "a machine of kind lstm has no memory")]
    [InlineData(Lstm, "clamp:write/gates=1", "a machine of kind lstm has no heads")]
    [InlineData(Lstm, "head:heads/weights[0]@1=1", "a machine of kind lstm has no heads")]
    [InlineData(Ntm, "clamp:heads/gate=1", "did you mean 'heads/gates'?")]
    [InlineData(Ntm, "clamp:heads/weights=1", "move one, as in head:heads/weights[0]@12=3")]
    [InlineData(Ntm, "clamp:heads/gates[3]=1", "has no head 3; it has 0 (read head 1), 1 (read head 2), 2 (write head)")]
    [InlineData(Ntm, "clamp:heads/gates[0,0]=1", "is one number for each head")]
    [InlineData(Ntm, "clamp:heads/keys[0,4]=1", "has no number 4; it has 0 to 3")]
    [InlineData(Ntm, "clamp:heads/shifts[0]=1", "are shares: name one, as in heads/shifts[0,1]=1; they are 0 (-1), 1 (0), 2 (+1)")]
    [InlineData(Ntm, "clamp:heads/gates=1.5", "lies from 0 to 1, not at 1.5")]
    [InlineData(Ntm, "clamp:heads/sharpening=0.5", "is at least 1, not 0.5")]
    [InlineData(Ntm, "clamp:heads/gates@5..99=1", "there is no step 99")]
    [InlineData(Ntm, "head:heads/weight[0]@1=1", "did you mean 'heads/weights'?")]
    [InlineData(Ntm, "head:heads/weights[3]@1=1", "has no head 3")]
    [InlineData(Ntm, "head:heads/weights[0]@1=8", "there is no slot 8")]
    [InlineData("{ kind: transformer, width: 8, heads: 2, layers: 1, hidden: 12 }", "clamp:heads/gates=1", "of kind transformer has no heads")]
    public void What_the_machine_or_the_episode_does_not_have_is_told(string machine, string text, string told)
    {
        using TrainedMachine trained = Trained(machine);
        EvaluationPoint point = trained.PointsOf(new())[0];
        InvalidInputException traced =
            Assert.Throws<InvalidInputException>(() => trained.TraceEpisode(point, new() { Pokes = [Poke.Parse(text)] }));
        Assert.Equal($"--poke {text}", Assert.Single(traced.Diagnostics).Mark.File);
        Assert.Contains(told, traced.Message, StringComparison.Ordinal);
        InvalidInputException opened = Assert.Throws<InvalidInputException>(() => EpisodeLab.Open(trained, point, 0, [Poke.Parse(text)]));
        Assert.Equal(text, Assert.Single(opened.Diagnostics).Mark.File);
    }

    private static float InitialOf(EpisodeTrace trace) => trace.Initial.Single(state => state.Name == "memory").Values.Span[0];

    private TrainedMachine Trained(string machine)
    {
        _lab.Start("run", $"machine={machine}", "training.steps=1");
        return TrainedMachine.Open(_lab.In("run"));
    }

    private static void SameQuantities(EpisodeTrace one, EpisodeTrace other)
    {
        Assert.Equal(one.Recording.Outputs.Cast<float>(), other.Recording.Outputs.Cast<float>());
        Assert.Equal(one.Quantities.Select(quantity => quantity.Name), other.Quantities.Select(quantity => quantity.Name));
        foreach (TracedQuantity quantity in other.Quantities)
            for (int row = 0; row < quantity.Rows.Count; row++)
                Assert.Equal(
                    one.Find(quantity.Name)!.Row(one.Find(quantity.Name)!.Rows.ToList().IndexOf(quantity.Rows[row])).ToArray(),
                    quantity.Row(row).ToArray());
    }
}
