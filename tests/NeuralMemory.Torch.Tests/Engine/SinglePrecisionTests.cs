using NeuralMemory.Autodiff;
using NeuralMemory.Autodiff.Tests;
using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Torch.Tests;

/// <summary>Both engines in the precision that runs have. That they agree to the last digits is tested in double precision.</summary>
public sealed class SinglePrecisionTests
{
    public static TheoryData<string> Primitives => [.. PrimitiveCases.All.Keys];

    [Theory]
    [MemberData(nameof(Primitives))]
    public void Primitives_agree(string name)
    {
        foreach (PrimitiveCase primitive in PrimitiveCases.All[name])
        {
            using PrimitiveTrial native = new(primitive, engine: NativeEngine.Instance), torch = new(primitive);
            double[][] inputs = native.DrawInputs(8);
            Close.Within(Close.OutputTolerance, Doubles(native.Outputs(inputs)), torch.Outputs(inputs), "outputs");
            AssertClose(native.Pass(inputs), torch.Pass(inputs), i => $"gradient of input {i}");
        }
    }

    [Theory]
    [InlineData("ntm Lstm, 3 heads, ReadFirst")]
    [InlineData("ntm whose shifts go round twice")]
    [InlineData("gru, bidirectional")]
    [InlineData("dnc, masked True, deallocate True, sharpen True")]
    [InlineData("dnc of 3 links a slot")]
    [InlineData("dnc, bidirectional")]
    public void Machines_agree(string name)
    {
        int[] lengths = [9, 4, 9, 1];
        MachineConfig config = MachineCatalog.All[name];
        using MachineRig native = new(config, lengths, engine: NativeEngine.Instance) { Noise = StreamKey.FromSeed(9) },
            torch = new(config, lengths) { Noise = StreamKey.FromSeed(9) };
        Close.Within(Close.OutputTolerance, Doubles(native.Forward()), torch.Forward(), "answers");
        ParameterSet parameters = native.Machine.Parameters;
        AssertClose(Tensors(parameters, native.Gradient()), Tensors(parameters, torch.Gradient()), i => $"gradient of tensor {i}");
    }

    private static void AssertClose(Real[][] expected, Real[][] actual, Func<int, string> name)
    {
        // What is nothing but rounding, beside a gradient of some size, agrees with nothing.
        double noise = 1e-6 * expected.Max(tensor => tensor.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Close.Within(Close.GradientTolerance, Doubles(expected[i]), actual[i], name(i), noise);
    }

    private static Real[][] Tensors(ParameterSet parameters, Real[] block) => [.. parameters.Tensors.Select(tensor =>
    {
        var numbers = new Real[tensor.Shape.Count];
        tensor.CopyOut(block, numbers);
        return numbers;
    })];

    private static double[] Doubles(Real[] numbers) => Array.ConvertAll(numbers, x => (double)x);
}
