using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NeuralMemory.Results.Tests;

/// <summary>Reads .npz files by the words of the format, and shares nothing with what writes them.</summary>
internal sealed record PlainNpy(string Dictionary, byte[] Numbers)
{
    public static Dictionary<string, PlainNpy> ReadAll(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        Dictionary<string, PlainNpy> arrays = [];
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream stream = entry.Open();
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            arrays.Add(entry.FullName, Read(bytes.ToArray()));
        }

        return arrays;
    }

    public static PlainNpy Read(byte[] file)
    {
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], file[..8]);
        int end = 10 + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        Assert.Equal(0, end % 64);
        string dictionary = Encoding.ASCII.GetString(file, 10, end - 10);
        Assert.Equal('\n', dictionary[^1]);
        return new(dictionary.TrimEnd(), file[end..]);
    }

    public float[] Floats() => [.. Numbers.Chunk(4).Select(bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes))];
}
