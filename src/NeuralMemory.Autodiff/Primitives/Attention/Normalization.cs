namespace NeuralMemory.Autodiff;

/// <summary>
/// How the scores of a query become weights: <see cref="Softmax"/>, <see cref="TopK"/>,
/// <see cref="Hard"/> or <see cref="Sampled"/>.
/// </summary>
public readonly record struct Normalization
{
    private Normalization(int? most = null, bool isHard = false, bool isSampled = false) =>
        (Most, IsHard, IsSampled) = (most, isHard, isSampled);

    /// <summary>A softmax over all keys that the query sees.</summary>
    public static Normalization Softmax => default;

    /// <summary>
    /// The largest weight becomes 1 and all others 0, of equal ones the first; the gradient is that of the softmax (straight-through:
    /// Bengio, Léonard and Courville 2013, arXiv 1308.3432).
    /// </summary>
    public static Normalization Hard => new(isHard: true);

    /// <summary>
    /// Hard stochastic attention (Xu et al. 2015, arXiv 1502.03044, section 4.1): one key is drawn from the softmax, whose weight becomes
    /// 1, by the random stream that <see cref="Tape.Reset(int, Numerics.StreamKey?)"/> was given. Without one, as in evaluation, the
    /// weights are their expectation: the softmax itself. Scores learn through <see cref="Tape.Reward"/> alone, values as ever.
    /// </summary>
    public static Normalization Sampled => new(isSampled: true);

    /// <summary>k of <see cref="TopK"/>; null for all keys.</summary>
    public int? Most { get; }

    /// <summary>Whether it is <see cref="Hard"/>.</summary>
    public bool IsHard { get; }

    /// <summary>Whether it is <see cref="Sampled"/>.</summary>
    public bool IsSampled { get; }

    /// <summary>
    /// The share of sequences for which <see cref="Sampled"/> draws nothing: throughout a pass their weights are the expectation, and
    /// scores learn as those of the softmax do, which makes learning steadier (Xu et al. 2015, section 4.1, where it is a half). From 0
    /// to 1. The first use of a pass decides which they are, and no later one may have more sequences.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 1.</exception>
    public double Expected
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "a share is from 0 to 1");
    }

    /// <summary>A softmax over the keys with the highest scores, of equal ones the first (Gupta et al. 2021, arXiv 2106.06899).</summary>
    /// <param name="most">k, how many keys enter, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static Normalization TopK(int most) =>
        most >= 1 ? new(most) : throw new ArgumentOutOfRangeException(nameof(most), most, "at least one key must enter");
}
