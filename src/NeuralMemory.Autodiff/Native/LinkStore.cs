using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// The links of the sequences of a pass, changed in place, and, while the backward pass runs, the gradient of each link as it was at that
/// time. Kept from pass to pass.
/// </summary>
internal sealed class LinkStore
{
    private readonly List<SlotEdges> _edges = [];
    private readonly List<Real[]> _gradients = [];
    private int _count, _heads;
    private bool _takesBack;

    /// <summary>How often it was changed.</summary>
    public int Version { get; private set; }

    /// <summary>What writes; used by all.</summary>
    public EdgeWrite Write { get; } = new();

    /// <summary>Whether a gradient has reached any link.</summary>
    public bool HasGradient { get; private set; }

    /// <summary>How many numbers would fill the memory that is held.</summary>
    public long Capacity
    {
        get
        {
            long sum = 0;
            foreach (SlotEdges edges in _edges)
                sum += edges.Bytes / sizeof(Real);
            foreach (Real[] gradient in _gradients)
                sum += gradient.Length;
            return sum;
        }
    }

    /// <summary>The links of a head of a sequence.</summary>
    public SlotEdges this[int sequence, int head] => _edges[sequence * _heads + head];

    /// <summary>The gradient of each of them, by their numbers.</summary>
    public Real[] GradientOf(int sequence, int head)
    {
        int at = sequence * _heads + head;
        if (_gradients[at].Length < _edges[at].Count)
        {
            var larger = new Real[Math.Max(64, 2 * _edges[at].Count)];
            _gradients[at].CopyTo(larger, 0);
            _gradients[at] = larger;
        }

        return _gradients[at];
    }

    /// <summary>No links.</summary>
    /// <param name="sequences">B.</param>
    /// <param name="heads">H.</param>
    /// <param name="takesBack">Whether nobody will ask for links that were removed.</param>
    public void Begin(int sequences, int heads, bool takesBack)
    {
        (_count, _heads, _takesBack, HasGradient) = (0, heads, takesBack, false);
        Cover(sequences);
        Change();
    }

    /// <summary>The same for sequences that are not there yet.</summary>
    public void Cover(int sequences)
    {
        for (; _count < sequences * _heads; _count++)
        {
            if (_count == _edges.Count)
            {
                _edges.Add(new());
                _gradients.Add([]);
            }

            _edges[_count].Begin();
            _edges[_count].TakesBack = _takesBack;
            Array.Clear(_gradients[_count]);
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
            for (int at = 0; at < _count; at++)
                sum += _edges[at].Live * (long)(Unsafe.SizeOf<SavedEdge>() / sizeof(Real));
            return sum;
        }
    }

    /// <summary>Takes down all links.</summary>
    /// <param name="saved">Receives them.</param>
    /// <param name="next">How many heads it has of others; grows by these.</param>
    public void Save(List<SavedLinks> saved, ref int next)
    {
        for (int at = 0; at < _count; at++, next++)
        {
            if (next == saved.Count)
                saved.Add(new());
            saved[next].Save(_edges[at]);
        }
    }

    /// <summary>Makes the links so again, by the same numbers; gradients stay as they are.</summary>
    public void Return(List<SavedLinks> saved, ref int next)
    {
        for (int at = 0; at < _count; at++)
            saved[next++].Return(_edges[at]);
    }

    /// <summary>A gradient reaches links.</summary>
    public void Reach() => HasGradient = true;

    /// <summary>Nothing is differentiated past this point.</summary>
    public void ForgetGradients()
    {
        foreach (Real[] gradient in _gradients)
            Array.Clear(gradient);
        HasGradient = false;
    }
}
