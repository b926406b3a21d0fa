using System.Runtime.InteropServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Asks Linux to back large blocks with pages of 2 MiB: a pass over the memory of a batch touches thousands of small pages, more than the
/// processor remembers the addresses of. Elsewhere, and where the system refuses, nothing happens.
/// </summary>
internal static unsafe partial class HugePages
{
    private const nuint PageSize = 2 << 20;
    private const int AdviseHugePages = 14;

    /// <summary>The alignment that a block of this size is allocated with.</summary>
    public static nuint AlignmentFor(nuint bytes) => IsWorthwhile(bytes) ? PageSize : NativeBuffer.Alignment;

    /// <summary>The size that a block is allocated with: whole pages, so that its last part is not left to small ones.</summary>
    public static nuint Round(nuint bytes) => IsWorthwhile(bytes) ? (bytes + PageSize - 1) / PageSize * PageSize : bytes;

    /// <summary>Makes the request for a block that nobody has touched yet.</summary>
    public static void Request(void* block, nuint bytes)
    {
        if (IsWorthwhile(bytes))
            _ = Advise(block, bytes, AdviseHugePages);
    }

    private static bool IsWorthwhile(nuint bytes) => OperatingSystem.IsLinux() && bytes >= PageSize / 2;

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
