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
        if (Find(numbers) is { } there)
            return there;
        return Add(numbers.ToArray(), Transfer.Up(numbers, [numbers.Length], device));
    }

    /// <summary>The same for whole numbers, such as indices.</summary>
    public Tensor Next(ReadOnlySpan<long> numbers)
    {
        if (Find(numbers) is { } there)
            return there;
        return Add(numbers.ToArray(), Transfer.Up(numbers, device));
    }

    public void Dispose()
    {
        foreach (Entry entry in _entries)
            entry.Tensor.Dispose();
        _entries.Clear();
    }

    /// <summary>The next constant where it is there already.</summary>
    private Tensor? Find<T>(ReadOnlySpan<T> numbers) where T : unmanaged, IEquatable<T>
    {
        int index = _next++;
        bool isThere = index < _entries.Count && _entries[index].Numbers is T[] before && numbers.SequenceEqual(before);
        return isThere ? _entries[index].Tensor : null;
    }

    /// <summary>Puts a tensor in the place that was looked at last.</summary>
    private Tensor Add(Array numbers, Tensor tensor)
    {
        int index = _next - 1;
        var entry = new Entry(numbers, tensor.DetachFromDisposeScope());
        if (index == _entries.Count)
        {
            _entries.Add(entry);
            return entry.Tensor;
        }

        _entries[index].Tensor.Dispose();
        _entries[index] = entry;
        return entry.Tensor;
    }

    private readonly record struct Entry(Array Numbers, Tensor Tensor);
}
