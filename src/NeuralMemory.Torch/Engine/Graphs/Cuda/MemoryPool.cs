using System.Runtime.InteropServices;

namespace NeuralMemory.Torch;

/// <summary><c>at::cuda::MempoolId_t</c>, a pair of numbers: memory that graphs share. Two zeros ask for a new one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct MemoryPool
{
    /// <summary>The first number.</summary>
    public readonly ulong First;

    /// <summary>The second one.</summary>
    public readonly ulong Second;
}
