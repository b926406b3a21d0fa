using static NeuralMemory.Tasks.Tests.Cells;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The tasks of prediction, order and arithmetic as the literature defines them, stated here in code of its own.</summary>
public sealed class NumberTaskTests
{
    [Fact]
    public void Dynamic_n_grams_ask_for_the_next_of_200_bits()
    {
        TaskDefinition task = Task("dynamic-n-grams", "bit 1", "bit 1");
        Assert.Equal((200, 200), (task.MinLength, task.MaxLength));
        int[] firstBits = new int[5];
        ForEach(task, episode =>
        {
            var expected = new ExpectedEpisode(task);
            for (int t = 0; t < 200; t++)
            {
                Real bit = episode.TargetRow(t)[0];
                Assert.True(bit is 0 or 1);
                expected.Recall(At(0, bit), t == 0 ? None : At(0, episode.TargetRow(t - 1)[0]));
                if (t < 5)
                    firstBits[t] += (int)bit;
            }

            expected.AssertIs(episode);
        });
        // Fair: within five standard deviations of 150.
        Assert.All(firstBits, count => Assert.InRange(count, 150 - 43, 150 + 43));
    }

    [Fact]
    public void The_bits_of_dynamic_n_grams_depend_on_the_five_before_by_a_table_of_their_own()
    {
        var probabilities = new List<double>();
        double gap = 0;
        int gaps = 0;
        ForEach(Repository.Task("dynamic-n-grams").With("{ length: 8000 }"), episode =>
        {
            int[,,] counts = new int[2, 32, 2];
            int context = 0;
            for (int t = 0; t < 8000; t++)
            {
                int bit = (int)episode.TargetRow(t)[0];
                if (t >= 5)
                    counts[t / 4000, context, bit]++;
                context = 2 * context % 32 + bit;
            }

            for (int c = 0; c < 32; c++)
            {
                double[] visits = [.. Enumerable.Range(0, 2).Select(half => (double)counts[half, c, 0] + counts[half, c, 1])];
                if (visits.Min() < 50)
                    continue;
                double[] shares = [.. Enumerable.Range(0, 2).Select(half => counts[half, c, 1] / visits[half])];
                probabilities.Add(shares.Average());
                gap += Math.Abs(shares[0] - shares[1]);
                gaps++;
            }
        }, 100);
        // Within a sequence the table stays; over sequences it is Beta(1/2, 1/2), whose mass below 0.1 is 2/pi asin(sqrt(0.1)).
        Assert.InRange(gap / gaps, 0, 0.06);
        double below = (double)probabilities.Count(p => p < 0.1) / probabilities.Count, middle = probabilities.Average();
        Assert.InRange(below, 0.205 - 0.05, 0.205 + 0.05);
        Assert.InRange(middle, 0.45, 0.55);
    }

    [Fact]
    public void Priority_sort_is_that_of_the_NTM_paper()
    {
        TaskDefinition task = Task("priority-sort", "data 8, priority 1", "data 8");
        Assert.Equal((36, 36), (task.MinLength, task.MaxLength));
        double sum = 0, squares = 0;
        ForEach(task, episode =>
        {
            Real[][] items = Bits(episode, 0, 20, 0, 8);
            Real[] priorities = [.. Enumerable.Range(0, 20).Select(t => episode.InputRow(t)[8])];
            Assert.All(priorities, priority => Assert.InRange(priority, -1, 1));
            sum += priorities.Sum();
            squares += priorities.Sum(priority => (double)priority * priority);
            var expected = new ExpectedEpisode(task);
            for (int i = 0; i < 20; i++)
                expected.Show(At(0, items[i]) + At(8, priorities[i]));
            foreach ((Real[] item, _) in items.Zip(priorities).OrderByDescending(pair => pair.Second).Take(16))
                expected.Recall(At(0, item));
            expected.AssertIs(episode);
        });
        // U[-1, 1] has mean 0 and mean square 1/3.
        Assert.InRange(sum / 6000, -0.04, 0.04);
        Assert.InRange(squares / 6000, 0.31, 0.36);
    }

    [Fact]
    public void Adding_is_that_of_Hochreiter_and_Schmidhuber()
    {
        TaskDefinition task = Task("adding", "value 1, marker 1", "sum 1");
        Assert.Equal((100, 110), (task.MinLength, task.MaxLength));
        int hidden = 0;
        var (first, second) = (new SortedSet<int>(), new SortedSet<int>());
        ForEach(task, "length", 100, 110, (episode, length) =>
        {
            Assert.Equal(length, episode.Length);
            var expected = new ExpectedEpisode(task);
            double sum = 0;
            var marked = new List<int>();
            for (int t = 0; t < length; t++)
            {
                (Real value, Real marker) = (episode.InputRow(t)[0], episode.InputRow(t)[1]);
                Assert.InRange(value, -1, 1);
                if (t == 0 || t == length - 1)
                    Assert.Equal(-1, marker);
                else if (marker == 1)
                {
                    marked.Add(t);
                    sum += value;
                }
                else
                    Assert.Equal(0, marker);
                if (t < length - 1)
                    expected.Show(At(0, value, marker));
                else
                    expected.Recall(At(0, (Real)(0.5 + sum / 4)), At(0, value, marker));
            }

            expected.AssertIs(episode);
            // Two are marked, one of them among the first ten, the other among the first T/2 - 1 = 49; the very first is not to be seen.
            Assert.InRange(marked.Count, 1, 2);
            hidden += 2 - marked.Count;
            Assert.All(marked, t => Assert.InRange(t, 1, 48));
            if (marked.Count == 2)
            {
                Assert.InRange(marked[0], 1, 9);
                first.Add(marked[0]);
                second.Add(marked[1]);
            }
        });
        // The first is the very first in one of 10, the second in one of 48 of the others: 35 of 300.
        Assert.InRange(hidden, 10, 65);
        Assert.Equal(Enumerable.Range(1, 9), first);
        Assert.Equal((2, 48), (second.Min, second.Max));
    }
}
