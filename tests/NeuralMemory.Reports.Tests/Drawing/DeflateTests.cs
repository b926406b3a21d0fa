using System.IO.Compression;

namespace NeuralMemory.Reports.Tests;

public sealed class DeflateTests
{
    public static TheoryData<int, int> Kinds => new()
    {
        { 0, 1 }, { 1, 1 }, { 2, 2 }, { 1000, 1 }, { 1000, 2 }, { 5000, 3 }, { 70_000, 200 }, { 40_000, 256 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_compressed_is_read_back(int length, int values)
    {
        // Numbers without a pattern, then a run of one, and all of it again, nearer and farther than can be looked back.
        uint state = 12345;
        byte[] part = [.. Enumerable.Range(0, length)
            .Select(_ => (byte)(((state = state * 1664525 + 1013904223) >> 16 & 0xff) % values))];
        byte[] data = [.. part, .. new byte[length / 3], .. part, .. part.Take(7)];
        byte[] stream = Deflate.Compress(data);
        using ZLibStream inflated = new(new MemoryStream(stream), CompressionMode.Decompress);
        using MemoryStream found = new();
        inflated.CopyTo(found);
        Assert.Equal(data, found.ToArray());
        Assert.True(values > 16 || stream.Length < 64 + data.Length / 2, $"{data.Length} bytes became {stream.Length}");
    }

    [Fact]
    public void The_same_bytes_become_the_same_stream_on_every_system() => Assert.Equal(
        "78014B4C4A4EC18701CB200C51", Convert.ToHexString(Deflate.Compress("abcdabcdabcdabcdabcdabcdabcdabcd"u8)));
}
