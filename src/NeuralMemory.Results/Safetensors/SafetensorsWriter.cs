using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NeuralMemory.Results;

/// <summary>
/// Writes float32 arrays in the safetensors format: eight bytes with the header's length, little-endian; a JSON header with the type, shape
/// and place of each array; the numbers, little-endian, one array after the other without gaps. Equal input gives equal bytes.
/// </summary>
public static class SafetensorsWriter
{
    /// <summary>Writes a whole file to <paramref name="stream"/>, the arrays in the given order.</summary>
    /// <param name="stream">Where to; need not seek.</param>
    /// <param name="arrays">The arrays; names are unique.</param>
    /// <param name="metadata">Strings about the file, in order; null for none.</param>
    /// <exception cref="ArgumentException">Two arrays have the same name.</exception>
    public static void Write(Stream stream, IEnumerable<NamedArray> arrays, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NamedArray[] all = [.. arrays];
        byte[] header = Header(all, metadata);
        Span<byte> prefix = stackalloc byte[SafetensorsFormat.PrefixBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (NamedArray array in all)
            WriteNumbers(stream, array.Data.Span);
    }

    private static byte[] Header(NamedArray[] arrays, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(SafetensorsFormat.MetadataKey);
                foreach ((string key, string value) in metadata)
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            HashSet<string> names = [];
            foreach (NamedArray array in arrays)
            {
                if (!names.Add(array.Name))
                    throw new ArgumentException($"two arrays are called '{array.Name}'", nameof(arrays));
                json.WriteStartObject(array.Name);
                json.WriteString("dtype"u8, SafetensorsFormat.Float32);
                json.WriteStartArray("shape"u8);
                foreach (int length in array.Shape)
                    json.WriteNumberValue(length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets"u8);
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += array.Data.Length * (long)sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while ((SafetensorsFormat.PrefixBytes + buffer.WrittenCount) % SafetensorsFormat.Alignment != 0)
            buffer.Write(" "u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteNumbers(Stream stream, ReadOnlySpan<float> numbers)
    {
        if (BitConverter.IsLittleEndian)
        {
            // In parts, because a span of bytes cannot be longer than 2 GiB.
            const int part = 1 << 28;
            for (; numbers.Length > part; numbers = numbers[part..])
                stream.Write(MemoryMarshal.AsBytes(numbers[..part]));
            stream.Write(MemoryMarshal.AsBytes(numbers));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float number in numbers)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
            stream.Write(bytes);
        }
    }
}
