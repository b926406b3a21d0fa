using static NeuralMemory.Tasks.Tests.Cells;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The tasks of recall by content as the literature defines them, stated here in code of its own.</summary>
public sealed class RecallTaskTests
{
    [Fact]
    public void Associative_recall_is_that_of_the_NTM_paper()
    {
        TaskDefinition task = Task("associative-recall", "data 6, item 1, query 1", "data 6");
        Assert.Equal((16, 32), (task.MinLength, task.MaxLength));
        var asked = new SortedSet<int>();
        ForEach(task, "items", 2, 6, (episode, count) =>
        {
            Assert.Equal(4 * count + 8, episode.Length);
            Real[][][] items = [.. Enumerable.Range(0, count).Select(i => Bits(episode, 4 * i + 1, 3, 0, 6))];
            // The item asked for is any but the last, the answer the one after it.
            Real[][] query = Bits(episode, 4 * count + 1, 3, 0, 6);
            int index = Enumerable.Range(0, count - 1).First(i => Same(items[i], query));
            var expected = new ExpectedEpisode(task);
            foreach (Real[][] item in items)
            {
                expected.Show(One(6));
                ShowAll(expected, item);
            }

            expected.Show(One(7));
            ShowAll(expected, query);
            expected.Show(One(7));
            foreach (Real[] row in items[index + 1])
                expected.Recall(At(0, row));
            expected.AssertIs(episode);
            if (count == 6)
                asked.Add(index);
        });
        Assert.Equal([0, 1, 2, 3, 4], asked);
    }

    [Fact]
    public void Associative_recall_of_pairs_has_three_to_six_keys_with_values()
    {
        TaskDefinition task = Task("associative-recall-pairs", "data 6, item 1, query 1", "data 6");
        Assert.Equal((29, 50), (task.MinLength, task.MaxLength));
        var asked = new SortedSet<int>();
        ForEach(task, "pairs", 3, 6, (episode, count) =>
        {
            Assert.Equal(7 * count + 8, episode.Length);
            Real[][][] keys = [.. Enumerable.Range(0, count).Select(i => Bits(episode, 7 * i + 1, 3, 0, 6))];
            Real[][][] values = [.. Enumerable.Range(0, count).Select(i => Bits(episode, 7 * i + 4, 3, 0, 6))];
            Real[][] query = Bits(episode, 7 * count + 1, 3, 0, 6);
            int index = Enumerable.Range(0, count).Single(i => Same(keys[i], query));
            var expected = new ExpectedEpisode(task);
            for (int i = 0; i < count; i++)
            {
                expected.Show(One(6));
                ShowAll(expected, keys[i]);
                ShowAll(expected, values[i]);
            }

            expected.Show(One(7));
            ShowAll(expected, query);
            expected.Show(One(7));
            foreach (Real[] row in values[index])
                expected.Recall(At(0, row));
            expected.AssertIs(episode);
            if (count == 6)
                asked.Add(index);
        });
        Assert.Equal([0, 1, 2, 3, 4, 5], asked);
        // Keys of two bits: all four are different in every episode.
        ForEach(task.With("{ width: 2, rows: 1, pairs: 4 }"), episode =>
            Assert.Equal(4, Enumerable.Range(0, 4).Select(i => Text(Bits(episode, 3 * i + 1, 1, 0, 2)[0])).Distinct().Count()));
    }

