namespace NeuralMemory.Numerics;

/// <summary>What the way back through a head takes and leaves, for <see cref="MatrixMemoryKernels"/>.</summary>
public unsafe struct MatrixMemoryGradient
{
    /// <summary>[T, ValueWidth] of C^T q, before it was divided.</summary>
    public Real* Mixed { get; set; }

    /// <summary>[T] of n . q.</summary>
    public Real* Overlaps { get; set; }

    /// <summary>[T, KeyWidth] receives that of the queries.</summary>
    public Real* Queries { get; set; }

    /// <summary>[T, KeyWidth] receives that of the scaled keys.</summary>
    public Real* Keys { get; set; }

    /// <summary>[T, ValueWidth] receives that of the values.</summary>
    public Real* Values { get; set; }

    /// <summary>[T] receives that of log i.</summary>
    public Real* Inputs { get; set; }

    /// <summary>[T] receives that of log f.</summary>
    public Real* Forgets { get; set; }

    /// <summary>In panels: that of the memory behind a chunk, which becomes that of the memory before it.</summary>
    public Real* Memory { get; set; }

    /// <summary>[KeyWidth] likewise of the normaliser.</summary>
    public Real* Normalizer { get; set; }

    /// <summary>Whether anything depends on the memory behind the chunk.</summary>
    public bool HasFuture { get; set; }

    /// <summary>Whether the memory before the chunk is not zero, or depends on something.</summary>
    public bool HasPast { get; set; }

    /// <summary>[3, Chunk, the larger width] for copies.</summary>
    public Real* Work { get; set; }
}
