using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>The memory after each of some steps, and who had written its slots: as many of them as were asked for so far.</summary>
/// <param name="first">The first step.</param>
/// <param name="heads">The heads.</param>
/// <param name="slots">N.</param>
/// <param name="before">Who had written each slot before the first step.</param>
internal sealed class MemoryStretch(int first, IReadOnlyList<TracedHead> heads, int slots, SlotWriters before) : ITraceWriter
{
    private readonly SlotWriters _writers = before.Copy();
    private readonly List<float[]> _memories = [];
    private readonly List<SlotWriters> _copies = [];
    private bool _isNew;

    /// <summary>The first step.</summary>
    public int First => first;

    /// <summary>The first step that was not asked for yet.</summary>
    public int End => first + _memories.Count;

    /// <summary>How many bytes it takes.</summary>
    public long Bytes => _memories.Count * (long)((_memories.Count == 0 ? 0 : _memories[0].Length) + 2 * slots) * sizeof(float);

    /// <summary>The memory after a step.</summary>
    public float[] MemoryAt(int step) => _memories[step - first];

    /// <summary>Who had written each slot after it.</summary>
    public SlotWriters WritersAt(int step) => _copies[step - first];

    void ITraceWriter.BeginStep(int step)
    {
        _isNew = step == End;
        if (_isNew)
            _copies.Add(_writers);
    }

    void ITraceWriter.Write(string name, Variable value)
    {
        if (!_isNew)
            return;
        ReadOnlySpan<Real> numbers = value.Span;
        foreach (TracedHead head in heads)
            if (head.IsWriter && head.Quantity == name)
                _writers.Write(first + _memories.Count, numbers.Slice(head.Place * slots, slots));
        // A machine tells of its memory last, when all has been written.
        if (name != SteppedPass.Memory)
            return;
        _memories.Add(numbers.ToArray());
        _copies[^1] = _writers.Copy();
        _isNew = false;
    }
}
