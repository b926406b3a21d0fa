using static NeuralMemory.Tasks.Tests.Cells;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>
/// The tasks of the neural stored-program memory (Le, Tran and Venkatesh 2020), stated here in code of its own. Columns 0 to 7 hold data, 8
/// a mark that begins something, 9 one that ends it, or a count, or a priority.
/// </summary>
public sealed class SequencedTaskTests
{
    private const int Start = 8, End = 9, Stop = 8;

    [Fact]
    public void Long_copy_has_up_to_40_vectors_and_shares_its_length_in_a_batch()
    {
        TaskDefinition task = Task("long-copy", "data 8, start 1, end 1", "data 8");
        Assert.Equal((4, 82), (task.MinLength, task.MaxLength));
        ForEach(task, "length", 1, 40, (episode, length) =>
        {
            var expected = new ExpectedEpisode(task);
            Real[][] items = Bits(episode, 1, length, 0, 8);
            ShowCopied(expected, items);
            Recall(expected, items);
            expected.AssertIs(episode);
        });
        Assert.Equal(402, task.With("{ length: 200 }").MaxLength);
        Assert.All(Lengths("long-copy").Chunk(16), batch => Assert.Single(batch.Distinct()));
    }

    [Fact]
    public void Copies_come_in_the_order_of_the_indicator()
    {
        TaskDefinition task = Task("copy-and-repeat-copy", "data 8, start 1, end 1", "data 8, stop 1");
        int first = 0;
        ForEach(task, "repeats", 1, 10, (episode, repeats) =>
        {
            int length = Value(episode, "length"), repeated = Value(episode, "repeated");
            bool copyFirst = IsCopyFirst(episode);
            first += copyFirst ? 1 : 0;
            Real[][] once = Bits(episode, copyFirst ? 2 : repeated + 4, length, 0, 8);
            Real[][] often = Bits(episode, copyFirst ? length + 4 : 2, repeated, 0, 8);
            // The count has mean 0 and variance 1 over 1 to 10.
            Real count = (Real)((repeats - 5.5) / Math.Sqrt(99.0 / 12));
            var expected = new ExpectedEpisode(task);
            ShowOrder(expected, copyFirst);
            InOrder(copyFirst, () => ShowCopied(expected, once), () => ShowCopied(expected, often, count));
            InOrder(copyFirst, () => Recall(expected, once), () =>
            {
                for (int i = 0; i < repeats; i++)
                    Recall(expected, often);
                expected.Recall(One(Stop));
            });
            expected.AssertIs(episode);
        });
        Assert.InRange(first, 100, 200);
    }

    [Fact]
    public void A_copy_and_a_look_up_come_in_the_order_of_the_indicator()
    {
        TaskDefinition task = Task("copy-and-associative-recall", "data 8, start 1, end 1", "data 8");
        var asked = new SortedSet<int>();
        ForEach(task, "items", 2, 6, (episode, items) =>
        {
            int length = Value(episode, "length");
            bool copyFirst = IsCopyFirst(episode);
            int at = copyFirst ? length + 3 : 1;
            Real[][] copied = Bits(episode, copyFirst ? 2 : 4 * items + 7, length, 0, 8);
            Real[][][] list = [.. Enumerable.Range(0, items).Select(i => Bits(episode, at + 4 * i + 1, 3, 0, 8))];
            Real[][] question = Bits(episode, at + 4 * items + 1, 3, 0, 8);
            int item = Array.FindIndex(list, vectors => Key(vectors) == Key(question));
            if (items == 6)
                asked.Add(item);
            var expected = new ExpectedEpisode(task);
            ShowOrder(expected, copyFirst);
            InOrder(copyFirst, () => ShowCopied(expected, copied), () => ShowList(expected, list, item));
            InOrder(copyFirst, () => Recall(expected, copied), () => Recall(expected, list[item + 1]));
            expected.AssertIs(episode);
        });
        Assert.Equal([0, 1, 2, 3, 4], asked);
    }

    [Fact]
    public void A_copy_and_a_sort_come_in_the_order_of_the_indicator()
    {
        TaskDefinition task = Task("copy-and-priority-sort", "data 8, start 1, end 1", "data 8");
        ForEach(task, "length", 1, 10, (episode, length) =>
        {
            bool copyFirst = IsCopyFirst(episode);
            int at = copyFirst ? length + 3 : 1;
            Real[][] copied = Bits(episode, copyFirst ? 2 : 22, length, 0, 8), list = Bits(episode, at, 20, 0, 8);
            Real[] priorities = [.. Enumerable.Range(at, 20).Select(t => episode.InputRow(t)[End])];
            var expected = new ExpectedEpisode(task);
            ShowOrder(expected, copyFirst);
            InOrder(copyFirst, () => ShowCopied(expected, copied), () => ShowPriorities(expected, list, priorities));
            InOrder(copyFirst, () => Recall(expected, copied), () => Recall(expected, Highest(list, priorities)));
            expected.AssertIs(episode);
        });
    }

