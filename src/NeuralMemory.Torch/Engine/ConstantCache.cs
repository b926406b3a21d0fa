using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// The constants of a pass on the device. Passes are alike: the k-th constant of one is mostly that of the one before, and then it is there
/// already.
/// </summary>
internal sealed class ConstantCache(torch.Device device) : IDisposable
{
    private readonly List<Entry> _entries = [];
    private int _next;

    /// <summary>How many numbers the constants have.</summary>
    public long Numbers => _entries.Sum(entry => (long)entry.Numbers.Length);

    /// <summary>Starts a pass.</summary>
    public void Begin() => _next = 0;

    /// <summary>The pass's next constant, one dimension. It belongs to the cache.</summary>
    public Tensor Next(ReadOnlySpan<Real> numbers)
    {
        int index = _next++;
        if (index < _entries.Count && numbers.SequenceEqual(_entries[index].Numbers))
            return _entries[index].Tensor;
        var entry = new Entry(numbers.ToArray(), Transfer.Up(numbers, [numbers.Length], device).DetachFromDisposeScope());
        if (index == _entries.Count)
        {
            _entries.Add(entry);
            return entry.Tensor;
        }

        _entries[index].Tensor.Dispose();
        _entries[index] = entry;
        return entry.Tensor;
    }

    public void Dispose()
    {
        foreach (Entry entry in _entries)
            entry.Tensor.Dispose();
        _entries.Clear();
    }

    private readonly record struct Entry(Real[] Numbers, Tensor Tensor);
}
