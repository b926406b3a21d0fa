using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// The memories of the sequences of a pass, each in one piece that steps change in place, and, while the backward pass runs, the gradient
/// of the memory as it was at that time. Kept from pass to pass.
/// </summary>
internal sealed class SparseStore : IDisposable
{
    private readonly List<SparseSlots> _memories = [];
    private readonly List<SlotGradients> _gradients = [];
    private int _sequences, _slots, _width, _exhaustive;

    /// <summary>How often it was changed.</summary>
    public int Version { get; private set; }

    /// <summary>How many numbers would fill the memory that is held.</summary>
    public long Capacity
    {
        get
        {
            long sum = 0;
            foreach (SparseSlots memory in _memories)
                sum += memory.Capacity;
            foreach (SlotGradients gradient in _gradients)
                sum += gradient.Capacity;
            return sum;
        }
    }

    /// <summary>Whether a gradient has reached any slot.</summary>
    public bool HasGradient
    {
        get
        {
            for (int b = 0; b < _sequences; b++)
                if (!_gradients[b].Slots.IsEmpty)
                    return true;
            return false;
        }
    }

    /// <summary>The memory of a sequence.</summary>
    public SparseSlots this[int sequence] => _memories[sequence];

    /// <summary>The gradient of the memory of a sequence.</summary>
    public SlotGradients GradientOf(int sequence) => _gradients[sequence];

    /// <summary>Zeros, without a gradient.</summary>
    public void Begin(int sequences, int slots, int width, int exhaustive)
    {
        (_sequences, _slots, _width, _exhaustive) = (0, slots, width, exhaustive);
        Cover(sequences, slots, width, exhaustive);
        Change();
    }

    /// <summary>The same for sequences that are not there yet.</summary>
    public void Cover(int sequences, int slots, int width, int exhaustive)
    {
        for (; _sequences < sequences; _sequences++)
        {
            if (_sequences == _memories.Count)
            {
                _memories.Add(new());
                _gradients.Add(new());
            }

            _memories[_sequences].Begin(slots, width, exhaustive);
            _gradients[_sequences].Begin(width);
        }
    }

    /// <summary>A change begins.</summary>
    public void Change() => Version++;

    /// <summary>Stands as it stood when it had been changed so often.</summary>
    public void Become(int version) => Version = version;

    /// <summary>How many numbers would be taken down.</summary>
    public long StateNumbers
    {
        get
        {
            long sum = 0;
            for (int b = 0; b < _sequences; b++)
                sum += (long)_memories[b].StateCount * SparseSlots.StateWidth(_width);
            return sum;
        }
    }

    /// <summary>Takes down what each memory holds.</summary>
    /// <param name="tape">The tape, which lends the place until the pass is over.</param>
    /// <param name="memories">Receives the places.</param>
    public unsafe void Save(NativeTape tape, List<nint> memories)
    {
        for (int b = 0; b < _sequences; b++)
        {
            Real* numbers = tape.Keep(_memories[b].StateCount * SparseSlots.StateWidth(_width));
            _memories[b].Save(numbers);
            memories.Add((nint)numbers);
        }
    }

    /// <summary>Has them hold that again; gradients stay as they are.</summary>
    public unsafe void Return(List<nint> memories, ref int next)
    {
        for (int b = 0; b < _sequences; b++)
            _memories[b].Load((Real*)memories[next++], _slots, _width, _exhaustive);
    }

    public void Dispose()
    {
        foreach (SparseSlots memory in _memories)
            memory.Dispose();
        foreach (SlotGradients gradient in _gradients)
            gradient.Dispose();
    }
}
