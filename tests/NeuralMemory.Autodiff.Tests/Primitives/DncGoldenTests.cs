using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>The primitives of the Differentiable Neural Computer against the oracle, outputs and gradients.</summary>
public sealed class DncGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Usage(string folder)
    {
        using var run = new GoldenRun(folder, "usage");
        run.Output("usage", run.Tape.Usage(
            run.Input("usage"), run.OfOneWriter("write_weights"), run.Input("read_weights"), run.Scalars("free_gates")).Usage);
        run.Check();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Allocation(string folder)
    {
        using var run = new GoldenRun(folder, "allocation");
        Variable gates = run.Tape.Fill(new Shape(run.Golden.Size("B"), 1, 1), 1);
        run.Output("weights", run.Tape.Allocation(run.Input("usage"), gates, gates));
        run.Check();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Temporal_links(string folder)
    {
        using var run = new GoldenRun(folder, "temporal_link");
        (Variable link, Variable precedence, Variable forward, Variable backward) = run.Tape.TemporalLink(
            run.OfOneWriter("link"), run.OfOneWriter("precedence"), run.OfOneWriter("write_weights"), run.Input("read_weights"));
        run.Output("link", link);
        run.Output("precedence", precedence);
        run.Output("forward", forward);
        run.Output("backward", backward);
        run.Check();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_memory_through_time(string folder)
    {
        using var run = new GoldenRun(folder, "dnc_unroll");
        GoldenCase golden = run.Golden;
        DncMemory memory = DncMemory.Blank(
            run.Tape, golden.Size("B"), golden.Size("N"), golden.Size("M"), golden.Size("R"), writers: 1);
        var writes = new List<Variable>();
        for (int t = 0; t < golden.Size("T"); t++)
        {
            memory = memory.Next(run.Tape, new(
                run.Input("write_key", t), run.Scalars("write_strength", t), run.Input("erase", t), run.Input("write_vector", t),
                run.OfOneWriter("allocation_gate", t), run.OfOneWriter("write_gate", t), run.Scalars("free_gates", t),
                run.Input("read_keys", t), run.Scalars("read_strengths", t), run.Input("read_modes", t)));
            writes.Add(memory.Writes);
            run.Output("reads", memory.Vectors!, t);
            run.Output("read_weights", memory.Reads, t);
            run.Output("write_weights", memory.Writes, t);
            run.Output("usage", memory.Usage, t);
        }

        run.OutputMemory("memory", memory.Memory);
        run.Output("link", memory.Link);
        if (folder == "cases-odd")
            RenameSlots(run, writes);
        run.Check();
    }

    /// <summary>
    /// In this case the oracle itself decides by rounding which slot is free. After one step slots 1 to 16 are alike. The second step
    /// allocates 1 - u of the write to slot 1, (1 - u) u to slot 2, and so on, with u = 0.012 in the first sequence. So the usages that the
    /// third step sorts fall strictly from slot 1 to slot 16, and slot 16 is the one to allocate. In the oracle's double precision they end
    /// with 0.028227647947358166 (slot 8), ..47695 (9) and seven times ..47567 (10 to 16): a tie, which the lowest index wins. In the other
    /// sequences it is a tie of slots 11 to 16 and one of 8 to 16, with the slot before them two and four units in the last place above.
    /// Single precision ties more slots, and a product taken in another order others. Each choice is the same run with the slots' names
    /// exchanged. In the small case only slots tie that are truly alike, so there slots are compared by index.
    /// </summary>
    private static void RenameSlots(GoldenRun run, IReadOnlyList<Variable> writes)
    {
        var names = new SlotNames(run.Golden.Outputs["write_weights"], writes);
        run.Rename((name, tensor) => name switch
        {
            "reads" => tensor,
            "read_weights" => names.Rename(tensor, 1, 3),
            "write_weights" or "usage" => names.Rename(tensor, 1, 2),
            "memory" => names.Rename(tensor, 0, 1),
            "link" => names.Rename(tensor, 0, 1, 2),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "which of its dimensions are slots?"),
        });
    }
}
