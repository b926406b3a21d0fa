namespace NeuralMemory.Tasks;

/// <summary>
/// The counts of a corpus that BLEU is made of (Papineni et al. 2002), as sacreBLEU computes it (Post 2018, arXiv 1804.08771): n-grams
/// up to four, exponential smoothing, one wanted answer each. Here the tokens are the task's own symbols.
/// </summary>
public readonly record struct BleuSums
{
    private const int Order = 4;

    /// <summary>The symbols of all answers.</summary>
    public long AnswerLength { get; init; }

    /// <summary>The symbols of all that is wanted.</summary>
    public long WantedLength { get; init; }

    /// <summary>The n-grams of the answers, n from 1 to 4.</summary>
    public (long One, long Two, long Three, long Four) Grams { get; init; }

    /// <summary>Those that are wanted, each as often as it is wanted at most.</summary>
    public (long One, long Two, long Three, long Four) Matches { get; init; }

    /// <summary>BLEU, 0 to 100.</summary>
    /// <remarks>
    /// The geometric mean of the four precisions in percent, times exp(1 - wanted / answered) where the answers are shorter. A precision
    /// without a match is taken as 100 / (2^k n-grams), k counting such precisions so far. Without any match, and where no answer has four
    /// symbols, the score is 0.
    /// </remarks>
    public double Score
    {
        get
        {
            ReadOnlySpan<long> grams = [Grams.One, Grams.Two, Grams.Three, Grams.Four];
            ReadOnlySpan<long> matches = [Matches.One, Matches.Two, Matches.Three, Matches.Four];
            if (matches[0] == 0 || grams[^1] == 0)
                return 0;
            double smoothing = 1, logarithms = 0;
            for (int n = 0; n < Order; n++)
                logarithms += Math.Log(matches[n] > 0
                    ? 100.0 * matches[n] / grams[n]
                    : 100 / ((smoothing *= 2) * grams[n]));
            double brevity = AnswerLength < WantedLength ? Math.Exp(1 - (double)WantedLength / AnswerLength) : 1;
            return brevity * Math.Exp(logarithms / Order);
        }
    }

    /// <summary>The counts of both corpora together.</summary>
    public BleuSums Plus(in BleuSums other) => new()
    {
        AnswerLength = AnswerLength + other.AnswerLength,
        WantedLength = WantedLength + other.WantedLength,
        Grams = Plus(Grams, other.Grams),
        Matches = Plus(Matches, other.Matches),
    };

    /// <summary>The counts of one answer.</summary>
    /// <param name="answer">Its symbols.</param>
    /// <param name="wanted">Those wanted.</param>
    public static BleuSums Of(ReadOnlySpan<int> answer, ReadOnlySpan<int> wanted) => new()
    {
        AnswerLength = answer.Length,
        WantedLength = wanted.Length,
        Grams = (GramsOf(answer, 1), GramsOf(answer, 2), GramsOf(answer, 3), GramsOf(answer, 4)),
        Matches = (MatchesOf(answer, wanted, 1), MatchesOf(answer, wanted, 2), MatchesOf(answer, wanted, 3), MatchesOf(answer, wanted, 4)),
    };

    private static (long One, long Two, long Three, long Four) Plus(
        (long One, long Two, long Three, long Four) a, (long One, long Two, long Three, long Four) b) =>
        (a.One + b.One, a.Two + b.Two, a.Three + b.Three, a.Four + b.Four);

    private static int GramsOf(ReadOnlySpan<int> symbols, int n) => Math.Max(0, symbols.Length - n + 1);

    /// <summary>Every n-gram of the answer is counted that is among those wanted and not yet taken.</summary>
    private static int MatchesOf(ReadOnlySpan<int> answer, ReadOnlySpan<int> wanted, int n)
    {
        int matches = 0, places = GramsOf(wanted, n);
        Span<bool> taken = places <= 512 ? stackalloc bool[places] : new bool[places];
        for (int i = 0; i < GramsOf(answer, n); i++)
            for (int j = 0; j < places; j++)
                if (!taken[j] && wanted.Slice(j, n).SequenceEqual(answer.Slice(i, n)))
                {
                    taken[j] = true;
                    matches++;
                    break;
                }

        return matches;
    }
}
