namespace NeuralMemory.Machines.Tests;

/// <summary>What a machine declares of its trace is what it traces: names, axes and ranges.</summary>
public sealed class TraceQuantityTests
{
    public static TheoryData<string> Machines => MachineCatalog.Names;

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_traced_quantity_is_declared_with_its_axes_and_range(string name)
    {
        MachineConfig config = MachineCatalog.All[name];
        using var rig = new MachineRig(config, [3, 2]);
        var trace = new RecordedTrace();
        rig.Forward(trace);
        Dictionary<string, TraceQuantity> declared = config.Quantities.ToDictionary(quantity => quantity.Name);
        Assert.Equal(declared.Keys.Order(), trace.Entries.Select(entry => entry.Name).Concat(trace.Whole.Keys).Distinct().Order());
        foreach ((_, string quantity, _, Real[] values, int[] shape) in trace.Entries)
            Check(declared[quantity], values, shape);
        foreach ((string quantity, (Real[] values, int[] shape)) in trace.Whole)
            Check(declared[quantity], values, shape);
    }

    private static void Check(TraceQuantity quantity, Real[] values, int[] shape)
    {
        // A last dimension of one is no axis, where none is declared for it.
        int[] own = shape.Length - 1 > quantity.Axes.Count && shape[^1] == 1 ? shape[1..^1] : shape[1..];
        Assert.Equal(quantity.Axes.Count, own.Length);
        foreach ((TraceAxis axis, int length) in quantity.Axes.Zip(own))
            Assert.True(axis.Labels is null || axis.Labels.Count == length, $"{quantity.Name}: {axis.Name} of {length}");
        Assert.Equal(quantity.Axes.Count, quantity.Axes.Select(axis => axis.Name).Distinct().Count());
        Assert.All(values, value => Assert.True(double.IsFinite((double)value)));
        double least = quantity.Range switch
        {
            TraceRange.Any => double.NegativeInfinity,
            TraceRange.AtLeastOne => 1,
            _ => 0,
        };
        double most = quantity.Range is TraceRange.Unit or TraceRange.Distribution ? 1 : double.PositiveInfinity;
        Assert.All(values, value => Assert.InRange((double)value, least - 1e-5, most + 1e-5));
        if (quantity.Range == TraceRange.Distribution && quantity.Name != "links/values" && !quantity.Title.Contains("look at each step"))
            Assert.All(values.Chunk(own[^1]), row => Assert.InRange(row.Sum(value => (double)value), 0, 1 + 1e-4));
    }
}
