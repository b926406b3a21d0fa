namespace NeuralMemory.Numerics;

/// <summary>Where <see cref="FastWeightKernels.Backward"/> adds the gradients of one head of one sequence.</summary>
public unsafe struct FastWeightGradient
{
    /// <summary>[T, D] of the queries, divided by their lengths.</summary>
    public Real* Queries { get; set; }

    /// <summary>[T, D] of the keys, likewise.</summary>
    public Real* Keys { get; set; }

    /// <summary>[T] of the strengths.</summary>
    public Real* Strengths { get; set; }

    /// <summary>[T] of the decays.</summary>
    public Real* Decays { get; set; }

    /// <summary>[D, P] of the panel's memory: from after the last step to before the first.</summary>
    public Real* Memory { get; set; }

    /// <summary>[T, P] of what was read of the panel; becomes that of the values.</summary>
    public Real* Values { get; set; }

    /// <summary>
    /// [(chunk + 1) D P + (2 chunk + 1) P] room for the memories that are computed anew, with a chunk's number of steps
    /// (<see cref="FastWeightHead.StepsOfChunk"/>).
    /// </summary>
    public Real* Room { get; set; }

    /// <summary>How many numbers <see cref="Room"/> has.</summary>
    public static int RoomOf(in FastWeightHead head)
    {
        int chunk = FastWeightHead.StepsOfChunk(head.Steps);
        return (chunk + 1) * head.MemoryNumbers + (2 * chunk + 1) * FastWeightHead.PanelWidth;
    }
}
