using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Autodiff.Tests;

public sealed class AttentionMaskTests
{
    [Fact]
    public void A_range_holds_the_keys_that_the_mask_allows() => Prop.ForAll(
        Gen.Choose(1, 20).Two().Select(pair => (Queries: Math.Min(pair.Item1, pair.Item2), Keys: Math.Max(pair.Item1, pair.Item2)))
            .Zip(Gen.Elements<int?>(null, 1, 2, 5, 30)).Zip(Gen.Elements(true, false)).ToArbitrary(),
        trial =>
        {
            (((int queries, int keys), int? window), bool causal) = trial;
            var mask = new AttentionMask(causal, window);
            for (int query = 0; query < queries; query++)
            {
                int place = query + keys - queries;
                int[] expected =
                [
                    .. Enumerable.Range(0, keys)
                        .Where(key => (!causal || key <= place) && Math.Abs(key - place) < (window ?? int.MaxValue)),
                ];
                (int from, int to) = mask.RangeOf(query, queries, keys);
                Assert.Equal(expected, Enumerable.Range(from, to - from));
                Assert.NotEmpty(expected);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_single_query_stands_where_the_last_key_does()
    {
        Assert.Equal((0, 9), AttentionMask.Causal.RangeOf(0, 1, 9));
        Assert.Equal((6, 9), new AttentionMask(IsCausal: true, Window: 3).RangeOf(0, 1, 9));
        Assert.Equal((0, 9), AttentionMask.None.RangeOf(0, 1, 9));
    }

    [Fact]
    public void Slopes_of_heads_are_powers_of_two_of_their_share()
    {
        AttentionRule rule = new(8, 1, Alibi: true);
        Assert.Equal([1.0 / 2, 1.0 / 4, 1.0 / 8, 1.0 / 256], ((int[])[0, 1, 2, 7]).Select(head => (double)rule.SlopeOf(head)));
        Assert.Equal(0, new AttentionRule(8, 1).SlopeOf(3));
    }
}
