namespace NeuralMemory.Autodiff;

/// <summary>
/// Which keys of its sequence a query may see; always those of a range. Queries are aligned with keys at their ends: the last query stands
/// where the last key stands, so that a single query over the keys of all steps so far is the last one.
/// </summary>
/// <param name="IsCausal">Whether a query sees no key after its own place.</param>
/// <param name="Window">
/// w, at least 1: a query sees the keys that are less than w away from its own place; null for all of them.
/// </param>
public readonly record struct AttentionMask(bool IsCausal = false, int? Window = null)
{
    /// <summary>Everything.</summary>
    public static AttentionMask None => default;

    /// <summary>What has been so far.</summary>
    public static AttentionMask Causal => new(IsCausal: true);

    /// <summary>The keys that a query sees, from the first to before the last.</summary>
    /// <param name="query">The query's number among those of its sequence, from 0.</param>
    /// <param name="queries">How many queries the sequence has.</param>
    /// <param name="keys">How many keys it has.</param>
    public (int From, int To) RangeOf(int query, int queries, int keys)
    {
        int place = query + keys - queries;
        int to = IsCausal ? place + 1 : keys;
        if (Window is not { } window)
            return (0, Math.Clamp(to, 0, keys));
        return (Math.Clamp(place - window + 1, 0, keys), Math.Clamp(Math.Min(to, place + window), 0, keys));
    }
}
