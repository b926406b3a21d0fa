using System.Globalization;

namespace NeuralMemory.Machines;

/// <summary>
/// What a layer calls what it shows of a matrix memory whose heads write values under keys and read them by queries. Pictures find by these
/// names which step's value a read came from.
/// </summary>
internal sealed class MatrixTrace
{
    private readonly int _width;

    /// <param name="layer">The layer, from 0.</param>
    /// <param name="layers">L, how many there are.</param>
    /// <param name="heads">H.</param>
    /// <param name="width">The numbers of all heads: those of a key, and of a value, are as many for each head.</param>
    public MatrixTrace(int layer, int layers, int heads, int width)
    {
        _width = width / heads;
        string scope = string.Create(CultureInfo.InvariantCulture, $"layer{layer}/");
        (Keys, Queries, Values, Reads, Memory) = (scope + "keys", scope + "queries", scope + "values", scope + "reads", scope + "memory");
        string title = layers == 1 ? "head" : string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1} head");
        Heads = new TraceAxis("head")
        {
            Labels = [.. Enumerable.Range(1, heads).Select(head => string.Create(CultureInfo.InvariantCulture, $"{title} {head}"))],
        };
    }

    /// <summary>[B, H, D] under what a step writes.</summary>
    public string Keys { get; }

    /// <summary>[B, H, D] by what it reads.</summary>
    public string Queries { get; }

    /// <summary>[B, H, V] what it writes.</summary>
    public string Values { get; }

    /// <summary>[B, H, V] what was read.</summary>
    public string Reads { get; }

    /// <summary>[B, H, D, V] the memory after a step; the same in the machine's state.</summary>
    public string Memory { get; }

    /// <summary>The heads, by name.</summary>
    public TraceAxis Heads { get; }

    /// <summary>Keys, queries, values and reads.</summary>
    public IEnumerable<TraceQuantity> Rows()
    {
        yield return new(Keys, "key", TraceRange.Any, Heads, Axis("width"));
        yield return new(Values, "value", TraceRange.Any, Heads, Axis("width"));
        yield return new(Queries, "query", TraceRange.Any, Heads, Axis("width"));
        yield return new(Reads, "read", TraceRange.Any, Heads, Axis("width"));
    }

    /// <summary>The matrices.</summary>
    public TraceQuantity Matrices() => new(Memory, "memory", TraceRange.Any, Heads, Axis("key"), Axis("value"));

    /// <summary>An axis along the numbers of a head.</summary>
    public TraceAxis Axis(string name) => new(name) { Count = _width };
}
