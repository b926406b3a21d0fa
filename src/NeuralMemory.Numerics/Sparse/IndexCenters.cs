using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// Directions about which others gather, found by k-means on the sphere, in two levels: groups, and within each its centers. So the
/// center of a word is found among a few hundred of many thousand. Nothing is drawn: examples give the same centers whenever they come.
/// </summary>
public sealed unsafe class IndexCenters : IDisposable
{
    private const int Rounds = 8, NearGroups = 6;
    private readonly WordRows _groups = new(), _centers = new(), _sums = new();
    private int[] _members = [], _groupOf = [];
    private NativeBuffer _ones = new(64), _products = new(64);

    /// <summary>How many groups there are.</summary>
    public int Groups => _groups.Count;

    /// <summary>How many centers there are.</summary>
    public int Count => _centers.Count;

    /// <summary>How many numbers would fill the memory that is held.</summary>
    public long Capacity => _groups.Capacity + _centers.Capacity + _sums.Capacity + _ones.Length + _products.Length;

    /// <summary>[W] a center, of length 1.</summary>
    public Real* this[int center] => _centers[center];

    /// <summary>[W] what a group's centers lie about.</summary>
    public Real* Group(int group) => _groups[group];

    /// <summary>Room for centers, all zeros: to be set as they once were.</summary>
    public void Begin(int groups, int perGroup, int width)
    {
        _groups.Begin(width);
        _centers.Begin(width);
        for (int i = 0; i < groups; i++)
            _groups.Add();
        for (int i = 0; i < groups * perGroup; i++)
            _centers.Add();
        if (_ones.Length < Count)
        {
            _ones.Dispose();
            _products.Dispose();
            (_ones, _products) = (new NativeBuffer(Count), new NativeBuffer(Count));
        }

        new Span<Real>(_ones.Pointer, Count).Fill(1);
    }

    /// <summary>Finds centers.</summary>
    /// <param name="sample">Directions to learn from, at least as many as there are to be centers.</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="perGroup">How many centers each has.</param>
    public void Learn(WordRows sample, int groups, int perGroup)
    {
        Begin(groups, perGroup, sample.Width);
        if (_members.Length < sample.Count)
            (_members, _groupOf) = (new int[sample.Count], new int[sample.Count]);
        Span<int> members = _members.AsSpan(0, sample.Count);
        for (int i = 0; i < members.Length; i++)
            members[i] = i;
        Gather(sample, members, _groups, 0, groups);
        for (int i = 0; i < members.Length; i++)
            _groupOf[i] = NearestOf(sample[i], _groups, 0, groups, out _);
        for (int group = 0; group < groups; group++)
        {
            int count = 0;
            for (int i = 0; i < sample.Count; i++)
                if (_groupOf[i] == group)
                    members[count++] = i;
            // An empty group has the examples' own directions, of which any will do.
            if (count == 0)
                members[count++] = group % sample.Count;
            Gather(sample, members[..count], _centers, group * perGroup, perGroup);
        }
    }

    /// <summary>The center that a word lies at, as far as its nearest groups know.</summary>
    /// <param name="word">[W] filled up with zeros.</param>
    public int Nearest(Real* word)
    {
        int perGroup = Count / Groups, near = Math.Min(NearGroups, Groups);
        RowKernels.Dots(word, _groups.Pointer, _groups.Stride, Groups, _ones.Pointer, _products.Pointer);
        int* groups = stackalloc int[NearGroups], rows = stackalloc int[NearGroups];
        Real* scores = stackalloc Real[NearGroups];
        var best = new BestSlots(near, scores, groups, rows);
        for (int group = 0; group < Groups; group++)
            if (_products.Pointer[group] > best.Least || !best.IsFull)
                best.Offer(_products.Pointer[group], group, 0);
        int nearest = 0;
        Real highest = Real.NegativeInfinity;
        for (int i = 0; i < near; i++)
        {
            int center = NearestOf(word, _centers, groups[i] * perGroup, perGroup, out Real product);
            if (product > highest || (product == highest && center < nearest))
                (nearest, highest) = (center, product);
        }

        return nearest;
    }

    /// <summary>The products of a key with all centers; until the next call.</summary>
    public Real* Products(Real* key)
    {
        RowKernels.Dots(key, _centers.Pointer, _centers.Stride, Count, _ones.Pointer, _products.Pointer);
        return _products.Pointer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _groups.Dispose();
        _centers.Dispose();
        _sums.Dispose();
        _ones.Dispose();
        _products.Dispose();
    }

    /// <summary>K-means of some examples; an example is as good a beginning as any.</summary>
    private void Gather(WordRows sample, ReadOnlySpan<int> members, WordRows centers, int first, int count)
    {
        int stride = centers.Stride;
        for (int i = 0; i < count; i++)
            Elementwise.Copy(sample[members[(int)((long)i * members.Length / count)]], centers[first + i], stride);
        if (members.Length <= count)
            return;
        for (int round = 0; round < Rounds; round++)
        {
            _sums.Begin(sample.Width);
            for (int i = 0; i < count; i++)
                _sums.Add();
            foreach (int member in members)
                Elementwise.Add(sample[member], _sums[NearestOf(sample[member], centers, first, count, out _) - first], stride);
            for (int i = 0; i < count; i++)
            {
                Real square = RowKernels.Dot(_sums[i], _sums[i], stride);
                if (square > 0)
                    Elementwise.Scale(1 / Real.Sqrt(square), _sums[i], centers[first + i], stride);
            }
        }
    }

    /// <summary>Which of some centers lies nearest; of equal ones the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int NearestOf(Real* word, WordRows centers, int first, int count, out Real highest)
    {
        int nearest = first, stride = centers.Stride, end = first + count;
        highest = Real.NegativeInfinity;
        for (int i = first; i < end; i++)
        {
            Real product = RowKernels.Dot(word, centers[i], stride);
            if (product > highest)
                (nearest, highest) = (i, product);
        }

        return nearest;
    }
}
