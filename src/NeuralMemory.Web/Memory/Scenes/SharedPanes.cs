using System.Collections.Concurrent;

namespace NeuralMemory.Web;

/// <summary>The panes that some page shows: kept no longer than one does. Thread-safe.</summary>
internal sealed class SharedPanes
{
    /// <summary>With so many names those are looked for that nobody shows any more.</summary>
    private const int Many = 64;

    private readonly ConcurrentDictionary<string, WeakReference<IReadOnlyList<Pane>>> _panes = new();

    /// <summary>What is shown under a name; null where no page shows it.</summary>
    public IReadOnlyList<Pane>? Find(string name) =>
        _panes.TryGetValue(name, out WeakReference<IReadOnlyList<Pane>>? found) && found.TryGetTarget(out IReadOnlyList<Pane>? panes)
            ? panes
            : null;

    /// <summary>Remembers panes as long as somebody else does.</summary>
    /// <returns>The panes.</returns>
    public IReadOnlyList<Pane> Add(string name, IReadOnlyList<Pane> panes)
    {
        if (_panes.Count >= Many)
            foreach ((string other, WeakReference<IReadOnlyList<Pane>> known) in _panes)
                if (!known.TryGetTarget(out _))
                    _panes.TryRemove(other, out _);
        _panes[name] = new(panes);
        return panes;
    }
}
