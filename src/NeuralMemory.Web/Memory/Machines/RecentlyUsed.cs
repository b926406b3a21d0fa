namespace NeuralMemory.Web;

/// <summary>Things by their keys, of which those that were used last are kept. Not thread-safe.</summary>
/// <typeparam name="TKey">What they are asked for by.</typeparam>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="most">How many are kept, at least 1.</param>
internal sealed class RecentlyUsed<TKey, T>(int most)
    where TKey : notnull
    where T : class
{
    private readonly LinkedList<(TKey Key, T Thing)> _things = [];

    /// <summary>All that are kept, the one that was used last first.</summary>
    public IEnumerable<T> Things => _things.Select(each => each.Thing);

    /// <summary>What is kept under a key, which counts as used; null for nothing.</summary>
    public T? Find(TKey key)
    {
        for (LinkedListNode<(TKey Key, T Thing)>? node = _things.First; node is not null; node = node.Next)
        {
            if (!node.Value.Key.Equals(key))
                continue;
            _things.Remove(node);
            _things.AddFirst(node);
            return node.Value.Thing;
        }

        return null;
    }

    /// <summary>Takes out those that were not used for longest.</summary>
    /// <param name="least">How many stay at least.</param>
    /// <param name="isTooMuch">Whether one more has to go.</param>
    public IEnumerable<T> TakeOut(int least, Func<bool> isTooMuch)
    {
        while (_things.Count > least && isTooMuch())
        {
            T last = _things.Last!.Value.Thing;
            _things.RemoveLast();
            yield return last;
        }
    }

    /// <summary>Keeps a thing, and takes out what is too much.</summary>
    /// <param name="key">Its key, of which nothing is kept.</param>
    /// <param name="thing">The thing.</param>
    /// <param name="mayGo">Whether one may be taken out now; null for all.</param>
    /// <returns>What was taken out.</returns>
    public IReadOnlyList<T> Add(TKey key, T thing, Func<T, bool>? mayGo = null)
    {
        _things.AddFirst((key, thing));
        List<T> gone = [];
        for (LinkedListNode<(TKey Key, T Thing)>? node = _things.Last; node is not null && _things.Count > most;)
        {
            LinkedListNode<(TKey Key, T Thing)>? before = node.Previous;
            if (before is not null && mayGo?.Invoke(node.Value.Thing) != false)
            {
                gone.Add(node.Value.Thing);
                _things.Remove(node);
            }

            node = before;
        }

        return gone;
    }
}
