using NeuralMemory.Autodiff;
using NeuralMemory.Autodiff.Tests;

namespace NeuralMemory.Torch.DoubleTests;

/// <summary>
/// Every primitive on both engines: two ways to the same numbers, and to the same gradients, those of the native engine written by hand and
/// checked by finite differences, those of torch by its autograd.
/// </summary>
public sealed class PrimitiveParityTests
{
    public static TheoryData<string, int> Cases => EveryPrimitiveTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_gradients_agree(string name, int index)
    {
        PrimitiveCase primitive = PrimitiveCases.All[name][index];
        using PrimitiveTrial native = new(primitive, engine: NativeEngine.Instance), torch = new(primitive);
        foreach (int seed in (int[])[8, 9])
        {
            double[][] inputs = native.DrawInputs(seed);
            Agreement.Of([native.Outputs(inputs)], [torch.Outputs(inputs)], _ => "outputs");
            Agreement.Of(native.Pass(inputs), torch.Pass(inputs), i => $"gradient of input {i}");
        }
    }
}
