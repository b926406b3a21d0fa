using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// One named tensor of a parameter in its plain row-major layout, which is the layout of files. It can be copied out of and into
/// any block that is laid out like the parameters: their values, their gradients, or an optimizer's state.
/// </summary>
public sealed class PlainTensor
{
    private readonly Parameter _parameter;
    private readonly int _inputFrom, _inputCount;

    internal PlainTensor(Parameter parameter, string name, Shape shape, int inputFrom, int inputCount) =>
        (_parameter, Name, Shape, _inputFrom, _inputCount) = (parameter, name, shape, inputFrom, inputCount);

    /// <summary>A unique path, such as <c>controller/lstm0/weight</c>.</summary>
    public string Name { get; }

    /// <summary>The plain shape; [outputs, inputs] for a weight, as PyTorch has it.</summary>
    public Shape Shape { get; }

    /// <summary>Copies this tensor's part of <paramref name="block"/> to <paramref name="destination"/>, row-major.</summary>
    /// <param name="block">A block of <see cref="ParameterSet.Length"/> numbers.</param>
    /// <param name="destination">At least <c>Shape.Count</c> numbers.</param>
    public void CopyOut(ReadOnlySpan<Real> block, Span<Real> destination)
    {
        ReadOnlySpan<Real> source = block.Slice(_parameter.Offset, _parameter.Length);
        if (_parameter.Layout is not { } layout)
            source[..Shape.Count].CopyTo(destination);
        else
            for (int output = 0, i = 0; output < layout.Outputs; output++)
                for (int input = 0; input < _inputCount; input++)
                    destination[i++] = source[layout.IndexOf(_inputFrom + input, output)];
    }

    /// <summary>The inverse of <see cref="CopyOut"/>.</summary>
    public void CopyIn(ReadOnlySpan<Real> source, Span<Real> block)
    {
        Span<Real> destination = block.Slice(_parameter.Offset, _parameter.Length);
        if (_parameter.Layout is not { } layout)
            source[..Shape.Count].CopyTo(destination);
        else
            for (int output = 0, i = 0; output < layout.Outputs; output++)
                for (int input = 0; input < _inputCount; input++)
                    destination[layout.IndexOf(_inputFrom + input, output)] = source[i++];
    }
}
