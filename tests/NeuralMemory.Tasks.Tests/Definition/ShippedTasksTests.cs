using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The published definition of each shipped task, stated here in code of its own and checked on many sampled episodes.</summary>
public sealed class ShippedTasksTests
{
    private const int Episodes = 300;

    [Fact]
    public void Copy_is_that_of_the_NTM_paper()
    {
        TaskDefinition task = Expect("copy", inputs: 9, targets: 8, minLength: 3, maxLength: 41);
        Assert.Equal(["data", "end"], task.Inputs.Names);
        int[] lengths = new int[21];
        ForEach(task, episode =>
        {
            int length = (int)episode.Parameter("length");
            lengths[length]++;
            Assert.Equal(2 * length + 1, episode.Length);
            for (int t = 0; t < episode.Length; t++)
            {
                Real[] input = episode.InputRow(t).ToArray(), target = episode.TargetRow(t).ToArray();
                Assert.Equal(t > length, episode.IsRecalled(t));
                if (t < length)
                    Assert.True(input[..8].All(IsBit) && input[8] == 0);
                else
                    Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, t == length ? 1 : 0], input);
                Assert.Equal(t > length ? episode.InputRow(t - length - 1)[..8].ToArray() : new Real[8], target);
            }
        });
        Assert.Equal(0, lengths[0]);
        Assert.True(lengths.Skip(1).All(count => count > 0), "every length from 1 to 20 is drawn");
    }

    [Fact]
    public void Repeat_copy_is_that_of_the_NTM_paper()
    {
        TaskDefinition task = Expect("repeat-copy", inputs: 10, targets: 9, minLength: 4, maxLength: 112);
        ForEach(task, episode =>
        {
            int length = (int)episode.Parameter("length"), repeats = (int)episode.Parameter("repeats");
            Assert.InRange(length, 1, 10);
            Assert.InRange(repeats, 1, 10);
            Assert.Equal(length + 1 + length * repeats + 1, episode.Length);
            // U[1, 10] has mean 5.5 and variance 99/12
            Real count = (Real)((repeats - 5.5) / Math.Sqrt(99.0 / 12));
            for (int t = 0; t < episode.Length; t++)
            {
                Real[] input = episode.InputRow(t).ToArray();
                Assert.Equal(t > length, episode.IsRecalled(t));
                if (t < length)
                    Assert.True(input[..8].All(IsBit) && input[8] == 0 && input[9] == 0);
                else
                    Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, t == length ? 1 : 0, t == length ? count : 0], input);
                Real[] expected = new Real[9];
                if (t == episode.Length - 1)
                    expected[8] = 1;
                else if (t > length)
                    episode.InputRow((t - length - 1) % length)[..8].CopyTo(expected);
                Assert.Equal(expected, episode.TargetRow(t).ToArray());
            }
        });
    }

    [Fact]
    public void Repeat_copy_is_that_of_the_DNC_repository()
    {
        TaskDefinition task = Expect("repeat-copy-dnc", inputs: 6, targets: 5, minLength: 5, maxLength: 9);
        ForEach(task, episode =>
        {
            int length = (int)episode.Parameter("length"), repeats = (int)episode.Parameter("repeats");
            Assert.InRange(length, 1, 2);
            Assert.InRange(repeats, 1, 2);
            Assert.Equal(length * (repeats + 1) + 3, episode.Length);
            for (int t = 0; t < episode.Length; t++)
            {
                Real[] input = episode.InputRow(t).ToArray(), expected = new Real[6];
                Assert.Equal(t >= length + 2, episode.IsRecalled(t));
                if (t >= 1 && t <= length)
                {
                    Assert.True(input[..4].All(IsBit));
                    input[..4].CopyTo(expected, 0);
                }

                expected[4] = t == 0 ? 1 : 0;
                expected[5] = t == length + 1 ? (Real)(repeats / 10.0) : 0;
                Assert.Equal(expected, input);
                Real[] target = new Real[5];
                if (t == episode.Length - 1)
                    target[4] = 1;
                else if (t >= length + 2)
                    episode.InputRow(1 + (t - length - 2) % length)[..4].CopyTo(target);
                Assert.Equal(target, episode.TargetRow(t).ToArray());
            }
        });
    }

    [Fact]
    public void Associative_recall_is_that_of_the_NTM_paper()
    {
        TaskDefinition task = Expect("associative-recall", inputs: 8, targets: 6, minLength: 16, maxLength: 32);
        var asked = new HashSet<int>();
        ForEach(task, episode =>
        {
            int items = (int)episode.Parameter("items");
            Assert.InRange(items, 2, 6);
            Assert.Equal(4 * items + 8, episode.Length);
            for (int t = 0; t < episode.Length; t++)
            {
                ReadOnlySpan<Real> input = episode.InputRow(t);
                Assert.Equal(t < 4 * items && t % 4 == 0 ? 1 : 0, input[6]);
                Assert.Equal(t == 4 * items || t == 4 * items + 4 ? 1 : 0, input[7]);
                bool showsData = t < 4 * items + 4 && t % 4 != 0;
                Assert.True(input[..6].ToArray().All(value => showsData ? IsBit(value) : value == 0));
                Assert.Equal(t >= 4 * items + 5, episode.IsRecalled(t));
            }

            // The query is item i, and the answer item i + 1, for some i that is not the last item.
            int[] fitting = [.. Enumerable.Range(0, items - 1).Where(i =>
                Item(episode, 4 * i + 1).SequenceEqual(Item(episode, 4 * items + 1))
                && Item(episode, 4 * i + 5).SequenceEqual(Answer(episode, 4 * items + 5)))];
            Assert.NotEmpty(fitting);
            if (items == 6)
                asked.Add(fitting[0]);
        });
        Assert.Equal([0, 1, 2, 3, 4], asked.Order());
    }

    [Fact]
    public void Bits_are_fair()
    {
        long ones = 0, all = 0;
        ForEach(Repository.Task("copy"), episode =>
        {
            for (int t = 0; t < (int)episode.Parameter("length"); t++)
            {
                ones += episode.InputRow(t)[..8].ToArray().Count(value => value == 1);
                all += 8;
            }
        });
        // five standard deviations
        Assert.InRange((double)ones / all, 0.5 - 2.5 / Math.Sqrt(all), 0.5 + 2.5 / Math.Sqrt(all));
    }

    private static TaskDefinition Expect(string name, int inputs, int targets, int minLength, int maxLength)
    {
        TaskDefinition task = Repository.Task(name);
        Assert.Equal(name, task.Name);
        Assert.Equal((inputs, targets), (task.Inputs.Width, task.Targets.Width));
        Assert.Equal((minLength, maxLength), (task.MinLength, task.MaxLength));
        Assert.NotNull(task.Source);
        Assert.NotNull(task.Description);
        Assert.Empty(TaskValidator.Validate(task));
        return task;
    }

    private static void ForEach(TaskDefinition task, Action<Episode> check)
    {
        var sampler = new EpisodeSampler(task);
        for (int i = 0; i < Episodes; i++)
            check(sampler.Draw(StreamKey.FromSeed(11), i));
    }

    private static bool IsBit(Real value) => value is 0 or 1;

    private static IEnumerable<Real> Item(Episode episode, int first) =>
        Enumerable.Range(first, 3).SelectMany(t => episode.InputRow(t)[..6].ToArray());

    private static IEnumerable<Real> Answer(Episode episode, int first) =>
        Enumerable.Range(first, 3).SelectMany(t => episode.TargetRow(t).ToArray());
}
