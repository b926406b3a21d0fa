namespace NeuralMemory.Machines.Tests;

/// <summary>Machines with stored programs, computed from their arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class NutmWeightsTests
{
    private static readonly ProgramsConfig Programs = new() { Count = 3, Key = 4 };

    [Theory]
    [InlineData(1, 1, StepOrder.ReadFirst)]
    [InlineData(2, 3, StepOrder.WriteFirst)]
    public void Three_steps_of_an_ntm_come_of_the_arrays(int read, int write, StepOrder order)
    {
        NtmConfig core = new()
        {
            Controller = new() { Units = 6 },
            Memory = new() { Slots = 7, Width = 4 },
            Heads = new() { Read = read, Write = write, Order = order },
        };
        using var rig = new PageRig(new NutmConfig { Core = core, Programs = Programs });
        int heads = read + write;
        int[] owners =
        [
            .. ((int[])[4, 1, 1, 3, 1]).SelectMany(width => Owners(0, heads, width)), .. Owners(read, write, 4), .. Owners(read, write, 4),
        ];
        var machine = new NtmWeightsTests.PageNtm(rig.Weights, core, new(rig.Weights, Programs, owners));
        rig.Check(rig.X.Select(machine.Next));
    }

    [Fact]
    public void Three_steps_of_a_dnc_come_of_the_arrays()
    {
        const int read = 2, write = 3, width = 4;
        DncConfig core = new()
        {
            Controller = new() { Units = 6 },
            Memory = new() { Slots = 5, Width = width },
            Heads = new() { Read = read, Write = write },
            Links = new() { Sharpen = true },
            Lookup = new() { Masked = true },
        };
        using var rig = new PageRig(new NutmConfig { Core = core, Programs = Programs });
        int[] owners =
        [
            .. Owners(0, read, width), .. Owners(0, read, 1), .. Owners(read, write, width), .. Owners(read, write, 1),
            .. Owners(read, write, width), .. Owners(read, write, width), .. Owners(0, read, 1), .. Owners(read, write, 1),
            .. Owners(read, write, 1), .. Owners(0, read, 1 + 2 * write), .. Owners(0, read, write), .. Owners(0, read, write),
            .. Owners(0, read, width), .. Owners(read, write, width),
        ];
        var machine = new PageDnc(rig.Weights, core, new(rig.Weights, Programs, owners));
        rig.Check(rig.X.Select(x => machine.Next(x, [])));
    }

    /// <summary>For a signal of some heads, of each so many numbers: whose each is.</summary>
    private static IEnumerable<int> Owners(int first, int heads, int width) =>
        Enumerable.Range(first, heads).SelectMany(head => Enumerable.Repeat(head, width));
}
