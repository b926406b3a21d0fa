using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>What a machine answers must not depend on how its sequences are cut.</summary>
internal static class SameAnswers
{
    /// <summary>The same bits; numbers alone where an engine's sums depend on how many rows there are.</summary>
    public static void AssertSame(this MachineRig rig, Real[] whole, Real[] parts)
    {
        if (!rig.Machine.Config.ComputesAtOnce || EngineUnderTest.HasUniformRows)
            Assert.Equal(whole, parts);
        else
            Close.Within(1e-12, Array.ConvertAll(whole, x => (double)x), parts, "logits");
    }
}
