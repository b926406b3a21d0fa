using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

public sealed class EpisodeRecorderTests : IDisposable
{
    private const string Dnc =
        "machine={ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, heads: { read: 2, write: 1 } }";

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_DNC_is_recorded_with_the_usage_of_its_slots_and_its_gates()
    {
        _lab.Start("run", Dnc, "training.steps=1");
        EpisodeRecording recording = _lab.Record("run");
        Assert.Equal(["read head 1", "read head 2", "write head"], recording.Heads.Select(head => head.Name));
        Assert.Equal(["usage", "gates"], recording.Panels.Select(panel => panel.Name));
        PanelRecording usage = recording.Panels[0], gates = recording.Panels[1];
        Assert.Null(usage.Rows);
        Assert.Equal(["write", "allocation", "free 1", "free 2"], gates.Rows);
        Assert.Equal((recording.Steps, 6), (usage.Values.GetLength(0), usage.Values.GetLength(1)));
        Assert.Equal((recording.Steps, 4), (gates.Values.GetLength(0), gates.Values.GetLength(1)));
        Assert.All(gates.Values.Cast<float>(), gate => Assert.InRange(gate, float.Epsilon, 1 - 1e-6f));
        // Nothing is in use before the first write; after it at most as much as the write gate let through.
        Assert.All(Step(usage, 0), value => Assert.Equal(0, value));
        Assert.InRange(Step(usage, 1).Sum(), 1e-6, gates.Values[0, 0] + 1e-6);
        // Where the head wrote is what is in use now: nothing was read from it, so nothing was freed.
        Assert.Equal(recording.Heads[2].Slot[0], Step(usage, 1).ToList().IndexOf(Step(usage, 1).Max()));
    }

    [Fact]
    public void A_machine_without_such_quantities_is_recorded_without_panels()
    {
        _lab.Start("run", "training.steps=1");
        EpisodeRecording recording = _lab.Record("run");
        Assert.Equal(["read head", "write head"], recording.Heads.Select(head => head.Name));
        Assert.Empty(recording.Panels);
    }

    /// <summary>Where a step looked, and how much of its weight lay there: on one step of its own past, or of all there are.</summary>
    [Theory]
    [MemberData(nameof(SmallMachines.OfAttentionAndForerunners), MemberType = typeof(SmallMachines))]
    public void Whatever_the_machine_it_is_recorded_with_where_it_looked(string machine)
    {
        _lab.Start("run", $"machine={machine}", "training.steps=1");
        EpisodeRecording recording = _lab.Record("run");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        MachineConfig config = trained.Machine.Config;
        Assert.Equal(config.HeadTraces.Sum(trace => trace.Count), recording.Heads.Count);
        Assert.Equal(SmallMachines.HasHeads(machine), recording.Heads.Count > 0);
        foreach (HeadRecording head in recording.Heads)
            for (int step = 0; step < recording.Steps; step++)
            {
                Assert.InRange(head.Weight[step], 0, 1 + 1e-5f);
                Assert.InRange(head.Slot[step], 0, config.ReadsAhead ? Math.Max(recording.Steps, 4) - 1 : step);
            }
    }

    private static IEnumerable<float> Step(PanelRecording panel, int step) =>
        Enumerable.Range(0, panel.Values.GetLength(1)).Select(row => panel.Values[step, row]);
}
