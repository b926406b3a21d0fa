namespace NeuralMemory.Autodiff.Tests;

/// <summary>What is not a number must show: a run stops at the first one, so no primitive may turn one into a number.</summary>
public sealed class NonFiniteTests
{
    public static TheoryData<string, int> Cases => EveryPrimitiveTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_nan_in_an_input_reaches_an_output(string name, int index)
    {
        using var trial = new PrimitiveTrial(PrimitiveCases.All[name][index]);
        double[][] inputs = trial.DrawInputs(5);
        double[] outputs = Array.ConvertAll(trial.Outputs(inputs), x => (double)x);
        for (int i = 0; i < inputs.Length; i++)
            for (int j = 0; j < inputs[i].Length; j++)
            {
                double[][] poisoned = [.. inputs.Select(input => (double[])input.Clone())];
                // Where another number makes no difference, a NaN need not either: a head that does not read, a row without a mask.
                poisoned[i][j] += 0.5;
                if (outputs.SequenceEqual(trial.Outputs(poisoned).Select(x => (double)x)))
                    continue;
                poisoned[i][j] = double.NaN;
                Assert.True(trial.Outputs(poisoned).Any(x => !Real.IsFinite(x)),
                    $"{name} {index}: a NaN in input {i}, element {j}, is gone");
            }
    }
}