    [Fact]
    public void Key_value_is_that_of_Csordas()
    {
        TaskDefinition task = Task("key-value", "key 6, value 6, flag 1", "value 6");
        Assert.Equal((6, 34), (task.MinLength, task.MaxLength));
        int ascending = 0, inOrder = 0;
        ForEach(task, "length", 2, 16, (episode, length) =>
        {
            Assert.Equal(2 * length + 2, episode.Length);
            (Real[][] keys, Real[][] values) = Pairs(episode, length);
            int[] order = Order(SignedBits(episode, length + 1, length, 0, 6), keys);
            var expected = new ExpectedEpisode(task, blank: -1);
            for (int i = 0; i < length; i++)
                expected.Recall(None, At(0, Signed(keys[i])) + At(6, Signed(values[i])));
            expected.Recall(None, One(12));
            foreach (int i in order)
                expected.Recall(At(0, values[i]), At(0, Signed(keys[i])));
            expected.Recall(None, One(12));
            expected.AssertIs(episode);
            ascending += IsAscending(keys) && length > 4 ? 1 : 0;
            inOrder += order.SequenceEqual(Enumerable.Range(0, length)) && length > 4 ? 1 : 0;
        });
        // Neither the keys nor the questions come in an order of their own.
        Assert.InRange(ascending, 0, 10);
        Assert.InRange(inOrder, 0, 10);
    }

    [Theory]
    [InlineData("two-way-key-value", false)]
    [InlineData("two-way-key-value-csordas", true)]
    public void Two_way_key_value_asks_for_values_and_then_for_keys(string name, bool isOriginal)
    {
        TaskDefinition task = Task(name, "key 6, value 6, forward 1, backward 1", "answer 6");
        Assert.Equal((9, 51), (task.MinLength, task.MaxLength));
        int ambiguous = 0, ascending = 0, sameOrder = 0;
        ForEach(task, "length", 2, 16, (episode, length) =>
        {
            Assert.Equal(3 * (length + 1), episode.Length);
            (Real[][] keys, Real[][] values) = Pairs(episode, length);
            bool isAmbiguous = values.DistinctBy(Text).Count() < length;
            int[] first = Order(SignedBits(episode, length + 1, length, 0, 6), keys);
            Real[][] asked = SignedBits(episode, 2 * length + 2, length, 0, 6);
            // Where a value is there twice, the answer says which of its keys is meant.
            int[] second = [.. asked.Select((value, t) => Enumerable.Range(0, length).First(i =>
                Text(values[i]) == Text(value) && Text(keys[i]) == Text(episode.TargetRow(2 * length + 2 + t).ToArray())))];
            Assert.Equal(Enumerable.Range(0, length), second.Order());
            var expected = new ExpectedEpisode(task, blank: -1);
            for (int i = 0; i < length; i++)
                expected.Recall(None, At(0, Signed(keys[i])) + At(6, Signed(values[i])));
            expected.Recall(None, One(12));
            foreach (int i in first)
                expected.Recall(At(0, values[i]), At(0, Signed(keys[i])));
            expected.Recall(None, One(13));
            foreach (int i in second)
                expected.Recall(At(0, keys[i]), At(0, Signed(values[i])));
            expected.Recall(None, One(12) + One(13));
            expected.AssertIs(episode);
            ambiguous += isAmbiguous ? 1 : 0;
            ascending += IsAscending(keys) ? 1 : 0;
            sameOrder += length > 4 && first.SequenceEqual(second) ? 1 : 0;
        });
        Assert.Equal(isOriginal, ambiguous > 0);
        Assert.Equal(isOriginal, ascending == 300);
        Assert.InRange(sameOrder, 0, 10);
    }

    [Theory]
    [InlineData(4, 0.09)]
    [InlineData(8, 0.37)]
    [InlineData(12, 0.67)]
    [InlineData(16, 0.87)]
    public void The_original_two_way_task_is_ambiguous_as_often_as_birthdays_say(int length, double published)
    {
        int ambiguous = 0;
        ForEach(
            Repository.Task("two-way-key-value-csordas").With($"{{ length: {length} }}"),
            episode => ambiguous += Pairs(episode, length).Values.DistinctBy(Text).Count() < length ? 1 : 0, 1000);
        Assert.InRange(ambiguous / 1000.0, published - 0.06, published + 0.06);
    }

