using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>Numbers that belong to a machine as its parameters do, drawn with them, but never trained.</summary>
public sealed class FixedTensor : IDisposable
{
    private readonly Action<Span<Real>> _draw;
    private NativeBuffer? _numbers;

    internal FixedTensor(string name, Shape shape, Action<Span<Real>> draw) => (Name, Shape, _draw) = (name, shape, draw);

    /// <summary>A unique path, such as <c>initial/memory</c>.</summary>
    public string Name { get; }

    /// <summary>The dimensions.</summary>
    public Shape Shape { get; }

    /// <summary>The numbers, row-major.</summary>
    /// <exception cref="InvalidOperationException">The parameter set is not complete yet.</exception>
    public ReadOnlySpan<Real> Span => _numbers is { } numbers
        ? numbers.Span
        : throw new InvalidOperationException($"'{Name}' has no values before ParameterSet.Complete");

    /// <summary>Takes the place of what was drawn, such as what was drawn on another machine, whose logarithms end in other bits.</summary>
    /// <param name="numbers">As many as the shape has, row-major.</param>
    /// <exception cref="ArgumentException">There are more or fewer of them.</exception>
    /// <exception cref="InvalidOperationException">The parameter set is not complete yet.</exception>
    public void CopyIn(ReadOnlySpan<Real> numbers)
    {
        if (numbers.Length != Shape.Count)
            throw new ArgumentException($"'{Name}' has {Shape.Count} numbers, got {numbers.Length}", nameof(numbers));
        NativeBuffer own = _numbers ?? throw new InvalidOperationException($"'{Name}' has no values before ParameterSet.Complete");
        numbers.CopyTo(own.Span);
    }

    /// <inheritdoc/>
    public void Dispose() => _numbers?.Dispose();

    internal void Draw()
    {
        _numbers = new NativeBuffer(Shape.Count);
        _draw(_numbers.Span);
    }
}
