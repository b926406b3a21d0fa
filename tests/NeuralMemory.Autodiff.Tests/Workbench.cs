using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>A recording tape whose inputs are differentiated too, with its parameters.</summary>
internal sealed class Workbench : IDisposable
{
    public Workbench(Action<ParameterScope>? declare = null)
    {
        Parameters = new ParameterSet();
        declare?.Invoke(new ParameterScope(Parameters, StreamKey.FromSeed(1)));
        Parameters.Complete();
        Tape = EngineUnderTest.NewTape(Parameters);
        Tape.TracksInputs = true;
        Tape.Reset(1);
    }

    public ParameterSet Parameters { get; }

    public Tape Tape { get; }

    /// <summary>A differentiable input of these numbers.</summary>
    public Variable Input(ReadOnlySpan<double> data, Shape shape)
    {
        Assert.Equal(shape.Count, data.Length);
        return Tape.Constant(Array.ConvertAll(data.ToArray(), x => (Real)x), shape);
    }

    /// <summary>Adds the tensor to the output's gradient before the backward pass.</summary>
    public void Seed(Variable output, GoldenTensor cotangent) => Tape.Seed(output, cotangent.ToReal());

    /// <summary>The gradient that reached a variable; zeros when none did.</summary>
    public static Real[] GradientOf(Variable variable) =>
        variable.HasGradient ? variable.GradientSpan.ToArray() : new Real[variable.Shape.Count];

    public void Dispose()
    {
        Tape.Dispose();
        Parameters.Dispose();
    }
}
