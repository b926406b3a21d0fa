using System.Buffers.Binary;
using System.IO.Compression;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// A PNG image of at most 256 colors (ISO/IEC 15948), which keeps a map of a million cells small. The same image gives the same bytes;
/// small ones, which are not compressed, on every system.
/// </summary>
public static class Png
{
    /// <summary>The most bytes that are stored as they are: compression would save little, and depends on the system's library.</summary>
    private const int MostStored = 4096;

    private const int BytePalette = 3;

    /// <summary>An image.</summary>
    /// <param name="width">Its width, at least 1.</param>
    /// <param name="height">Its height, at least 1.</param>
    /// <param name="pixels">[height, width] the colors, by their places in the palette.</param>
    /// <param name="palette">The colors as red, green and blue, at most 256.</param>
    /// <exception cref="ArgumentException">There are not as many pixels, or too many colors.</exception>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> pixels, IReadOnlyList<(byte Red, byte Green, byte Blue)> palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        return Encode(width, height, pixels, palette, alphas: [], isSmallest: true);
    }

    /// <summary>
    /// An image that lets through what is behind it, so that it fits light grounds and dark ones; made in little time, and of the same
    /// bytes on every system.
    /// </summary>
    /// <param name="width">Its width, at least 1.</param>
    /// <param name="height">Its height, at least 1.</param>
    /// <param name="pixels">[height, width] the colors, by their places in the palette.</param>
    /// <param name="palette">The colors as red, green, blue and how opaque they are, at most 256.</param>
    /// <exception cref="ArgumentException">There are not as many pixels, or too many colors.</exception>
    public static byte[] Encode(
        int width, int height, ReadOnlySpan<byte> pixels, IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        return Encode(width, height, pixels, [.. palette.Select(color => (color.Red, color.Green, color.Blue))],
            [.. palette.Select(color => color.Alpha)], isSmallest: false);
    }

    private static byte[] Encode(
        int width, int height, ReadOnlySpan<byte> pixels, IReadOnlyList<(byte Red, byte Green, byte Blue)> palette,
        ReadOnlySpan<byte> alphas, bool isSmallest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(palette.Count, 256);
        if (pixels.Length != width * height)
            throw new ArgumentException($"{width} x {height} pixels are {width * height}, not {pixels.Length}", nameof(pixels));
        using MemoryStream png = new();
        png.Write([0x89, .. "PNG\r\n"u8, 0x1a, 0x0a]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, BytePalette);
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "PLTE"u8, [.. palette.SelectMany(color => (byte[])[color.Red, color.Green, color.Blue])]);
        if (alphas.Length > 0)
            Chunk(png, "tRNS"u8, alphas);
        byte[] lines = Filtered(width, height, pixels);
        Chunk(png, "IDAT"u8, isSmallest ? Smallest(lines) : Deflate.Compress(lines));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>An image that a picture or a page has in itself.</summary>
    public static string DataUri(ReadOnlySpan<byte> png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";

    /// <summary>Each line begins with a byte that says how it was filtered: not at all.</summary>
    private static byte[] Filtered(int width, int height, ReadOnlySpan<byte> pixels)
    {
        var lines = new byte[(width + 1) * height];
        for (int line = 0; line < height; line++)
            pixels.Slice(line * width, width).CopyTo(lines.AsSpan(line * (width + 1) + 1));
        return lines;
    }

    private static byte[] Smallest(byte[] lines)
    {
        using MemoryStream compressed = new();
        if (lines.Length > MostStored)
        {
            using (ZLibStream deflated = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
                deflated.Write(lines);
            return compressed.ToArray();
        }

        // A zlib stream of one stored block (RFC 1950 and 1951).
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)lines.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(number[2..], (ushort)~lines.Length);
        compressed.Write([0x78, 0x01, 0x01, .. number]);
        compressed.Write(lines);
        BinaryPrimitives.WriteUInt32BigEndian(number, Deflate.AdlerOf(lines));
        compressed.Write(number);
        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(name);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Append(content, Crc32.Append(name)));
        png.Write(number);
    }
}
