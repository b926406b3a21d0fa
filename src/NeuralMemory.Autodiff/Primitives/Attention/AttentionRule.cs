namespace NeuralMemory.Autodiff;

/// <summary>How scaled dot attention looks from queries to keys.</summary>
/// <param name="Heads">H, at least 1: a row's numbers are cut into as many parts, each of which attends by itself.</param>
/// <param name="Scale">What dot products are multiplied with, such as 1 / sqrt(D).</param>
/// <param name="Mask">What a query may see.</param>
/// <param name="Alibi">
/// Whether scores fall with distance: -2^(-8h/H) |i - j| of head h from 1, i and j the places of query and key (Press, Smith and Lewis
/// 2022, arXiv 2108.12409, section 3).
/// </param>
public readonly record struct AttentionRule(int Heads, Real Scale, AttentionMask Mask = default, bool Alibi = false)
{
    /// <summary>The usual one: 1 / sqrt(D), with D the numbers of a query in a head.</summary>
    /// <param name="heads">H.</param>
    /// <param name="width">H D, the numbers of a row of queries.</param>
    /// <param name="mask">What a query may see.</param>
    /// <param name="alibi">Whether scores fall with distance.</param>
    public static AttentionRule Scaled(int heads, int width, AttentionMask mask = default, bool alibi = false) =>
        new(heads, 1 / Real.Sqrt(width / heads), mask, alibi);

    /// <summary>What a score of head <paramref name="head"/> loses with each step of distance, at least 0.</summary>
    public Real SlopeOf(int head) => Alibi ? Real.Exp2((Real)(-8.0 * (head + 1) / Heads)) : 0;
}
