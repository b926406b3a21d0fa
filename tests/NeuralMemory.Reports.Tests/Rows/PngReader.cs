using System.Buffers.Binary;
using System.IO.Compression;

namespace NeuralMemory.Reports.Tests;

/// <summary>Reads an image that a page has in itself.</summary>
internal static class PngReader
{
    /// <summary>Its size, and the places of its colors line by line.</summary>
    public static (int Width, int Height, byte[] Pixels) Read(string uri)
    {
        byte[] png = Convert.FromBase64String(uri[(uri.IndexOf(',', StringComparison.Ordinal) + 1)..]);
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        for (int at = 8; ;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                using ZLibStream inflated = new(new MemoryStream(png, at + 8, length), CompressionMode.Decompress);
                using MemoryStream lines = new();
                inflated.CopyTo(lines);
                return (width, height, [.. lines.ToArray().Chunk(width + 1).SelectMany(line => line[1..])]);
            }

            at += 12 + length;
        }
    }
}
