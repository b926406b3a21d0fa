using static NeuralMemory.Tasks.Tests.Cells;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The copy tasks as the literature defines them, stated here in code of its own.</summary>
public sealed class CopyTaskTests
{
    [Fact]
    public void Copy_is_that_of_the_NTM_paper()
    {
        TaskDefinition task = Task("copy", "data 8, end 1", "data 8");
        Assert.Equal((3, 41), (task.MinLength, task.MaxLength));
        ForEach(task, "length", 1, 20, (episode, length) =>
        {
            Real[][] items = Bits(episode, 0, length, 0, 8);
            var expected = new ExpectedEpisode(task);
            foreach (Real[] item in items)
                expected.Show(At(0, item));
            expected.Show(One(8));
            foreach (Real[] item in items)
                expected.Recall(At(0, item));
            Assert.Equal(2 * length + 1, episode.Length);
            expected.AssertIs(episode);
        });
    }

    [Fact]
    public void Bits_are_fair()
    {
        long ones = 0, all = 0;
        ForEach(Repository.Task("copy"), episode =>
        {
            Real[][] items = Bits(episode, 0, (int)episode.Parameter("length"), 0, 8);
            ones += items.Sum(item => item.Count(bit => bit == 1));
            all += 8 * items.Length;
        });
        // five standard deviations
        Assert.InRange((double)ones / all, 0.5 - 2.5 / Math.Sqrt(all), 0.5 + 2.5 / Math.Sqrt(all));
    }

    [Fact]
    public void Repeat_copy_is_that_of_the_NTM_paper()
    {
        TaskDefinition task = Task("repeat-copy", "data 8, end 1, count 1", "data 8, stop 1");
        Assert.Equal((4, 112), (task.MinLength, task.MaxLength));
        // U[1, 10] has mean 5.5 and variance 99/12.
        CheckRepeats(task, 8, (expected, items, repeats) =>
        {
            foreach (Real[] item in items)
                expected.Show(At(0, item));
            expected.Show(One(8) + At(9, (Real)((repeats - 5.5) / Math.Sqrt(99.0 / 12))));
        });
    }

    [Fact]
    public void Repeat_copy_with_a_unary_count_shows_a_1_for_every_repeat()
    {
        TaskDefinition task = Task("repeat-copy-unary", "data 6, start 1, count 1, go 1", "data 6, stop 1");
        Assert.Equal((6, 123), (task.MinLength, task.MaxLength));
        CheckRepeats(task, 6, (expected, items, repeats) =>
        {
            expected.Show(One(6));
            foreach (Real[] item in items)
                expected.Show(At(0, item));
            for (int i = 0; i < repeats; i++)
                expected.Show(One(7));
            expected.Show(One(8));
        });
    }

    [Fact]
    public void Repeat_copy_with_a_binary_count_shows_its_digits_with_the_lowest_first()
    {
        TaskDefinition task = Task("repeat-copy-binary", "data 6, start 1, end 1, count 1, go 1", "data 6, stop 1");
        Assert.Equal((7, 118), (task.MinLength, task.MaxLength));
        CheckRepeats(task, 6, (expected, items, repeats) =>
        {
            expected.Show(One(6));
            foreach (Real[] item in items)
                expected.Show(At(0, item));
            expected.Show(One(7));
            foreach (char digit in Convert.ToString(repeats, 2).Reverse())
                expected.Show(At(8, digit - '0'));
            expected.Show(One(9));
        });
    }

    [Fact]
    public void Repeat_copy_is_that_of_the_DNC_repository()
    {
        TaskDefinition task = Task("repeat-copy-dnc", "data 4, start 1, count 1", "data 4, end 1");
        Assert.Equal((5, 9), (task.MinLength, task.MaxLength));
        var seen = new HashSet<(int, int)>();
        ForEach(task, episode =>
        {
            int length = (int)episode.Parameter("length"), repeats = (int)episode.Parameter("repeats");
            seen.Add((length, repeats));
            Assert.Equal(length * (repeats + 1) + 3, episode.Length);
            Real[][] items = Bits(episode, 1, length, 0, 4);
            var expected = new ExpectedEpisode(task);
            expected.Show(One(4));
            foreach (Real[] item in items)
                expected.Show(At(0, item));
            expected.Show(At(5, (Real)(repeats / 10.0)));
            RecallRepeats(expected, items, repeats, 4);
            expected.AssertIs(episode);
        });
        Assert.Equal([(1, 1), (1, 2), (2, 1), (2, 2)], seen.Order());
    }

    [Fact]
    public void Multi_copy_is_the_repeat_copy_of_Csordas()
    {
        TaskDefinition task = Task("multi-copy", "data 8, end 1", "data 8, end 1");
        int[] lengths = new int[15];
        ForEach(task, "copies", 1, 8, (episode, copies) =>
        {
            var expected = new ExpectedEpisode(task, blank: -1);
            int start = 0;
            for (int copy = 0; copy < copies; copy++)
            {
                // A copy is as long as it takes until the flag.
                int length = Enumerable.Range(0, 15).First(i => episode.InputRow(start + i)[8] == 1);
                lengths[length]++;
                Real[][] items = SignedBits(episode, start, length, 0, 8);
                foreach (Real[] item in items)
                    expected.Recall(None, At(0, Signed(item)));
                expected.Recall(None, One(8));
                foreach (Real[] item in items)
                    expected.Recall(At(0, item));
                expected.Recall(One(8));
                start += 2 * length + 2;
            }

            Assert.Equal(start, episode.Length);
            expected.AssertIs(episode);
        });
        // Some 1350 copies, 13 lengths: 104 of each, five standard deviations.
        Assert.Equal((0, 0), (lengths[0], lengths[1]));
        Assert.All(lengths[2..], count => Assert.InRange(count, lengths.Sum() / 13.0 - 50, lengths.Sum() / 13.0 + 50));
    }

    private static void CheckRepeats(TaskDefinition task, int width, Action<ExpectedEpisode, Real[][], int> describe)
    {
        var repeatsSeen = new SortedSet<int>();
        int first = task.Inputs.Names.Contains("start") ? 1 : 0;
        ForEach(task, "length", 1, 10, (episode, length) =>
        {
            int repeats = (int)episode.Parameter("repeats");
            repeatsSeen.Add(repeats);
            Real[][] items = Bits(episode, first, length, 0, width);
            var expected = new ExpectedEpisode(task);
            describe(expected, items, repeats);
            RecallRepeats(expected, items, repeats, width);
            expected.AssertIs(episode);
        });
        Assert.Equal(Enumerable.Range(1, 10), repeatsSeen);
    }

    private static void RecallRepeats(ExpectedEpisode expected, Real[][] items, int repeats, int end)
    {
        for (int i = 0; i < repeats; i++)
            foreach (Real[] item in items)
                expected.Recall(At(0, item));
        expected.Recall(One(end));
    }
}
