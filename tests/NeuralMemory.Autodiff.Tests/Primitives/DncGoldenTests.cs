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
        var names = new SlotNames(golden.Outputs["write_weights"], writes);
        run.Rename((name, tensor) => name switch
        {
            "reads" => tensor,
            "read_weights" => names.Rename(tensor, 1, 3),
            "write_weights" or "usage" => names.Rename(tensor, 1, 2),
            "memory" => names.Rename(tensor, 0, 1),
            "link" => names.Rename(tensor, 0, 1, 2),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "which of its dimensions are slots?"),
        });
        run.Check();
    }
}
