using System.Runtime.InteropServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// A block of numbers outside the managed heap, aligned to a cache line, zero at first. Freed on disposal or finalization.
/// </summary>
public sealed unsafe class NativeBuffer : IDisposable
{
    /// <summary>A cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    /// <summary>Allocates <paramref name="length"/> zeros; a length of 0 is valid.</summary>
    public NativeBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = HugePages.Round((nuint)Math.Max(length, 1) * sizeof(Real));
        Pointer = (Real*)NativeMemory.AlignedAlloc(bytes, HugePages.AlignmentFor(bytes));
        HugePages.Request(Pointer, bytes);
        NativeMemory.Clear(Pointer, bytes);
        GC.AddMemoryPressure(Math.Max(Length, 1) * sizeof(Real));
    }

    /// <summary>Frees what was not disposed.</summary>
    ~NativeBuffer() => Free();

    /// <summary>The first number.</summary>
    public Real* Pointer { get; private set; }

    /// <summary>How many numbers the block holds.</summary>
    public long Length { get; }

    /// <summary>The block as a span; at most 2^31 - 1 numbers.</summary>
    public Span<Real> Span => new(Pointer, checked((int)Length));

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (Pointer is null)
            return;
        NativeMemory.AlignedFree(Pointer);
        GC.RemoveMemoryPressure(Math.Max(Length, 1) * sizeof(Real));
        Pointer = null;
    }
}
