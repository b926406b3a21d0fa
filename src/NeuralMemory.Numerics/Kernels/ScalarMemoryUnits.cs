namespace NeuralMemory.Numerics;

/// <summary>Some units of a scalar memory in one row, for <see cref="ScalarMemoryKernels"/>: those of one head.</summary>
public unsafe struct ScalarMemoryUnits
{
    /// <summary>D, the units.</summary>
    public int Count { get; set; }

    /// <summary>C, how far quantities of the same unit are apart in <see cref="Gates"/>, <see cref="State"/> and <see cref="Saved"/>.</summary>
    public int Stride { get; set; }

    /// <summary>Pre-activations in the order input, forget, cell, output, each C after the one before.</summary>
    public Real* Gates { get; set; }

    /// <summary>[4 D] what the last hidden state adds to them; null for nothing.</summary>
    public Real* Recurrent { get; set; }

    /// <summary>h, c, n, m of the step before, which become those of this one.</summary>
    public Real* State { get; set; }

    /// <summary>
    /// Receives what the way back needs: i and f after stabilisation, tanh(z), sigmoid(o), what a change of the forget gate's
    /// pre-activation does to log f, c, and n.
    /// </summary>
    public Real* Saved { get; set; }
}
