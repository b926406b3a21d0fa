namespace NeuralMemory.Results;

/// <summary>What the items of a NumPy array are: the <c>descr</c> of its header. Numbers are little-endian.</summary>
/// <param name="Descriptor">Such as <c>&lt;f4</c>.</param>
/// <param name="ItemBytes">The bytes of an item.</param>
public sealed record NpyType(string Descriptor, int ItemBytes)
{
    /// <summary>The bytes of a character of text: UTF-32.</summary>
    internal const int CharacterBytes = 4;

    private static readonly Dictionary<Type, NpyType> OfClr = new()
    {
        [typeof(float)] = new("<f4", sizeof(float)),
        [typeof(double)] = new("<f8", sizeof(double)),
        [typeof(int)] = new("<i4", sizeof(int)),
        [typeof(long)] = new("<i8", sizeof(long)),
        [typeof(byte)] = new("|u1", sizeof(byte)),
        [typeof(bool)] = new("|b1", sizeof(bool)),
    };

    /// <summary>The type of numbers: float, double, int, long, byte or bool.</summary>
    /// <exception cref="NotSupportedException">It is another one.</exception>
    public static NpyType Of<T>()
        where T : unmanaged =>
        OfClr.GetValueOrDefault(typeof(T)) ?? throw new NotSupportedException(
            $"{typeof(T).Name} has no place in a NumPy file; float, double, int, long, byte and bool have");

    /// <summary>Texts of at most so many characters.</summary>
    /// <param name="characters">At least 1: NumPy has no texts of none.</param>
    public static NpyType OfText(int characters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(characters, 1);
        return new(FormattableString.Invariant($"<U{characters}"), CharacterBytes * characters);
    }

    /// <summary>Whether the items are texts.</summary>
    public bool IsText => Descriptor.StartsWith("<U", StringComparison.Ordinal);

    /// <summary>Whether an array of this type can be read as numbers of <typeparamref name="T"/>.</summary>
    internal bool Is<T>() => OfClr.TryGetValue(typeof(T), out NpyType? own) && own == this;

    /// <summary>The type that a header names; null for one that is not read here.</summary>
    internal static NpyType? Parse(string descriptor)
    {
        if (OfClr.Values.FirstOrDefault(type => type.Descriptor == descriptor) is { } known)
            return known;
        return descriptor.StartsWith("<U", StringComparison.Ordinal) && int.TryParse(descriptor.AsSpan(2), out int characters)
            && characters is > 0 and < 1 << 20 ? OfText(characters) : null;
    }
}
