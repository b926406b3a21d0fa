using System.Runtime.InteropServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// A block of numbers outside the managed heap, aligned to a cache line, zero at first. Freed on disposal or finalization. What is not
/// touched of a large one takes no memory on Linux.
/// </summary>
public sealed unsafe class NativeBuffer : IDisposable
{
    /// <summary>A cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    // Of a block that comes from the system itself; 0 for one of the allocator.
    private readonly nuint _mapped;

    /// <summary>Allocates <paramref name="length"/> zeros; a length of 0 is valid.</summary>
    public NativeBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = (nuint)Math.Max(length, 1) * sizeof(Real);
        if (HugePages.IsWorthwhile(bytes))
            Pointer = (Real*)HugePages.Take(HugePages.Round(bytes));
        if (Pointer is not null)
        {
            _mapped = HugePages.Round(bytes);
        }
        else
        {
            Pointer = (Real*)NativeMemory.AlignedAlloc(bytes, Alignment);
            NativeMemory.Clear(Pointer, bytes);
        }

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
        if (_mapped > 0)
            HugePages.Return(Pointer, _mapped);
        else
            NativeMemory.AlignedFree(Pointer);
        GC.RemoveMemoryPressure(Math.Max(Length, 1) * sizeof(Real));
        Pointer = null;
    }
}
