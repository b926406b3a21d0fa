using NeuralMemory.Autodiff;
using NeuralMemory.Autodiff.Tests;
using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using Xunit.Sdk;

namespace NeuralMemory.Torch.DoubleTests;

/// <summary>The comparison of engines finds a backward pass that is wrong.</summary>
public sealed class WrongBackwardTests
{
    /// <summary>One derivative of many, off by a millionth.</summary>
    [Fact]
    public void A_derivative_that_is_slightly_wrong_is_found()
    {
        PrimitiveCase tanh = PrimitiveCases.All[nameof(Tape.Tanh)][0];
        using PrimitiveTrial native = new(tanh, engine: NativeEngine.Instance), torch = new(tanh);
        double[][] inputs = native.DrawInputs(8);
        Real[][] right = native.Pass(inputs), wrong = [.. right.Select(gradient => (Real[])gradient.Clone())];
        wrong[0][3] *= 1 + 1e-6;
        Agreement.Of(right, torch.Pass(inputs), i => $"input {i}");
        Assert.Throws<FailException>(() => Agreement.Of(wrong, torch.Pass(inputs), i => $"input {i}"));
    }

    /// <summary>
    /// A machine that answers as the other does, and whose usage passes no gradient to the write weightings: a primitive with a term
    /// missing in its backward pass.
    /// </summary>
    [Fact]
    public void A_primitive_whose_backward_pass_lacks_a_term_is_found()
    {
        DncConfig dnc = MachineCatalog.Dnc();
        int[] lengths = [6, 4];
        using MachineRig whole = new(dnc, lengths, engine: NativeEngine.Instance), torch = new(dnc, lengths),
            lacking = new(dnc with { UsageGradient = false }, lengths, engine: NativeEngine.Instance);
        MachineParityTests.Compare(whole, torch);
        Agreement.Of([lacking.Forward()], [torch.Forward()], _ => "answers");
        Assert.Throws<FailException>(() => MachineParityTests.Compare(lacking, torch));
    }
}
