using NeuralMemory.Autodiff;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>A sparse access memory of which every slot is read, beside its own equations over all slots.</summary>
public sealed class DenseSamTests
{
    private const int Width = 3, Steps = 25;

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 7)]
    [InlineData(3, 4)]
    public void With_as_many_reads_as_slots_it_computes_its_own_equations(int heads, int slots)
    {
        SamConfig config = MachineCatalog.Sam(heads: heads, slots: slots, width: Width, top: slots);
        using var rig = new MachineRig(config, [Steps, Steps]);
        // So that gates and strengths differ from step to step.
        rig.Scale(2);
        rig.Tape.Reset(rig.Batch.Rows);
        IMachineSteps steps = rig.Machine.Begin(rig.Tape, rig.Batch);
        DenseSam[] dense = [.. Enumerable.Range(0, 2).Select(_ => new DenseSam(slots, Width, heads, config.Memory.Threshold))];
        for (int t = 0; t < Steps; t++)
        {
            steps.Step(rig.Tape.Inputs(rig.Batch, rig.Batch.RowOffset(t), rig.Batch.RowsAt(t)));
            var step = (SamStep)steps.Current!;
            Variable writes = rig.Tape.SpreadSlots(step.Writes, slots), reads = rig.Tape.SpreadSlots(step.ReadWeights, slots);
            Variable memory = rig.Tape.SparseContent(step.State.Memory, slots);
            for (int b = 0; b < dense.Length; b++)
            {
                DenseSam own = dense[b];
                own.Step(step.Signals, b);
                Same(own.WriteWeights, writes, b, $"where it writes in step {t}");
                double[][] words = [.. Enumerable.Range(0, Width).Select(i => own.Memory.Select(word => word[i]).ToArray())];
                Same(words, memory, b, $"memory of step {t}");
                Same(own.ReadWeights, reads, b, $"where it reads in step {t}");
                Same(own.Reads, step.Reads, b, $"reads of step {t}");
            }
        }
    }

    private static void Same(double[][] expected, Variable actual, int sequence, string what)
    {
        double[] numbers = [.. expected.SelectMany(row => row)];
        ReadOnlySpan<Real> own = actual.Span.Slice(sequence * numbers.Length, numbers.Length);
        Close.Within(Close.IsDouble ? 1e-12 : 1e-5, numbers, own, what);
    }
}
