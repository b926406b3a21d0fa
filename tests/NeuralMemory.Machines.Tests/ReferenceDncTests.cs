using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>The machine is the papers': its logits are those of a second, naive implementation.</summary>
public sealed class ReferenceDncTests
{
    /// <summary>Links that leave some out are approximations; all else is exact.</summary>
    public static TheoryData<string> Machines =>
    [
        .. MachineCatalog.Dncs
            .Where(machine => machine.Value.Links.Kind != LinksKind.Sparse || machine.Value.Links.Entries >= machine.Value.Memory.Slots)
            .Select(machine => machine.Key),
    ];

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_computes_what_the_papers_say(string name)
    {
        DncConfig config = MachineCatalog.Dncs[name];
        using var rig = new MachineRig(config, [9]);
        rig.Scale(1.5);
        double[][] inputs = [.. Enumerable.Range(0, 9).Select(row => Array.ConvertAll(rig.Batch.InputRow(row).ToArray(), x => (double)x))];
        double[] expected = [.. new ReferenceDnc(config, rig.Machine.Parameters).Run(inputs).SelectMany(logits => logits)];
        Close.Within(Close.OutputTolerance, expected, rig.Forward(), "logits");
    }
}