    [Fact]
    public void Four_tasks_come_in_the_order_of_the_indicator()
    {
        TaskDefinition task = Task("copy-repeat-recall-sort", "data 8, start 1, end 1, order 16", "data 8, stop 1");
        var orders = new HashSet<string>();
        ForEach(task, episode =>
        {
            int length = Value(episode, "length"), repeated = Value(episode, "repeated"), repeats = Value(episode, "repeats");
            int items = Value(episode, "items");
            int[] order = [.. Enumerable.Range(0, 4).Select(place => Symbol(episode.InputRow(0).Slice(10 + 4 * place, 4)))];
            orders.Add(string.Concat(order));
            int[] sizes = [length + 2, repeated + 2, 4 * items + 5, 20];
            int At(int part) => 1 + order.TakeWhile(other => other != part).Sum(other => sizes[other]);
            Real[][] once = Bits(episode, At(0) + 1, length, 0, 8), often = Bits(episode, At(1) + 1, repeated, 0, 8);
            Real[][][] list = [.. Enumerable.Range(0, items).Select(i => Bits(episode, At(2) + 4 * i + 1, 3, 0, 8))];
            int item = Array.FindIndex(list, vectors => Key(vectors) == Key(Bits(episode, At(2) + 4 * items + 1, 3, 0, 8)));
            Real[][] vectors = Bits(episode, At(3), 20, 0, 8);
            Real[] priorities = [.. Enumerable.Range(At(3), 20).Select(t => episode.InputRow(t)[End])];
            Real count = (Real)((repeats - 5.5) / Math.Sqrt(99.0 / 12));
            var expected = new ExpectedEpisode(task);
            expected.Show(new([.. order.Select((part, place) => (10 + 4 * place + part, (Real)1))]));
            Action[] shows =
            [
                () => ShowCopied(expected, once),
                () => ShowCopied(expected, often, count),
                () => ShowList(expected, list, item),
                () => ShowPriorities(expected, vectors, priorities),
            ];
            Action[] answers =
            [
                () => Recall(expected, once),
                () =>
                {
                    Recall(expected, [.. Enumerable.Repeat(often, repeats).SelectMany(rows => rows)]);
                    expected.Recall(One(Stop));
                },
                () => Recall(expected, list[item + 1]),
                () => Recall(expected, Highest(vectors, priorities)),
            ];
            foreach (int part in order)
                shows[part]();
            foreach (int part in order)
                answers[part]();
            expected.AssertIs(episode);
        });
        Assert.Equal(24, orders.Count);
    }

    private static int[] Lengths(string name)
    {
        var sampler = new EpisodeSampler(Repository.Task(name), batch: 16);
        return [.. Enumerable.Range(0, 64).Select(i => sampler.Draw(new(3), i).Length)];
    }

    private static int Value(Episode episode, string parameter) => (int)episode.Parameter(parameter);

    private static string Key(Real[][] vectors) => Text(vectors.SelectMany(vector => vector));

    /// <summary>The first column of the first step says that what is copied once comes first, the last one that it comes second.</summary>
    private static bool IsCopyFirst(Episode episode) => Symbol(episode.InputRow(0)) == 0;

    private static void ShowOrder(ExpectedEpisode expected, bool copyFirst) => expected.Show(One(copyFirst ? 0 : End));

    private static void InOrder(bool copyFirst, Action copy, Action other)
    {
        (copyFirst ? copy : other)();
        (copyFirst ? other : copy)();
    }

    private static void ShowCopied(ExpectedEpisode expected, Real[][] items, Real end = 1)
    {
        expected.Show(One(Start));
        foreach (Real[] item in items)
            expected.Show(At(0, item));
        expected.Show(At(End, end));
    }

    private static void ShowList(ExpectedEpisode expected, Real[][][] list, int asked)
    {
        foreach (Real[][] vectors in list)
        {
            expected.Show(One(Start));
            foreach (Real[] vector in vectors)
                expected.Show(At(0, vector));
        }

        expected.Show(One(End));
        foreach (Real[] vector in list[asked])
            expected.Show(At(0, vector));
        expected.Show(One(End));
    }

    private static void ShowPriorities(ExpectedEpisode expected, Real[][] vectors, Real[] priorities)
    {
        for (int i = 0; i < vectors.Length; i++)
            expected.Show(At(0, vectors[i]) + At(End, priorities[i]));
    }

    private static Real[][] Highest(Real[][] vectors, Real[] priorities) =>
        [.. Enumerable.Range(0, vectors.Length).OrderByDescending(i => priorities[i]).Take(16).Select(i => vectors[i])];

    private static void Recall(ExpectedEpisode expected, Real[][] items)
    {
        foreach (Real[] item in items)
            expected.Recall(At(0, item));
    }
}
