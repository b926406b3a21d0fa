#if REAL_IS_DOUBLE
using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>The gradient that goes back over checkpoints, by differences; that it has the bits of a whole pass says the rest.</summary>
public sealed partial class CheckpointTests
{
    public static TheoryData<string> Differentiable =>
        ["ntm Lstm, 1 heads, ReadFirst", "dnc Lstm", "dnc of 3 links a slot", "sdnc Lstm", "sam of 3 heads", "gru of 2 layers"];

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Gradients_are_finite_differences(string name)
    {
        using var rig = new MachineRig(MachineCatalog.All[name], [3, 7, 1, 4, 7, 6]);
        rig.Tape.CheckpointEvery = 3;
        Real[] block = rig.Gradient();
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
                    return rig.Objective();
                }
            }
        }
    }
}
#endif
