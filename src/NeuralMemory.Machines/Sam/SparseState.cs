using System.Buffers;
using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>The sparse memory that a step leaves, and what it lets one see of it.</summary>
public sealed class SparseState
{
    private Tape _tape = null!;

    /// <summary>The memory after this step's writes. The next step changes it in place: then this one is of no use any more.</summary>
    public SparseMemory Memory { get; private set; } = null!;

    internal static SparseState Of(Tape tape, SparseMemory memory)
    {
        SparseState state = tape.Rent<SparseState>();
        (state._tape, state.Memory) = (tape, memory);
        return state;
    }

    /// <summary>Names what it holds, as long as the next step has not been made.</summary>
    internal void Describe(ITraceWriter trace)
    {
        int slots = SparseTrace.SlotsOf(Memory.Slots);
        trace.Write(SparseTrace.Recency, RecencyOf(slots));
        trace.Write(SparseTrace.Memory, _tape.SparseContent(Memory, slots));
    }

    /// <summary>Names a weighting, over slots and by itself.</summary>
    internal void Describe(ITraceWriter trace, string name, SparseWeighting weighting)
    {
        trace.Write(name + SparseTrace.OfSlots, _tape.SpreadSlots(weighting, SparseTrace.SlotsOf(Memory.Slots)));
        trace.Write(name + SparseTrace.Names, weighting.Slots);
        trace.Write(name + SparseTrace.Entries, weighting.Weights);
    }

    internal void VisitState(IStateVisitor visitor)
    {
        if (!visitor.SeesStores)
            return;
        if (Memory.Slots > SparseMemory.MostDense)
        {
            Variable rows = _tape.SparseTouched(Memory);
            if (visitor.VisitGrown(SparseTrace.Touched, rows) is { } newRows && newRows != rows)
                Memory = _tape.SparseSetTouched(Memory, newRows);
            return;
        }

        Variable content = _tape.SparseContent(Memory, Memory.Slots), lastUse = _tape.SparseLastUse(Memory, Memory.Slots);
        Variable newContent = visitor.Visit(SparseTrace.Memory, content), newUse = visitor.Visit(SparseTrace.LastUse, lastUse);
        if (newContent != content || newUse != lastUse)
            Memory = _tape.SparseSet(Memory, newContent, newUse);
    }

    /// <summary>[B, n] 1 / (1 + how many steps ago a slot was used); 0 where it never was.</summary>
    private Variable RecencyOf(int slots)
    {
        Variable lastUse = _tape.SparseLastUse(Memory, slots);
        ReadOnlySpan<Real> times = lastUse.Span;
        Real[] recency = ArrayPool<Real>.Shared.Rent(times.Length);
        for (int i = 0; i < times.Length; i++)
            recency[i] = times[i] < -_tape.StepNumber ? 0 : 1 / (1 - times[i]);
        Variable constant = _tape.Constant(recency.AsSpan(0, times.Length), lastUse.Shape);
        ArrayPool<Real>.Shared.Return(recency);
        return constant;
    }
}
