using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>The memory primitives against the oracle, outputs and gradients.</summary>
public sealed class AddressingGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Content_addressing(string folder) => ContentAddressing(folder, "content_addressing");

    [Theory]
    [MemberData(nameof(Folders))]
    public void Content_addressing_of_a_blank_memory(string folder) => ContentAddressing(folder, "content_addressing_blank_memory");

    [Theory]
    [MemberData(nameof(Folders))]
    public void Location_addressing(string folder)
    {
        using var run = new GoldenRun(folder, "location_addressing");
        run.Output("weights", run.Tape.LocationAddressing(
            run.Input("content"), run.Input("previous"), run.Scalars("gate"), run.Input("shifts"), run.Scalars("gamma")));
        run.Check();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Erase_and_add(string folder)
    {
        using var run = new GoldenRun(folder, "erase_add");
        run.OutputMemory("memory", run.Tape.EraseAdd(run.Memory("memory"), run.Input("weights"), 0, run.Input("erase"), run.Input("add")));
        run.Check();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Reading(string folder)
    {
        using var run = new GoldenRun(folder, "read");
        run.Output("reads", run.Tape.WeightedRead(run.Memory("memory"), run.Input("weights"), 0, run.Golden.Size("R")));
        run.Check();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_memory_read_before_each_write(string folder) => Unroll(folder, "ntm_unroll", readFirst: true);

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_memory_read_after_each_write(string folder) => Unroll(folder, "ntm_unroll_write_first", readFirst: false);

    private static void ContentAddressing(string folder, string name)
    {
        using var run = new GoldenRun(folder, name);
        run.Output("weights", run.Tape.ContentAddressing(run.Input("keys"), run.Scalars("strengths"), run.Memory("memory")));
        run.Check();
    }

    private static void Unroll(string folder, string name, bool readFirst)
    {
        using var run = new GoldenRun(folder, name);
        int readHeads = run.Golden.Size("R");
        Tape tape = run.Tape;
        Variable memory = run.Memory("memory"), weights = run.Input("weights");
        for (int t = 0; t < run.Golden.Size("T"); t++)
        {
            tape.NextStep();
            Variable content = tape.ContentAddressing(run.Input("keys", t), run.Scalars("strengths", t), memory);
            weights = tape.LocationAddressing(
                content, weights, run.Scalars("gates", t), run.Input("shifts", t), run.Scalars("gamma", t));
            run.Output("weights", weights, t);
            if (readFirst)
                run.Output("reads", tape.WeightedRead(memory, weights, 0, readHeads), t);
            memory = tape.EraseAdd(memory, weights, readHeads, run.Input("erase", t), run.Input("add", t));
            if (!readFirst)
                run.Output("reads", tape.WeightedRead(memory, weights, 0, readHeads), t);
        }

        run.OutputMemory("memory", memory);
        run.Check();
    }
}
