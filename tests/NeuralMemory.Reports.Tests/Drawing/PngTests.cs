using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NeuralMemory.Reports.Tests;

public sealed class PngTests
{
    private static readonly (byte, byte, byte)[] Colors = [(255, 255, 255), (200, 0, 0), (0, 0, 7)];

    [Theory]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    [InlineData(300, 40)]
    public void What_is_encoded_is_what_a_reader_finds(int width, int height)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height).Select(i => (byte)(i * i % 3))];
        byte[] png = Png.Encode(width, height, pixels, Colors);
        Dictionary<string, byte[]> chunks = Chunks(png);
        Assert.Equal(["IHDR", "PLTE", "IDAT", "IEND"], chunks.Keys);
        Assert.Equal((width, height), (
            BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"]), BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"].AsSpan(4))));
        Assert.Equal([8, 3, 0, 0, 0], chunks["IHDR"][8..]);
        Assert.Equal([255, 255, 255, 200, 0, 0, 0, 0, 7], chunks["PLTE"]);
        using ZLibStream inflated = new(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        using MemoryStream lines = new();
        inflated.CopyTo(lines);
        Assert.Equal(pixels, lines.ToArray().Chunk(width + 1).SelectMany(line => line[1..]));
        Assert.All(lines.ToArray().Chunk(width + 1), line => Assert.Equal(0, line[0]));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(300, 40)]
    public void What_lets_through_the_ground_says_how_much_for_each_color(int width, int height)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height).Select(i => (byte)(i % 2))];
        Dictionary<string, byte[]> chunks = Chunks(Png.Encode(width, height, pixels, [(1, 2, 3, 0), (4, 5, 6, 128)]));
        Assert.Equal(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], chunks.Keys);
        Assert.Equal([1, 2, 3, 4, 5, 6], chunks["PLTE"]);
        Assert.Equal([0, 128], chunks["tRNS"]);
        using ZLibStream inflated = new(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        using MemoryStream lines = new();
        inflated.CopyTo(lines);
        Assert.Equal(pixels, lines.ToArray().Chunk(width + 1).SelectMany(line => line[1..]));
    }

    [Fact]
    public void Checksums_are_those_of_the_standard()
    {
        // The last chunk of every image: its checksum is known.
        byte[] png = Png.Encode(1, 1, [0], Colors);
        Assert.Equal([0xae, 0x42, 0x60, 0x82], png[^4..]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], png[..8]);
    }

    [Fact]
    public void Pixels_that_do_not_fill_the_image_are_refused() =>
        Assert.Throws<ArgumentException>(() => Png.Encode(2, 2, [0, 0, 0], Colors));

    [Fact]
    public void Maps_of_colors_become_darker_in_even_steps()
    {
        double[] light = [.. ColorMap.Sequential.Colors.Select(LightnessOf)];
        for (int level = 1; level < light.Length; level++)
            Assert.InRange(light[level - 1] - light[level], 0, 1.5);
        double[] sides = [.. ColorMap.Diverging.Colors.Select(LightnessOf)];
        Assert.Equal(sides.Max(), sides[ColorMap.Levels / 2]);
        Assert.Equal("#f6f7f9", ColorMap.Diverging.At(0.5));
        Assert.Equal("#f6f7f9", ColorMap.Sequential.At(0));
    }

    [Fact]
    public void Of_many_cells_each_dot_shows_the_number_of_the_greatest_amount()
    {
        var values = new float[10, 7];
        (values[3, 5], values[9, 0], values[8, 1]) = (0.2f, -3, 2);
        float[,] pooled = HeatMap.Pooled(values, 5, 3);
        Assert.Equal((5, 3), (pooled.GetLength(0), pooled.GetLength(1)));
        Assert.Equal((0.2f, -3f), (pooled[1, 1], pooled[4, 0]));
        Assert.Equal(2, pooled.Cast<float>().Count(value => value != 0));
        Assert.Same(values, HeatMap.Pooled(values, 10, 7));
    }

    [Fact]
    public void Scales_end_where_they_say()
    {
        Assert.Equal((0, 0.1, 1), (ValueScale.Weights[0], Math.Round(ValueScale.Weights[0.01], 9), ValueScale.Weights[2]));
        Assert.Equal((0, 0.5, 1), (ValueScale.Signed(3)[-3], ValueScale.Signed(3)[0], ValueScale.Signed(3)[3]));
        Assert.Equal(0.25, ValueScale.Unit[0.25]);
    }

    private static Dictionary<string, byte[]> Chunks(byte[] png)
    {
        Dictionary<string, byte[]> chunks = [];
        for (int at = 8, length; at < png.Length; at += 12 + length)
        {
            length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add(Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
        }

        return chunks;
    }

    /// <summary>L* of CIE 1976.</summary>
    private static double LightnessOf((byte Red, byte Green, byte Blue) color)
    {
        double luminance = 0.2126 * Linear(color.Red) + 0.7152 * Linear(color.Green) + 0.0722 * Linear(color.Blue);
        return 116 * Math.Cbrt(luminance) - 16;

        static double Linear(byte part) => part <= 10 ? part / 255.0 / 12.92 : Math.Pow((part / 255.0 + 0.055) / 1.055, 2.4);
    }
}
