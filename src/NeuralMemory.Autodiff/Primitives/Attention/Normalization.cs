namespace NeuralMemory.Autodiff;

/// <summary>How the scores of a query become weights: <see cref="Softmax"/>, <see cref="TopK"/> or <see cref="Hard"/>.</summary>
public readonly record struct Normalization
{
    private Normalization(int? most, bool isHard) => (Most, IsHard) = (most, isHard);

    /// <summary>A softmax over all keys that the query sees.</summary>
    public static Normalization Softmax => default;

    /// <summary>
    /// The largest weight becomes 1 and all others 0, of equal ones the first; the gradient is that of the softmax (straight-through: Bengio,
    /// Léonard and Courville 2013, arXiv 1308.3432).
    /// </summary>
    public static Normalization Hard => new(null, isHard: true);

    /// <summary>k of <see cref="TopK"/>; null for all keys.</summary>
    public int? Most { get; }

    /// <summary>Whether it is <see cref="Hard"/>.</summary>
    public bool IsHard { get; }

    /// <summary>A softmax over the keys with the highest scores, of equal ones the first (Gupta et al. 2021, arXiv 2106.06899).</summary>
    /// <param name="most">k, how many keys enter, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static Normalization TopK(int most) =>
        most >= 1 ? new(most, isHard: false) : throw new ArgumentOutOfRangeException(nameof(most), most, "at least one key must enter");
}
