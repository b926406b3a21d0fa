using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NeuralMemory.Results;

/// <summary>
/// A safetensors file open for reading: the header is read and checked at once, the numbers when they are asked for.
/// Not thread-safe.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    private readonly Stream _stream;
    private readonly string _path;
    private readonly long _dataStart;

    private SafetensorsFile(Stream stream, string path)
    {
        (_stream, _path) = (stream, path);
        Span<byte> prefix = stackalloc byte[SafetensorsFormat.PrefixBytes];
        if (stream.Length < prefix.Length)
            throw Damaged($"expected at least {prefix.Length} bytes, found {stream.Length}");
        stream.Position = 0;
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        ulong rest = (ulong)(stream.Length - prefix.Length);
        if (length > rest)
            throw Damaged($"expected a header of {length} bytes, found {rest}");
        if (length > SafetensorsFormat.MaximumHeaderBytes)
            throw Damaged($"a header of {length} bytes is longer than the format allows");
        byte[] header = new byte[length];
        stream.ReadExactly(header);
        _dataStart = stream.Position;
        try
        {
            (Entries, Metadata) = SafetensorsHeader.Parse(header, stream.Length - _dataStart);
        }
        catch (FormatException exception)
        {
            throw Damaged(exception.Message, exception);
        }
    }

    /// <summary>The arrays in the order of their places in the file.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Strings about the file; empty if it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens the file at <paramref name="path"/>.</summary>
    /// <exception cref="RunException">There is no such file, it is no intact safetensors file, or the system refused.</exception>
    public static SafetensorsFile Open(string path) => Storage.Try("read", path, () =>
        Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), path));

    /// <summary>
    /// Reads from <paramref name="stream"/>, which can seek and is closed with this object, or at once if the header is damaged.
    /// </summary>
    /// <exception cref="RunException">It is no intact safetensors file.</exception>
    internal static SafetensorsFile Open(Stream stream, string path)
    {
        try
        {
            return new SafetensorsFile(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads one array.</summary>
    /// <exception cref="RunException">
    /// There is no array of this name, it is not F32, it is too large for memory, or the system refused.
    /// </exception>
    public NamedArray Read(string name)
    {
        SafetensorsEntry entry = Entries.FirstOrDefault(entry => entry.Name == name)
            ?? throw new RunException(RunProblem.Missing, $"'{_path}' has no array '{name}'");
        if (entry.Type != SafetensorsFormat.Float32)
            throw new RunException(RunProblem.Damaged,
                $"'{_path}': '{name}' has the dtype {entry.Type}, expected {SafetensorsFormat.Float32}");
        long count = (entry.End - entry.Begin) / sizeof(float);
        if (count > Array.MaxLength || entry.Shape.Any(length => length > int.MaxValue))
            throw new RunException(RunProblem.Damaged, $"'{_path}': '{name}' is too large for an array");
        return Storage.Try("read", _path, () =>
        {
            float[] data = new float[count];
            _stream.Position = _dataStart + entry.Begin;
            ReadNumbers(data);
            return new NamedArray(name, [.. entry.Shape.Select(length => (int)length)], data);
        });
    }

    /// <summary>Reads all arrays in the order of the file.</summary>
    /// <exception cref="RunException">As for <see cref="Read"/>.</exception>
    public IReadOnlyList<NamedArray> ReadAll() => [.. Entries.Select(entry => Read(entry.Name))];

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private void ReadNumbers(Span<float> numbers)
    {
        const int part = 1 << 28;
        for (Span<float> rest = numbers; !rest.IsEmpty; rest = rest[Math.Min(part, rest.Length)..])
            _stream.ReadExactly(MemoryMarshal.AsBytes(rest[..Math.Min(part, rest.Length)]));
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(numbers);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }

    private RunException Damaged(string reason, Exception? inner = null) =>
        new(RunProblem.Damaged, $"'{_path}' is damaged: {reason}", inner);
}
