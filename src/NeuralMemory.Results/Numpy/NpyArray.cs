using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace NeuralMemory.Results;

/// <summary>An array as NumPy stores it: numbers, truth values or texts, the last axis fastest.</summary>
public sealed class NpyArray
{
    private readonly byte[] _bytes;

    private NpyArray(NpyType type, long[] shape, byte[] bytes) => (Type, Shape, _bytes) = (type, shape, bytes);

    /// <summary>What the items are.</summary>
    public NpyType Type { get; }

    /// <summary>The lengths of the axes; empty for a single item.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>An array of numbers: float, double, int, long, byte or bool.</summary>
    /// <param name="items">As many as the shape has; they are copied.</param>
    /// <param name="shape">The lengths of the axes; none for one axis of all items.</param>
    /// <exception cref="ArgumentException">The shape does not hold so many items.</exception>
    /// <exception cref="NotSupportedException">NumPy has no such type, or it is not written here.</exception>
    public static NpyArray Of<T>(ReadOnlySpan<T> items, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        NpyType type = NpyType.Of<T>();
        byte[] bytes = MemoryMarshal.AsBytes(items).ToArray();
        Turn(bytes, type.ItemBytes);
        return new(type, ShapeOf(items.Length, shape), bytes);
    }

    /// <summary>A single number.</summary>
    public static NpyArray OfNumber<T>(T number)
        where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in number)).ToArray();
        NpyType type = NpyType.Of<T>();
        Turn(bytes, type.ItemBytes);
        return new(type, [], bytes);
    }

    /// <summary>An array of texts, each stored as long as the longest.</summary>
    /// <param name="texts">As many as the shape has.</param>
    /// <param name="shape">The lengths of the axes; none for one axis of all texts.</param>
    /// <exception cref="ArgumentException">The shape does not hold so many.</exception>
    public static NpyArray OfTexts(IReadOnlyList<string> texts, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(texts);
        NpyType type = NpyType.OfText(Math.Max(1, texts.Select(text => text.EnumerateRunes().Count()).DefaultIfEmpty().Max()));
        var bytes = new byte[texts.Count * type.ItemBytes];
        for (int i = 0; i < texts.Count; i++)
        {
            Span<byte> place = bytes.AsSpan(i * type.ItemBytes, type.ItemBytes);
            foreach (Rune rune in texts[i].EnumerateRunes())
            {
                BinaryPrimitives.WriteInt32LittleEndian(place, rune.Value);
                place = place[NpyType.CharacterBytes..];
            }
        }

        return new(type, ShapeOf(texts.Count, shape), bytes);
    }

    /// <summary>A single text.</summary>
    public static NpyArray OfText(string text)
    {
        NpyArray one = OfTexts([text]);
        return new(one.Type, [], one._bytes);
    }

    /// <summary>The numbers, the last axis fastest.</summary>
    /// <exception cref="InvalidOperationException">The array holds items of another type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        if (!Type.Is<T>())
            throw new InvalidOperationException($"the array holds '{Type.Descriptor}', not {typeof(T).Name}");
        byte[] bytes = [.. _bytes];
        Turn(bytes, Type.ItemBytes);
        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }

    /// <summary>The texts, the last axis fastest.</summary>
    /// <exception cref="InvalidOperationException">The array holds no texts.</exception>
    public string[] ToTexts()
    {
        if (!Type.IsText)
            throw new InvalidOperationException($"the array holds '{Type.Descriptor}', no texts");
        // NumPy, too, takes zeros at the end for no part of a text.
        return
        [
            .. _bytes.Chunk(Type.ItemBytes).Select(item => Encoding.UTF32.GetString(item).TrimEnd('\0')),
        ];
    }

    /// <summary>Writes it as a file of its own, <c>.npy</c>.</summary>
    /// <param name="stream">Where to; need not seek.</param>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(NpyFormat.Header(Type, Shape));
        stream.Write(_bytes);
    }

    /// <summary>How long <see cref="WriteTo"/> writes.</summary>
    internal long FileBytes => NpyFormat.Header(Type, Shape).Length + _bytes.LongLength;

    /// <summary>Reads a file of its own, <c>.npy</c>, of at most 2 GiB.</summary>
    /// <exception cref="InvalidDataException">It is no such file, it ends too early, or holds what is not read here; in words.</exception>
    public static NpyArray ReadFrom(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            (NpyType type, long[] shape) = NpyFormat.ReadHeader(stream);
            Int128 length = shape.Aggregate((Int128)type.ItemBytes, (product, axis) => Int128.Min(product * axis, long.MaxValue));
            if (length > Array.MaxLength)
                throw new InvalidDataException($"it has {length} bytes, and at most {Array.MaxLength} can be read at once");
            var bytes = new byte[(int)length];
            stream.ReadExactly(bytes);
            return new(type, shape, bytes);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("it ends too early", exception);
        }
    }

    /// <summary>The items in the order of bytes of a file, or back.</summary>
    internal static void Turn(Span<byte> bytes, int itemBytes)
    {
        if (!BitConverter.IsLittleEndian && itemBytes > 1)
            for (int i = 0; i < bytes.Length; i += itemBytes)
                bytes.Slice(i, itemBytes).Reverse();
    }

    private static long[] ShapeOf(int items, ReadOnlySpan<int> shape)
    {
        if (shape.IsEmpty)
            return [items];
        var lengths = new long[shape.Length];
        UInt128 held = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(shape[i]);
            lengths[i] = shape[i];
            held = UInt128.Min(held * (uint)shape[i], ulong.MaxValue);
        }

        if (held != (uint)items)
            throw new ArgumentException($"the shape ({string.Join(", ", lengths)}) does not hold {items} items", nameof(shape));
        return lengths;
    }
}
