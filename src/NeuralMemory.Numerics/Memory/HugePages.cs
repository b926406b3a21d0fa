using System.Runtime.InteropServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Large blocks straight from Linux. It is asked to back them with pages of 2 MiB: a pass over the memory of a batch touches thousands of
/// small pages, more than the processor remembers the addresses of. What is not touched takes no memory, and what is given back is
/// given back at once. Elsewhere, and for small blocks, the allocator serves.
/// </summary>
internal static unsafe partial class HugePages
{
    private const nuint PageSize = 2 << 20;
    private const int AdviseHugePages = 14, ReadAndWrite = 1 | 2, PrivateAnonymous = 0x02 | 0x20;

    /// <summary>Whether a block of this size comes from here.</summary>
    public static bool IsWorthwhile(nuint bytes) => OperatingSystem.IsLinux() && bytes >= PageSize / 2;

    /// <summary>The size of a block: whole pages, so that its last part is not left to small ones.</summary>
    public static nuint Round(nuint bytes) => (bytes + PageSize - 1) / PageSize * PageSize;

    /// <summary>A block of zeros that begins with a page.</summary>
    /// <param name="bytes">A size that <see cref="Round"/> gave.</param>
    /// <returns>The block; null where the system refuses.</returns>
    public static void* Take(nuint bytes)
    {
        // Only with a page more is there surely a place in it where a page can begin.
        nuint all = bytes + PageSize;
        nint mapped = Map(0, all, ReadAndWrite, PrivateAnonymous, -1, 0);
        if (mapped == -1)
            return null;
        nuint before = (PageSize - (nuint)mapped % PageSize) % PageSize;
        byte* block = (byte*)mapped + before;
        if (before > 0)
            _ = Unmap((void*)mapped, before);
        _ = Unmap(block + bytes, all - before - bytes);
        // Where the system refuses, nothing happens.
        _ = Advise(block, bytes, AdviseHugePages);
        return block;
    }

    /// <summary>Gives a block back.</summary>
    public static void Return(void* block, nuint bytes) => _ = Unmap(block, bytes);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
