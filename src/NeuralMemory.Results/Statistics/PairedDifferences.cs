namespace NeuralMemory.Results;

/// <summary>
/// What changed from one thing to another, seed by seed: what a seed does to both of them, as an easy beginning, falls out. It says
/// more than two medians where runs of one seed share something, as the same episodes; else it costs nothing.
/// </summary>
/// <param name="Differences">The second value less the first of each pair, in order.</param>
public sealed record PairedDifferences(IReadOnlyList<double> Differences)
{
    /// <summary>What they come to.</summary>
    public Summary Summary { get; } = Summary.Of(Differences);

    /// <summary>How many pairs have the second value lower.</summary>
    public int Lower => Differences.Count(difference => difference < 0);

    /// <summary>How many pairs have the second value higher.</summary>
    public int Higher => Differences.Count(difference => difference > 0);

    /// <summary>How many pairs have two equal values.</summary>
    public int Equal => Differences.Count(difference => difference == 0);

    /// <summary>The differences of some pairs, none of whose values is NaN.</summary>
    public static PairedDifferences Of(IEnumerable<(double First, double Second)> pairs) =>
        new([.. pairs.Select(pair => Between(pair.First, pair.Second))]);

    /// <summary>The second value less the first; 0 between two of the same infinity: both are worse than all others.</summary>
    internal static double Between(double first, double second) => first == second ? 0 : second - first;
}
