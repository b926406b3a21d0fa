namespace NeuralMemory.Numerics.Tests;

public sealed unsafe class NativeBufferTests
{
    [Fact]
    public void A_block_is_aligned_and_zero_at_every_length()
    {
        for (int length = 0; length <= 130; length++)
        {
            using var buffer = new NativeBuffer(length);
            Assert.Equal(0u, (nuint)buffer.Pointer % NativeBuffer.Alignment);
            Assert.Equal(length, buffer.Length);
            Assert.Equal(new Real[length], buffer.Span.ToArray());
        }
    }

    [Theory]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 64)]
    [InlineData((2 << 20) - 64)]
    [InlineData(2 << 20)]
    [InlineData(7 << 20)]
    public void A_large_block_is_aligned_and_zero_to_its_end(int bytes)
    {
        for (int again = 0; again < 3; again++)
        {
            using var buffer = new NativeBuffer(bytes / sizeof(Real));
            Assert.Equal(0u, (nuint)buffer.Pointer % NativeBuffer.Alignment);
            Assert.Equal(-1, buffer.Span.IndexOfAnyExcept((Real)0));
            buffer.Span.Fill(1);
        }
    }

    [Fact]
    public void What_is_written_is_read()
    {
        using var buffer = new NativeBuffer(3);
        buffer.Span[2] = 5;
        Assert.Equal(5, buffer.Pointer[2]);
    }

    [Fact]
    public void Disposal_may_be_repeated()
    {
        var buffer = new NativeBuffer(3);
        buffer.Dispose();
        buffer.Dispose();
        Assert.True(buffer.Pointer is null);
    }

    [Fact]
    public void A_negative_length_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new NativeBuffer(-1));
}
