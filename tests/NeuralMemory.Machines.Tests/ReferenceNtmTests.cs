using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>The machine is the paper's: its logits are those of a second, naive implementation.</summary>
public sealed class ReferenceNtmTests
{
    /// <summary>Random memory is the machine's own and cannot be known outside; all else can.</summary>
    public static TheoryData<string> Machines =>
        [.. MachineCatalog.Ntms.Where(machine => machine.Value.Memory.Initial != InitialMemory.Random).Select(machine => machine.Key)];

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_computes_what_the_paper_says(string name)
    {
        NtmConfig config = MachineCatalog.Ntms[name];
        using var rig = new MachineRig(config, [9]);
        rig.Scale(1.5);
        double[][] inputs = [.. Enumerable.Range(0, 9).Select(row => Array.ConvertAll(rig.Batch.InputRow(row).ToArray(), x => (double)x))];
        double[] expected = [.. new ReferenceNtm(config, rig.Machine.Parameters).Run(inputs).SelectMany(logits => logits)];
        Close.Within(Close.OutputTolerance, expected, rig.Forward(), "logits");
    }
}
