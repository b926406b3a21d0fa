using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The variants of multi-query associative recall in Zoology.</summary>
public sealed class MqarVariantTests
{
    [Theory]
    [InlineData("{ }", 4, 4, 64)]
    [InlineData("{ pairs: 9, updates: 4, length: 128 }", 9, 4, 128)]
    [InlineData("{ pairs: 4, updates: 2, published: 1, fillers: 0 }", 4, 2, 64)]
    [InlineData("{ updates: 0 }", 4, 0, 64)]
    public void Forgetting_wants_the_last_value(string parameters, int pairs, int updates, int length)
    {
        const int Half = 128, Vocabulary = 256;
        TaskDefinition task = Task("forgetting-mqar", "token 1", "token 1").With(parameters);
        bool isPublished = parameters.Contains("published", StringComparison.Ordinal);
        int repeated = 0, asked = 0;
        int[] updated = new int[pairs];
        ForEach(task, episode =>
        {
            TokenEpisode tokens = new(episode);
            Assert.Equal(length, tokens.Shown.Length);
            Dictionary<int, int> values = [];
            int[] order = [.. Enumerable.Range(0, pairs).Select(i => tokens.Shown[2 * i])];
            for (int i = 0; i < pairs; i++)
            {
                Assert.InRange(order[i], 1, Half - 1);
                Assert.InRange(tokens.Shown[2 * i + 1], Half, Vocabulary - 1);
                Assert.True(values.TryAdd(order[i], tokens.Shown[2 * i + 1]), "keys differ");
            }

            Assert.Equal(pairs, values.Values.Distinct().Count());
            HashSet<int> again = [];
            for (int i = pairs; i < pairs + updates; i++)
            {
                (int key, int value) = (tokens.Shown[2 * i], tokens.Shown[2 * i + 1]);
                Assert.InRange(value, Half, Vocabulary - 1);
                Assert.True(again.Add(key) && values.ContainsKey(key), "a key is updated once");
                updated[Array.IndexOf(order, key)]++;
                repeated += values[key] == value ? 1 : 0;
                values[key] = value;
            }

            int tail = 2 * (pairs + updates);
            Assert.Equal(values.Keys.Order(), tokens.Scored.Select(t => tokens.Shown[t]).Order());
            Assert.All(tokens.Scored, t => Assert.True(t >= tail && t % 2 == 0 && tokens.Wanted[t] == values[tokens.Shown[t]]));
            if (parameters.Contains("fillers", StringComparison.Ordinal))
                Assert.All(Enumerable.Range(tail, length - tail).Except(tokens.Scored), t => Assert.Equal(0, tokens.Shown[t]));
            asked += tokens.Scored.Length;
        }, 1500);
        Assert.Equal(1500 * pairs, asked);
        Assert.All(updated, count => Assert.InRange(count, 1500 * updates / pairs - 110, 1500 * updates / pairs + 110));
        // As published, an update draws the former value once in 127 times unless the key is by chance the one it differs from.
        Assert.Equal(isPublished, repeated > 0);
    }

    [Theory]
    [InlineData("{ }", 2, 256, 64)]
    [InlineData("{ grid: 3, length: 128, fillers: 0 }", 3, 256, 128)]
    public void Compositional_keys_are_a_grid(string parameters, int grid, int vocabulary, int length)
    {
        TaskDefinition task = Task("compositional-mqar", "token 1", "token 1").With(parameters);
        int pairs = grid * grid, third = vocabulary / 3;
        HashSet<int> places = [];
        ForEach(task, episode =>
        {
            TokenEpisode tokens = new(episode);
            Assert.Equal(length, tokens.Shown.Length);
            Dictionary<(int Upper, int Lower), int> values = [];
            for (int i = 0; i < pairs; i++)
            {
                (int upper, int lower, int value) = (tokens.Shown[3 * i], tokens.Shown[3 * i + 1], tokens.Shown[3 * i + 2]);
                Assert.InRange(upper, 1, third - 1);
                Assert.InRange(lower, third, 2 * third - 1);
                Assert.InRange(value, 2 * third, vocabulary - 1);
                Assert.True(values.TryAdd((upper, lower), value));
            }

            Assert.Equal((grid, grid, pairs), (values.Keys.DistinctBy(key => key.Upper).Count(),
                values.Keys.DistinctBy(key => key.Lower).Count(), values.Values.Distinct().Count()));
            Assert.Equal(values.Keys.Order(), tokens.Scored.Select(t => (tokens.Shown[t - 1], tokens.Shown[t])).Order());
            Assert.All(tokens.Scored, t =>
            {
                Assert.Equal(1, (t - 3 * pairs) % 3);
                Assert.Equal(values[(tokens.Shown[t - 1], tokens.Shown[t])], tokens.Wanted[t]);
            });
            places.UnionWith(tokens.Scored);
        });
        Assert.Equal((length - 3 * pairs) / 3, places.Count);
    }

    [Theory]
    [InlineData("{ }", 8, 1)]
    [InlineData("{ pairs: 5, passes: 3 }", 5, 3)]
    public void Stacked_pairs_stand_in_one_step(string parameters, int pairs, int passes)
    {
        TaskDefinition task = Task("stacked-mqar", "key 1, value 1", "value 1").With(parameters);
        Assert.All(task.Inputs.Items.Concat(task.Targets.Items), channel => Assert.Equal(128, channel.Symbols));
        HashSet<string> orders = [];
        ForEach(task, episode =>
        {
            Assert.Equal((passes + 1) * pairs, episode.Length);
            Dictionary<int, int> values = [];
            for (int pass = 0; pass < passes; pass++)
            {
                int[] keys = [.. Enumerable.Range(pass * pairs, pairs).Select(t => (int)episode.InputRow(t)[0])];
                Assert.Equal(pairs, keys.Distinct().Count());
                for (int i = 0; i < pairs; i++)
                {
                    int value = (int)episode.InputRow(pass * pairs + i)[1];
                    values.TryAdd(keys[i], value);
                    Assert.Equal(values[keys[i]], value);
                }
            }

            Assert.Equal((pairs, pairs), (values.Count, values.Values.Distinct().Count()));
            string order = "";
            for (int t = passes * pairs; t < episode.Length; t++)
            {
                Assert.Equal(Channel.Blank, episode.InputRow(t)[1]);
                Assert.Equal(values[(int)episode.InputRow(t)[0]], episode.TargetRow(t)[0]);
                Assert.True(episode.IsRecalled(t));
                order += Array.IndexOf([.. values.Keys], (int)episode.InputRow(t)[0]);
            }

            Assert.Equal(pairs, order.Distinct().Count());
            orders.Add(order);
        });
        Assert.True(orders.Count > 90, "questions come in any order");
    }
}
