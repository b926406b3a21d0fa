using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// A head of a trace that writes values under keys into a matrix, and reads by queries: of fast weights, or of a matrix memory of xLSTM.
/// What a step read is a sum of the values that were written, each with a factor: how far the query of the one meets the key of the other,
/// through all that was forgotten and erased between. So each read can be followed back to the steps that it came from.
/// </summary>
public sealed class MatrixHead
{
    private const string MemoryName = "memory";

    private readonly EpisodeTrace _trace;
    private readonly TracedQuantity _memory, _keys, _queries, _values, _gains;
    private readonly TracedQuantity? _keeps, _normalizers;
    private readonly int _head;
    private readonly bool _erases;

    private MatrixHead(EpisodeTrace trace, string scope, TracedQuantity memory, int head)
    {
        (_trace, _memory, _head) = (trace, memory, head);
        (_keys, _queries, _values) = (trace.Find(scope + "keys")!, trace.Find(scope + "queries")!, trace.Find(scope + "values")!);
        _gains = GainOf(trace, scope)!;
        _keeps = trace.Find(scope + "decays") ?? trace.Find(scope + "forget_gate");
        _normalizers = trace.Find(scope + "normalizer");
        _erases = trace.Find(scope + "erased") is not null;
        Name = memory.Axes[0].Labels?[head] ?? FormattableString.Invariant($"{scope.TrimEnd('/')} head {head + 1}");
        Gates = [.. ((TracedQuantity?[])[_gains, _keeps]).OfType<TracedQuantity>().Select(quantity => quantity.Name)];
    }

    /// <summary>What it is called, such as <c>layer 2 head 1</c>.</summary>
    public string Name { get; }

    /// <summary>Its place on the first axis of its quantities.</summary>
    public int Place => _head;

    /// <summary>The quantities that say how much it writes, and how much of what was there stays.</summary>
    public IReadOnlyList<string> Gates { get; }

    /// <summary>D, the numbers of a key, and V, those of a value.</summary>
    public (int Keys, int Values) Size => (_memory.Axes[1].Length, _memory.Axes[2].Length);

    /// <summary>The heads of a trace, layer by layer; none of a machine that has no such memory.</summary>
    /// <param name="trace">The trace.</param>
    public static IReadOnlyList<MatrixHead> Of(EpisodeTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return
        [
            .. from memory in trace.Quantities
               where memory is { Lead: TracedQuantity.LeadOfSteps, Axes: [_, { Name: "key" }, { Name: "value" }] }
                   && memory.Name.EndsWith(MemoryName, StringComparison.Ordinal)
               let scope = memory.Name[..^MemoryName.Length]
               where IsWhole(trace, scope)
               from head in Enumerable.Range(0, memory.Axes[0].Length)
               select new MatrixHead(trace, scope, memory, head),
        ];
    }

    /// <summary>
    /// The factors by which the values of all steps of the window up to this one are in what it read: times the values, they add up to
    /// that, but for what steps before the window had written.
    /// </summary>
    /// <param name="step">The step, counted from the episode's first, in the window.</param>
    public float[] OriginsOf(int step)
    {
        int last = step - _trace.First;
        var factors = new float[last + 1];
        double[] sought = [.. Row(_queries, last).ToArray().Select(number => (double)number)];
        double divisor = _normalizers is null ? 1 : Number(_normalizers, last);
        for (int written = last; written >= 0; written--)
        {
            ReadOnlySpan<float> key = Row(_keys, written);
            double gain = Number(_gains, written), keep = _keeps is null ? 1 : Number(_keeps, written), met = 0;
            for (int i = 0; i < key.Length; i++)
                met += key[i] * sought[i];
            factors[written] = (float)(gain * met / divisor);
            double erased = _erases ? gain * met : 0;
            for (int i = 0; i < key.Length; i++)
                sought[i] = keep * (sought[i] - erased * key[i]);
        }

        return factors;
    }

    /// <summary>The share of each step up to this one in what it read: by how long its value is, times its factor.</summary>
    /// <param name="step">The step, counted from the episode's first, in the window.</param>
    /// <returns>Numbers that add up to 1; all zero where nothing was read.</returns>
    public float[] SharesOf(int step)
    {
        float[] shares = OriginsOf(step);
        double all = 0;
        for (int written = 0; written < shares.Length; written++)
        {
            double square = 0;
            foreach (float number in Row(_values, written))
                square += (double)number * number;
            shares[written] = (float)(Math.Abs(shares[written]) * Math.Sqrt(square));
            all += shares[written];
        }

        for (int written = 0; written < shares.Length; written++)
            shares[written] = all > 0 ? (float)(shares[written] / all) : 0;
        return shares;
    }

    /// <summary>[D, V] the matrix after a step; null where the trace does not keep it.</summary>
    /// <param name="step">The step, counted from the episode's first.</param>
    public float[,]? MatrixAfter(int step)
    {
        if (_memory.PlaceOf(step) is not (>= 0 and var row))
            return null;
        (int keys, int values) = Size;
        var matrix = new float[keys, values];
        ReadOnlySpan<float> numbers = MatrixIn(row);
        for (int i = 0; i < numbers.Length; i++)
            matrix[i / values, i % values] = numbers[i];
        return matrix;
    }

    /// <summary>The last step up to one whose matrix the trace keeps; null for none.</summary>
    internal int? KeptUpTo(int step) => _memory.Rows.Where(row => row <= step).Select(row => (int?)row).LastOrDefault();

    /// <summary>The greatest amount in any of its matrices that the trace keeps.</summary>
    internal double Most
    {
        get
        {
            float most = 0;
            for (int row = 0; row < _memory.Rows.Count; row++)
                foreach (float number in MatrixIn(row))
                    most = Math.Max(most, Math.Abs(number));
            return InspectionScales.RoundUp(most);
        }
    }

    /// <summary>[T, T] how far what each step of the window read is made of what each wrote.</summary>
    internal float[,] OriginsOfAll()
    {
        var origins = new float[_trace.Steps, _trace.Steps];
        for (int step = 0; step < _trace.Steps; step++)
        {
            float[] factors = OriginsOf(_trace.First + step);
            for (int written = 0; written <= step; written++)
                origins[step, written] = factors[written];
        }

        return origins;
    }

    private static TracedQuantity? GainOf(EpisodeTrace trace, string scope) =>
        trace.Find(scope + "strengths") ?? trace.Find(scope + "input_gate");

    /// <summary>Whether all is there that a read can be followed back by, in every step of the window.</summary>
    private static bool IsWhole(EpisodeTrace trace, string scope)
    {
        TracedQuantity?[] needed =
            [trace.Find(scope + "keys"), trace.Find(scope + "queries"), trace.Find(scope + "values"), GainOf(trace, scope)];
        return needed.All(quantity => quantity?.Rows.Count == trace.Steps);
    }

    private ReadOnlySpan<float> Row(TracedQuantity quantity, int place)
    {
        int width = quantity.Axes[^1].Length;
        return quantity.Row(place).Slice(_head * width, width);
    }

    private ReadOnlySpan<float> MatrixIn(int place)
    {
        int numbers = Size.Keys * Size.Values;
        return _memory.Row(place).Slice(_head * numbers, numbers);
    }

    private double Number(TracedQuantity quantity, int place) => quantity.Row(place)[_head];
}
