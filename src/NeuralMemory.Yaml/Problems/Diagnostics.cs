namespace NeuralMemory.Yaml;

/// <summary>Collects the problems of an input, so that a user sees all of them at once. Not thread-safe.</summary>
public sealed class Diagnostics
{
    private readonly List<Diagnostic> _items = [];

    /// <summary>Whether any problem was reported.</summary>
    public bool Any => _items.Count > 0;

    /// <summary>How many problems were reported.</summary>
    public int Count => _items.Count;

    /// <summary>The problems, each once, sorted by file and position; those of one position in the order reported.</summary>
    public IReadOnlyList<Diagnostic> Items => [.. _items.Distinct().OrderBy(item => item.Mark)];

    /// <summary>Reports a problem.</summary>
    public void Add(SourceMark mark, string message) => _items.Add(new(mark, message));

    /// <summary>Throws what was reported, if anything was.</summary>
    /// <exception cref="InvalidInputException">A problem was reported.</exception>
    public void ThrowIfAny()
    {
        if (Any)
            throw new InvalidInputException(Items);
    }

    /// <summary>One problem a line.</summary>
    public override string ToString() => string.Join('\n', Items);
}
