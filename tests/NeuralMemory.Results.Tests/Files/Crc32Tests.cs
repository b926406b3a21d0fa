using System.Text;

namespace NeuralMemory.Results.Tests;

public static class Crc32Tests
{
    /// <summary>The check value of the catalogue of parametrised CRC algorithms, and those of zlib's crc32.</summary>
    [Theory]
    [InlineData("123456789", 0xcbf43926)]
    [InlineData("", 0)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414fa339)]
    public static void It_is_that_of_the_books(string text, uint checksum) =>
        Assert.Equal(checksum, Crc32.Append(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public static void Every_length_and_every_cut_gives_what_one_bit_after_the_other_gives()
    {
        byte[] bytes = [.. Enumerable.Range(0, 700).Select(each => (byte)(each * each * 31 + (each >> 3)))];
        for (int length = 0; length <= bytes.Length; length++)
        {
            uint wanted = OneBitAfterTheOther(bytes.AsSpan(0, length));
            Assert.Equal(wanted, Crc32.Append(bytes.AsSpan(0, length)));
            Assert.Equal(wanted, ~Crc32.ByTable(bytes.AsSpan(0, length), uint.MaxValue));
            Assert.Equal(wanted, Crc32.Append(bytes.AsSpan(length / 3, length - length / 3), Crc32.Append(bytes.AsSpan(0, length / 3))));
        }
    }

    private static uint OneBitAfterTheOther(ReadOnlySpan<byte> bytes)
    {
        uint state = uint.MaxValue;
        foreach (byte each in bytes)
        {
            state ^= each;
            for (int bit = 0; bit < 8; bit++)
                state = (state & 1) != 0 ? 0xedb88320 ^ (state >> 1) : state >> 1;
        }

        return ~state;
    }
}
