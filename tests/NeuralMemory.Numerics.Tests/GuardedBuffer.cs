namespace NeuralMemory.Numerics.Tests;

/// <summary>Numbers between guards, so that a kernel that writes past its part is caught; unaligned on purpose.</summary>
internal sealed unsafe class GuardedBuffer : IDisposable
{
    private const int Guards = 17;
    private const Real Guard = 12345;
    private readonly NativeBuffer _buffer;

    public GuardedBuffer(int length)
    {
        Length = length;
        _buffer = new NativeBuffer(length + 2 * Guards);
        _buffer.Span.Fill(Guard);
        Span.Clear();
    }

    public GuardedBuffer(ReadOnlySpan<Real> numbers)
        : this(numbers.Length) => numbers.CopyTo(Span);

    public int Length { get; }

    public Real* Pointer => _buffer.Pointer + Guards;

    public Span<Real> Span => new(Pointer, Length);

    public Real this[int index] => Span[index];

    /// <summary>Random numbers of the standard normal distribution.</summary>
    public static GuardedBuffer Random(int length, string name)
    {
        var buffer = new GuardedBuffer(length);
        var stream = new RandomStream(StreamKey.FromSeed(1).Split(name));
        foreach (ref Real x in buffer.Span)
            x = (Real)stream.NextGaussian();
        return buffer;
    }

    public double[] ToDouble() => Array.ConvertAll(Span.ToArray(), x => (double)x);

    public void Dispose()
    {
        Assert.True(_buffer.Span[..Guards].IndexOfAnyExcept(Guard) < 0, "a kernel wrote before its part");
        Assert.True(_buffer.Span[(Guards + Length)..].IndexOfAnyExcept(Guard) < 0, "a kernel wrote past its part");
        _buffer.Dispose();
    }
}
