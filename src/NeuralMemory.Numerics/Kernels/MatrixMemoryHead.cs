namespace NeuralMemory.Numerics;

/// <summary>
/// One head of one sequence, laid out for <see cref="MatrixMemoryKernels"/>: rows of whole panels, with zeros behind what is there. The
/// memory itself lies in panels (<see cref="PanelLayout"/>), as a matrix of D inputs and V outputs.
/// </summary>
public unsafe struct MatrixMemoryHead
{
    /// <summary>T, the number of steps.</summary>
    public int Steps { get; set; }

    /// <summary>D, the numbers of a key.</summary>
    public int KeyNumbers { get; set; }

    /// <summary>V, the numbers of a value.</summary>
    public int ValueNumbers { get; set; }

    /// <summary>[T, KeyWidth]</summary>
    public Real* Queries { get; set; }

    /// <summary>[T, KeyWidth] scaled.</summary>
    public Real* Keys { get; set; }

    /// <summary>[T, ValueWidth]</summary>
    public Real* Values { get; set; }

    /// <summary>[T] f, after stabilisation.</summary>
    public Real* Decays { get; set; }

    /// <summary>[T] i, after stabilisation.</summary>
    public Real* Strengths { get; set; }

    /// <summary>[T] e^-m before a step, what the read is divided by after it.</summary>
    public Real* Divisors { get; set; }

    /// <summary>[T] n . q, which a step writes.</summary>
    public Real* Overlaps { get; set; }

    /// <summary>[ValueWidth / P][D][P] C.</summary>
    public Real* Memory { get; set; }

    /// <summary>[KeyWidth] n.</summary>
    public Real* Normalizer { get; set; }

    /// <summary>[KeyWidth] for what is written.</summary>
    public Real* Written { get; set; }

    /// <summary>D in whole panels.</summary>
    public readonly int KeyWidth => AttentionBlocks.Padded(KeyNumbers);

    /// <summary>V in whole panels.</summary>
    public readonly int ValueWidth => AttentionBlocks.Padded(ValueNumbers);

    /// <summary>The numbers of the memory, padding included.</summary>
    public readonly int MemoryLength => KeyNumbers * ValueWidth;

    /// <summary>How the memory lies.</summary>
    public readonly PanelLayout Layout => new(KeyNumbers, ValueWidth);
}
