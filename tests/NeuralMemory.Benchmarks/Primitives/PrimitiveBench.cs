using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// A tape without parameters whose inputs are given gradients, and the buffers that a benchmark of one primitive lends it.
/// </summary>
internal sealed class PrimitiveBench : IDisposable
{
    private readonly ParameterSet _none = new ParameterSet().Complete();
    private readonly List<NativeBuffer> _buffers = [];

    public PrimitiveBench()
    {
        Tape = NativeEngine.Instance.NewTape(_none);
        Tape.TracksInputs = true;
    }

    public Tape Tape { get; }

    /// <summary>Frees <paramref name="buffer"/> with the bench.</summary>
    public NativeBuffer Keep(NativeBuffer buffer)
    {
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Zeros that are freed with the bench.</summary>
    public NativeBuffer Zeros(int count) => Keep(new NativeBuffer(count));

    /// <summary>An input of the primitive.</summary>
    public Variable Input(NativeBuffer values, Shape shape) => Tape.Constant(values.Span, shape);

    /// <summary>The backward pass of one output.</summary>
    public void Backward(Variable output, NativeBuffer gradient)
    {
        Tape.Seed(output, gradient.Span);
        Tape.BackwardFromSeeds();
    }

    /// <summary>Part <paramref name="index"/> of <paramref name="count"/> equal parts of a buffer.</summary>
    public static Span<Real> Part(NativeBuffer buffer, int index, int count)
    {
        int size = (int)buffer.Length / count;
        return buffer.Span.Slice(index * size, size);
    }

    public void Dispose()
    {
        Tape.Dispose();
        _none.Dispose();
        foreach (NativeBuffer buffer in _buffers)
            buffer.Dispose();
    }
}
