#if REAL_IS_DOUBLE
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>The gradient of cut sequences, by differences: every machine, many times.</summary>
public sealed partial class PartByPartTests
{
    /// <summary>With the states at the cuts held as they are, the gradient is that of what is computed.</summary>
    [Theory]
    [MemberData(nameof(Carrying))]
    public void Gradients_are_finite_differences_with_the_states_held(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], Ragged);
        rig.Scale(1.5);
        List<(SequenceBatch Part, int Row)> parts = Cut(rig.Batch, 3);
        List<CarriedState> states = States(rig, parts);
        Real[] block = Gradient(rig, parts, states);
        double largest = block.Max(Math.Abs);
        // Every seventh: what is told of one by differences, is told of its neighbours.
        foreach (PlainTensor tensor in rig.Machine.Parameters.Tensors)
        {
            double[] gradient = new double[tensor.Shape.Count], values = new double[tensor.Shape.Count];
            tensor.CopyOut(block, gradient);
            tensor.CopyOut(rig.Machine.Parameters.Block, values);
            for (int i = 0; i < gradient.Length; i += 7)
            {
                const double step = 1e-5;
                double numeric = (8 * (Moved(step) - Moved(-step)) - (Moved(2 * step) - Moved(-2 * step))) / (12 * step);
                tensor.CopyIn(values, rig.Machine.Parameters.Block);
                Assert.True(Math.Abs(numeric - gradient[i]) <= 1e-6 * Math.Abs(gradient[i]) + 1e-8 * largest,
                    $"{tensor.Name}[{i}]: {gradient[i]}, by differences {numeric}, largest {largest}");

                double Moved(double by)
                {
                    double[] moved = [.. values];
                    moved[i] += by;
                    tensor.CopyIn(moved, rig.Machine.Parameters.Block);
                    return Objective(rig, parts, states);
                }
            }
        }

        // The cut is no formality: the whole has another gradient.
        Assert.NotEqual(block, rig.Gradient());
    }

    private static double Objective(
        MachineRig rig, List<(SequenceBatch Part, int Row)> parts, List<CarriedState> states)
    {
        double sum = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            SequenceBatch part = parts[i].Part;
            rig.Tape.Reset(part.Rows);
            ReadOnlySpan<double> logits = rig.Machine.RunPart(rig.Tape, part, states[i], new()).Span;
            for (int j = 0; j < logits.Length; j++)
                sum += logits[j] * part.Targets[j];
        }

        return sum;
    }
}
#endif
