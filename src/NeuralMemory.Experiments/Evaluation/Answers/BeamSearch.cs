namespace NeuralMemory.Experiments;

/// <summary>
/// Seeks the answer of the highest probability of one sequence: keeps the <paramref name="width"/> most probable beginnings side by side,
/// prolongs each by every symbol, and keeps the best of all, those that have ended among them. With a width of 1 it takes the most
/// probable symbol at once. Of equal ones, that of the beginning kept first counts, and then the symbol of the lower number. Probabilities
/// are not corrected for lengths. Reusable.
/// </summary>
/// <param name="width">How many beginnings are kept, at least 1.</param>
/// <param name="end">The symbol that ends an answer; null for none.</param>
/// <param name="longest">The most symbols of an answer, the end included.</param>
internal sealed class BeamSearch(int width, int? end, int longest)
{
    private readonly Candidate[] _kept = new Candidate[width], _next = new Candidate[width];
    private readonly List<Node> _nodes = [];
    private int _count, _length;

    /// <summary>Whether the search is over.</summary>
    public bool IsDone { get; private set; }

    /// <summary>For each place, the place whose state the next step there goes on from.</summary>
    public int[] Parents { get; } = new int[width];

    /// <summary>For each place, the symbol that comes back next.</summary>
    public int[] Symbols { get; } = new int[width];

    /// <summary>The logarithm of the probability of <see cref="Best"/>.</summary>
    public double Score => _kept[0].Score;

    /// <summary>The symbols of the most probable answer, its end included where it has one.</summary>
    public int[] Best
    {
        get
        {
            var symbols = new List<int>();
            for (int node = _kept[0].Node; node >= 0; node = _nodes[node].Parent)
                symbols.Add(_nodes[node].Symbol);
            symbols.Reverse();
            return [.. symbols];
        }
    }

    /// <summary>Begins anew.</summary>
    public void Begin()
    {
        _nodes.Clear();
        _kept[0] = new(0, -1, 0, false);
        (_count, _length, IsDone) = (1, 0, false);
    }

    /// <summary>Makes a step.</summary>
    /// <param name="logits">[width, V] what the machine answers in each place.</param>
    public void Advance(ReadOnlySpan<float> logits)
    {
        int classes = logits.Length / width, count = 0;
        for (int place = 0; place < _count; place++)
        {
            Candidate own = _kept[place];
            if (own.HasEnded)
            {
                Offer(own with { Place = place, Symbol = -1 }, ref count);
                continue;
            }

            ReadOnlySpan<float> x = logits.Slice(place * classes, classes);
            double normaliser = LogSumExp(x);
            for (int symbol = 0; symbol < classes; symbol++)
                Offer(new(own.Score + x[symbol] - normaliser, own.Node, place, symbol == end) { Symbol = symbol }, ref count);
        }

        Keep(count);
    }

    /// <summary>The logarithm of what the exponentials of logits sum up to, by which they become probabilities.</summary>
    public static double LogSumExp(ReadOnlySpan<float> x)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach (float logit in x)
            most = Math.Max(most, logit);
        foreach (float logit in x)
            sum += Math.Exp(logit - most);
        return most + Math.Log(sum);
    }

    private void Keep(int count)
    {
        bool goesOn = false;
        for (int place = 0; place < count; place++)
        {
            Candidate next = _next[place];
            if (next.Symbol >= 0)
            {
                _nodes.Add(new(next.Symbol, next.Node));
                next = next with { Node = _nodes.Count - 1 };
                Symbols[place] = next.Symbol;
            }

            Parents[place] = next.Place;
            _kept[place] = next;
            goesOn |= !next.HasEnded;
        }

        // Places that hold nothing go on as they are.
        for (int place = count; place < width; place++)
            Parents[place] = place;
        (_count, IsDone) = (count, !goesOn || ++_length == longest);
    }

    /// <summary>Puts a candidate among the best so far, after all that are as good.</summary>
    private void Offer(Candidate candidate, ref int count)
    {
        // A score that is no number is worse than any other.
        if (double.IsNaN(candidate.Score))
            candidate = candidate with { Score = double.NegativeInfinity };
        int at = count;
        while (at > 0 && candidate.Score > _next[at - 1].Score)
            at--;
        if (at == width)
            return;
        for (int i = Math.Min(count, width - 1); i > at; i--)
            _next[i] = _next[i - 1];
        _next[at] = candidate;
        count = Math.Min(count + 1, width);
    }

    /// <summary>A symbol of an answer, and the one before it.</summary>
    private readonly record struct Node(int Symbol, int Parent);

    /// <summary>A beginning: its last node, the place that it was prolonged in, and by what; -1 for nothing.</summary>
    private readonly record struct Candidate(double Score, int Node, int Place, bool HasEnded)
    {
        public int Symbol { get; init; }
    }
}
