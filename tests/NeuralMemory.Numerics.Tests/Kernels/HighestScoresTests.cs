using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Numerics.Tests;

public sealed unsafe class HighestScoresTests
{
    [Fact]
    public void The_highest_come_first_and_of_equal_ones_the_first() => Prop.ForAll(Trials(), trial =>
    {
        int[] expected = [.. Enumerable.Range(0, trial.Scores.Length).OrderByDescending(i => trial.Scores[i]).Take(trial.Most)];
        using var scores = new GuardedBuffer(trial.Scores);
        var chosen = new int[trial.Most];
        fixed (int* start = chosen)
            HighestScores.Choose(scores.Pointer, scores.Length, trial.Most, start);
        Assert.Equal(expected, chosen);
        Assert.Equal(expected[0], HighestScores.First(scores.Pointer, scores.Length));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_not_a_number_is_the_highest()
    {
        using var scores = new GuardedBuffer([1, Real.NaN, Real.PositiveInfinity, Real.NaN, 2]);
        var chosen = new int[3];
        fixed (int* start = chosen)
            HighestScores.Choose(scores.Pointer, scores.Length, 3, start);
        Assert.Equal([1, 3, 2], chosen);
        Assert.Equal(1, HighestScores.First(scores.Pointer, scores.Length));
    }

    /// <summary>Scores of which many are equal.</summary>
    private static Arbitrary<Trial> Trials() => (
        from count in Gen.Choose(1, 60)
        from most in Gen.Choose(1, count)
        from scores in Gen.Choose(-6, 6).Select(i => (Real)i / 2).ArrayOf(count)
        select new Trial(scores, most)).ToArbitrary();

    private sealed record Trial(Real[] Scores, int Most);
}
