using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

public sealed class FixedSetTests
{
    [Fact]
    public void Every_pass_has_each_episode_once_in_another_order()
    {
        var set = new FixedSet(50, new(3));
        long[][] passes = [.. Enumerable.Range(0, 4).Select(pass => Numbers(set, 50 * pass, 50))];
        Assert.All(passes, pass => Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), pass.Order()));
        Assert.Equal(4, passes.Select(pass => string.Join(' ', pass)).Distinct().Count());
    }

    [Fact]
    public void A_place_is_found_without_those_before_it_and_depends_on_the_key()
    {
        var whole = new FixedSet(30, new(3));
        long[] numbers = Numbers(whole, 0, 300);
        for (int place = 299; place >= 0; place -= 7)
            Assert.Equal(numbers[place], new FixedSet(30, new(3)).NumberAt(place));
        Assert.Equal(numbers, Numbers(whole, 0, 300));
        Assert.NotEqual(numbers, Numbers(new(30, new(4)), 0, 300));
    }

    [Fact]
    public void Every_order_is_as_likely()
    {
        var set = new FixedSet(3, new(5));
        Dictionary<string, int> counts = Enumerable.Range(0, 6000).GroupBy(pass => string.Join(' ', Numbers(set, 3L * pass, 3)))
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 870, 1130));
    }

    [Fact]
    public void Episodes_that_share_a_draw_stay_together()
    {
        var set = new FixedSet(40, new(3), together: 8);
        foreach (long[] batch in Numbers(set, 0, 400).Chunk(8))
            Assert.Equal(Enumerable.Range(0, 8).Select(i => batch[0] / 8 * 8 + i), batch);
        Assert.Throws<ArgumentException>(() => new FixedSet(41, new(3), together: 8));
    }

    [Fact]
    public void A_sampler_draws_the_episodes_of_the_set()
    {
        TaskDefinition task = Repository.Task("copy");
        EpisodeSampler fixedOnes = new(task) { Set = new(5, new(7)) }, all = new(task);
        HashSet<string> known = [.. Enumerable.Range(0, 5).Select(i => Text(all, i))];
        var order = new FixedSet(5, new(7));
        Assert.Equal(5, known.Count);
        for (int place = 0; place < 40; place++)
            Assert.Equal(Text(all, order.NumberAt(place)), Text(fixedOnes, place));
    }

    private static long[] Numbers(FixedSet set, long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => set.NumberAt(first + i))];

    private static string Text(EpisodeSampler sampler, long number)
    {
        SequenceBatch batch = new();
        sampler.Sample(batch, new(7), number, 1);
        return string.Join(' ', Enumerable.Range(0, batch.Rows).SelectMany(row => batch.InputRow(row).ToArray()));
    }
}