    [Fact]
    public void Mqar_is_that_of_Zoology()
    {
        const int Vocabulary = 256, Length = 64, Pairs = 4;
        TaskDefinition task = Task("mqar", "token 1", "token 1");
        Assert.Equal([Vocabulary, Vocabulary], task.Inputs.Items.Concat(task.Targets.Items).Select(channel => channel.Symbols));
        Assert.Equal((Length, Length), (task.MinLength, task.MaxLength));
        bool keyAsFiller = false;
        var (fillers, keysSeen, valuesSeen) = (new HashSet<int>(), new HashSet<int>(), new HashSet<int>());
        ForEach(task, episode =>
        {
            int[] tokens = [.. Enumerable.Range(0, Length).Select(t => (int)episode.InputRow(t)[0])];
            var values = Enumerable.Range(0, Pairs).ToDictionary(i => tokens[2 * i], i => tokens[2 * i + 1]);
            Assert.Equal(Pairs, values.Count);
            Assert.Equal(Pairs, values.Values.Distinct().Count());
            Assert.All(values.Keys, key => Assert.InRange(key, 1, Vocabulary / 2 - 1));
            Assert.All(values.Values, value => Assert.InRange(value, Vocabulary / 2, Vocabulary - 1));
            keysSeen.UnionWith(values.Keys);
            valuesSeen.UnionWith(values.Values);
            var asked = new HashSet<int>();
            for (int t = 0; t < Length; t++)
                if (episode.IsRecalled(t))
                {
                    Assert.Equal(-1, episode.MaskRow(t).IndexOfAnyExcept((Real)1));
                    Assert.True(t >= 2 * Pairs && t % 2 == 0, "a question stands at the first token of a place");
                    Assert.Equal(values[tokens[t]], episode.TargetRow(t)[0]);
                    Assert.True(asked.Add(tokens[t]), "every key is asked for once");
                }
                else
                {
                    Assert.Equal(Channel.Blank, episode.TargetRow(t)[0]);
                    if (t >= 2 * Pairs)
                    {
                        fillers.Add(tokens[t]);
                        keyAsFiller |= values.ContainsKey(tokens[t]);
                    }
                }

            Assert.Equal(values.Keys.Order(), asked.Order());
        });
        Assert.True(keyAsFiller, "fillers can be keys");
        Assert.Equal(Enumerable.Range(0, Vocabulary), fillers.Order());
        Assert.Equal((Vocabulary / 2 - 1, Vocabulary / 2), (keysSeen.Count, valuesSeen.Count));
    }

    [Fact]
    public void A_key_of_mqar_comes_back_by_the_power_law()
    {
        int[] places = new int[31];
        ForEach(Repository.Task("mqar").With("{ pairs: 1 }"), episode =>
            places[Enumerable.Range(0, 31).Single(place => episode.IsRecalled(2 + 2 * place))]++, 3000);
        double[] weights = [.. Enumerable.Range(1, 31).Select(i => Math.Pow(i, 0.01 - 1))];
        for (int i = 0; i < places.Length; i++)
        {
            double expected = 3000 * weights[i] / weights.Sum();
            Assert.InRange(places[i], expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected));
        }
    }

    private static (Real[][] Keys, Real[][] Values) Pairs(Episode episode, int length)
    {
        Real[][] keys = SignedBits(episode, 0, length, 0, 6);
        Assert.Equal(length, keys.DistinctBy(Text).Count());
        return (keys, SignedBits(episode, 0, length, 6, 6));
    }

    /// <summary>Which key each question is; every one exactly once.</summary>
    private static int[] Order(Real[][] questions, Real[][] keys)
    {
        int[] order = [.. questions.Select(question => Array.FindIndex(keys, key => Text(key) == Text(question)))];
        Assert.Equal(Enumerable.Range(0, keys.Length), order.Order());
        return order;
    }

    private static bool IsAscending(Real[][] keys)
    {
        // The lowest digit first.
        int[] numbers = [.. keys.Select(key => key.Select((bit, i) => (int)bit << i).Sum())];
        return numbers.SequenceEqual(numbers.Order());
    }

    private static bool Same(Real[][] first, Real[][] second) => first.SelectMany(row => row).SequenceEqual(second.SelectMany(row => row));

    private static void ShowAll(ExpectedEpisode expected, Real[][] rows)
    {
        foreach (Real[] row in rows)
            expected.Show(At(0, row));
    }
}
