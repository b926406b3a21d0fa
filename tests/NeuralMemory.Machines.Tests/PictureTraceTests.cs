namespace NeuralMemory.Machines.Tests;

/// <summary>What a machine names for pictures is in its trace.</summary>
public sealed class PictureTraceTests
{
    public static TheoryData<string> WithMemory => MachineCatalog.MemoryNames;

    [Theory]
    [MemberData(nameof(WithMemory))]
    public void Where_heads_are_and_how_the_memory_is_used_is_in_the_trace_of_each_step(string name)
    {
        MachineConfig config = MachineCatalog.All[name];
        using var rig = new MachineRig(config, [2, 3]);
        var trace = new RecordedTrace();
        rig.Forward(trace);
        for (int step = 0; step < 3; step++)
        {
            int sequences = step < 2 ? 2 : 1, slots = config.MemorySlots!.Value;
            foreach (HeadTrace heads in config.HeadTraces)
            {
                int[] shape = trace.Variable(heads.Quantity, step).Shape.ToArray();
                Assert.Equal((3, sequences, slots), (shape.Length, shape[0], shape[2]));
                Assert.InRange(heads.First + heads.Count, 1, shape[1]);
            }

            foreach (PanelTrace panel in config.PanelTraces)
            {
                int[] shape = trace.Variable(panel.Quantity, step).Shape.ToArray();
                Assert.Equal(sequences, shape[0]);
                Assert.True(
                    panel.Head is null ? shape is [_, var rows] && rows == slots : shape.Length == 3 && shape[2] == (panel.Numbers?.Count ?? 1),
                    panel.Quantity);
                Assert.All(trace.Values(panel.Quantity, step), value => Assert.InRange(value, 0, 1));
            }
        }
    }

    [Fact]
    public void A_DNC_shows_the_usage_of_its_slots_and_its_gates()
    {
        Assert.All(MachineCatalog.Dncs.Values, config => Assert.Equal(
            ["usage", "write/gates", "write/allocation-gates", "read/free-gates"], config.PanelTraces.Select(panel => panel.Quantity)));
        Assert.All(MachineCatalog.Ntms.Values, config => Assert.Empty(config.PanelTraces));
    }
}
