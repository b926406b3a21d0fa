using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// All parameters of one machine in one block of memory. Gradients and optimizer state use blocks of the same length and
/// layout, so that an optimizer is one loop over numbers. Padding in the block is zero and receives no gradient.
/// </summary>
public sealed unsafe class ParameterSet : IDisposable
{
    /// <summary>The longest block, padding included: its numbers are counted by an <see cref="int"/>.</summary>
    public const int MaxLength = int.MaxValue / Line * Line;

    /// <summary>The numbers of a cache line; each parameter begins on one.</summary>
    private const int Line = NativeBuffer.Alignment / sizeof(Real);

    private readonly List<Parameter> _items = [];
    private readonly List<Action<Span<Real>>> _initializations = [];
    private readonly List<FixedTensor> _fixed = [];
    private NativeBuffer? _block;

    /// <summary>The parameters in the order of their declaration.</summary>
    public IReadOnlyList<Parameter> Items => _items;

    /// <summary>What is drawn with the parameters and never trained.</summary>
    public IReadOnlyList<FixedTensor> Fixed => _fixed;

    /// <summary>The plain tensors of all parameters, in order.</summary>
    public IEnumerable<PlainTensor> Tensors => _items.SelectMany(item => item.Tensors);

    /// <summary>The length of the block, padding included.</summary>
    public int Length { get; private set; }

    /// <summary>How many numbers are trained, padding excluded: the parameter count that papers give.</summary>
    public int Count => _items.Sum(item => item.Shape.Count);

    /// <summary>The block's first number.</summary>
    /// <exception cref="InvalidOperationException">The set is not complete yet.</exception>
    internal Real* Values => _block is { } block
        ? block.Pointer
        : throw new InvalidOperationException("the parameters have no values before ParameterSet.Complete");

    /// <summary>The whole block.</summary>
    public Span<Real> Block => new(Values, Length);

    /// <summary>Declares a plain tensor; <paramref name="initialize"/> fills its values once the set is complete.</summary>
    /// <exception cref="ParameterLimitException">The block would be longer than <see cref="MaxLength"/>.</exception>
    internal Parameter Declare(string name, Shape shape, Action<Span<Real>> initialize, bool isTable = false)
    {
        Require(name, shape.LongCount);
        return Add(new Parameter(this, _items.Count, name, Length, shape) { IsTable = isTable }, initialize);
    }

    /// <summary>Declares a packed linear layer; <paramref name="initialize"/> fills its packed values once the set is complete.</summary>
    /// <exception cref="ParameterLimitException">The block would be longer than <see cref="MaxLength"/>.</exception>
    internal Parameter Declare(string name, PanelLayout layout, bool hasBias, Action<Span<Real>> initialize)
    {
        Require(name, layout.LongLength);
        return Add(new Parameter(this, _items.Count, name, Length, layout, hasBias), initialize);
    }

    /// <summary>What of a block laid out like the parameters is touched before anything is known of tables: all but them.</summary>
    /// <returns>Null where there is no table.</returns>
    internal TouchedNumbers? TouchedBeside()
    {
        if (!_items.Exists(item => item.IsTable))
            return null;
        TouchedNumbers touched = new(Length);
        foreach (Parameter parameter in _items)
        {
            if (!parameter.IsTable)
                touched.Add(parameter.Offset, parameter.Length);
        }

        return touched;
    }

    /// <summary>Declares numbers that are drawn once the set is complete, and never trained.</summary>
    internal FixedTensor DeclareFixed(string name, Shape shape, Action<Span<Real>> draw)
    {
        var tensor = new FixedTensor(name, shape, draw);
        _fixed.Add(tensor);
        return tensor;
    }

    /// <summary>Allocates the block and gives every parameter its initial values. Nothing can be declared afterwards.</summary>
    public ParameterSet Complete()
    {
        _block = new NativeBuffer(Length);
        for (int i = 0; i < _items.Count; i++)
            _initializations[i](_block.Span.Slice(_items[i].Offset, _items[i].Length));
        _initializations.Clear();
        _fixed.ForEach(tensor => tensor.Draw());
        return this;
    }

    /// <summary>
    /// The first number of a block that is not finite, by the name of its tensor and its place there:
    /// <c>'output/weight' [3, 5]: NaN</c>. Null when all are.
    /// </summary>
    /// <param name="block">[<see cref="Length"/>] laid out like the parameters: values, gradients, an optimizer's state.</param>
    public string? FindNonFinite(ReadOnlySpan<Real> block)
    {
        foreach (PlainTensor tensor in Tensors)
        {
            var numbers = new Real[tensor.Shape.Count];
            tensor.CopyOut(block, numbers);
            int at = Array.FindIndex(numbers, number => !Real.IsFinite(number));
            if (at >= 0)
                return PlaceIn(tensor.Name, tensor.Shape, at, numbers[at]);
        }

        return null;
    }

    /// <summary>How messages name a number of a tensor.</summary>
    internal static string PlaceIn(string name, Shape shape, int at, Real value)
    {
        string indices = "";
        for (int axis = shape.Rank - 1; axis >= 0; at /= shape[axis--])
            indices = $"{at % shape[axis]}{(indices.Length > 0 ? ", " : "")}{indices}";
        return $"'{name}' [{indices}]: {value}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _block?.Dispose();
        _fixed.ForEach(tensor => tensor.Dispose());
    }

    private void Require(string name, long length)
    {
        if (Length + length > MaxLength)
            throw new ParameterLimitException(name, Length + length);
    }

    private Parameter Add(Parameter parameter, Action<Span<Real>> initialize)
    {
        if (_block is not null)
            throw new InvalidOperationException($"the parameter set is complete; '{parameter.Name}' comes too late");
        if (_items.Any(item => item.Name == parameter.Name))
            throw new InvalidOperationException($"there is a parameter '{parameter.Name}' already");
        _items.Add(parameter);
        _initializations.Add(initialize);
        Length += (parameter.Length + Line - 1) / Line * Line;
        return parameter;
    }
}
