#if REAL_IS_DOUBLE
namespace NeuralMemory.Autodiff.Tests;

/// <summary>The hand-written backward passes against nothing but the forward ones.</summary>
public sealed class FiniteDifferenceTests
{
    [Theory]
    [MemberData(nameof(EveryPrimitiveTests.Cases), MemberType = typeof(EveryPrimitiveTests))]
    public void Gradients_are_finite_differences(string name, int index)
    {
        using var trial = new PrimitiveTrial(PrimitiveCases.All[name][index]);
        double[][] inputs = trial.DrawInputs(4);
        Real[][] gradients = trial.Pass(inputs);
        for (int i = 0; i < gradients.Length; i++)
        {
            double largest = gradients[i].Max(Math.Abs);
            for (int j = 0; j < gradients[i].Length; j++)
            {
                const double step = 1e-5;
                double numeric = (Moved(i, j, step) - Moved(i, j, -step)) / (2 * step);
                Assert.True(Math.Abs(numeric - gradients[i][j]) <= 1e-8 * Math.Max(largest, 1),
                    $"{name} {index}: input {i}, element {j}: {gradients[i][j]}, by differences {numeric}");
            }
        }

        double Moved(int i, int j, double by)
        {
            double[][] moved = [.. inputs.Select(input => (double[])input.Clone())];
            moved[i][j] += by;
            return trial.Objective(moved);
        }
    }
}
#endif
