using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Sparse access memory against the oracle, which computes it with all slots: outputs and gradients through time.</summary>
public sealed class SparseMemoryGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.FamilyFolders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_memory_through_time(string folder)
    {
        using var run = new GoldenRun(folder, "sparse_access_unroll");
        (GoldenCase golden, Tape tape) = (run.Golden, run.Tape);
        (int batch, int slots, int most) = (golden.Size("B"), golden.Size("N"), golden.Size("top"));
        SparseMemory memory = tape.NewSparseMemory(batch, slots, golden.Size("M"));
        memory = tape.SparseSet(memory, run.Memory("memory"), tape.SparseLastUse(memory, slots));
        Shape shape = new(batch, 1, most);
        SparseWeighting read = new(tape.Fill(shape, -1), tape.Fill(shape, 0));
        for (int t = 0; t < golden.Size("T"); t++)
        {
            SparseWeighting writes = tape.SparseWriteWeighting(
                memory, read, run.OfOneWriter("write_gates", t), run.OfOneWriter("interpolation", t));
            memory = tape.SparseWrite(memory, writes, run.OfOneWriter("add", t));
            SparseReading found = tape.SparseRead(memory, run.Input("read_keys", t), run.Scalars("read_strengths", t), most);
            read = new(found.Slots, found.Weights);
            memory = tape.SparseUse(memory, read, writes, 0.005);
            run.Output("reads", found.Reads, t);
            run.Output("read_weights", tape.SpreadSlots(read, slots), t);
            run.Output("write_weights", tape.SpreadSlots(writes, slots), t);
        }

        run.OutputMemory("memory", tape.SparseContent(memory, slots));
        run.Check();
    }
}
