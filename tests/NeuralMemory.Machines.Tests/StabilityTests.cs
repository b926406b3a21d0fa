using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>Nothing becomes NaN where signals are as extreme as they can be.</summary>
public sealed class StabilityTests
{
    public static TheoryData<string> Machines => MachineCatalog.MemoryNames;

    /// <summary>
    /// Raw signals far beyond their bounds: strengths and exponents of 10^4, gates and shifts of exactly 0 and 1, huge keys.
    /// </summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void The_largest_strengths_and_exponents(string name)
    {
        foreach (Real bias in (Real[])[(Real)2e4, (Real)(-2e4)])
            foreach (int[] lengths in (int[][])[[1], [4, 2, 1]])
            {
                using var rig = new MachineRig(MachineCatalog.All[name], lengths);
                SetInterfaceBias(rig, _ => bias);
                AssertNoNan(rig);
            }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Each_signal_alone_at_its_ends(string name)
    {
        MachineConfig config = MachineCatalog.All[name];
        foreach (Signal signal in MachineCatalog.InterfaceOf(config).Signals)
            foreach (Real bias in (Real[])[(Real)1e4, (Real)(-1e4), 100, -100])
            {
                using var rig = new MachineRig(config, [3, 5]);
                SetInterfaceBias(rig, owner => owner.Name == signal.Name ? bias : 0);
                AssertNoNan(rig);
            }
    }

    [Fact]
    public void Parameters_of_any_size() =>
        Prop.ForAll(Gen.Elements(MachineCatalog.All.Keys.ToArray()).ToArbitrary(), Gen.Choose(-60, 30).ToArbitrary(),
            Gen.Choose(1, 1000).ToArbitrary(),
            (name, decibel, seed) =>
            {
                using var rig = new MachineRig(MachineCatalog.All[name], [4, 1, 3], seed);
                rig.Scale(Math.Pow(10, decibel / 10.0));
                AssertNoNan(rig);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_long_sequence(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], [400]);
        AssertNoNan(rig);
    }

    private static void AssertNoNan(MachineRig rig)
    {
        var trace = new RecordedTrace();
        Real[] gradient = rig.Gradient(trace);
        foreach ((int step, string what, _, Real[] values, _) in trace.Entries)
            Assert.True(values.All(Real.IsFinite), $"{what} at step {step} is not finite");
        foreach (PlainTensor tensor in rig.Machine.Parameters.Tensors)
        {
            var part = new Real[tensor.Shape.Count];
            tensor.CopyOut(gradient, part);
            Assert.True(part.All(Real.IsFinite), $"the gradient of {tensor.Name} is not finite");
        }
    }

    private static void SetInterfaceBias(MachineRig rig, Func<Signal, Real> biasOf)
    {
        IReadOnlyList<Signal> signals = MachineCatalog.InterfaceOf(rig.Machine.Config).Signals;
        Real[] bias = [.. signals.SelectMany(signal => Enumerable.Repeat(biasOf(signal), signal.Heads * signal.Width))];
        rig.Machine.Parameters.Tensors.Single(tensor => tensor.Name == "interface/bias").CopyIn(bias, rig.Machine.Parameters.Block);
    }
}
