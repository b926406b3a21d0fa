using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Associative retrieval of ARMT: keys that differ, and keys that are written again.</summary>
public sealed class AssociativeRetrievalTests
{
    private const int Separator = 16, Mark = 17, End = 18;

    [Theory]
    [InlineData("associative-retrieval-remember", 2, false)]
    [InlineData("associative-retrieval-rewrite", 1, true)]
    public void The_last_value_of_a_key_is_wanted_and_an_end(string name, int size, bool isRewritten)
    {
        TaskDefinition task = Task(name, "token 1", "token 1");
        Assert.Equal((19, End), (task.Inputs.Items[0].Symbols!.Value, task.Losses[0].Terminator!.Value));
        Assert.Equal("token", task.Feedback!.Input.Name);
        int again = 0;
        ForEach(task, "pairs", 1, 50, (episode, pairs) =>
        {
            TokenEpisode tokens = new(episode);
            Assert.Equal(pairs * (size + 3) + size + 2, tokens.Shown.Length);
            Dictionary<string, int> values = [];
            for (int at = 0; at < pairs * (size + 3); at += size + 3)
            {
                int[] pair = tokens.Shown[at..(at + size + 3)];
                Assert.All(pair[..size].Append(pair[^2]), token => Assert.InRange(token, 0, 15));
                Assert.Equal((Separator, End), (pair[size], pair[^1]));
                string key = string.Join(' ', pair[..size]);
                again += values.ContainsKey(key) ? 1 : 0;
                values[key] = pair[^2];
            }

            int[] asked = tokens.Shown[^(size + 2)..];
            int value = values[string.Join(' ', asked[..size])];
            Assert.Equal((Mark, value), (asked[size], asked[^1]));
            Assert.Equal([tokens.Shown.Length - 2, tokens.Shown.Length - 1], tokens.Scored);
            Assert.Equal([value, End], tokens.Wanted[^2..]);
        });
        Assert.Equal(isRewritten, again > 0);
    }

    [Fact]
    public void Each_of_the_different_keys_is_asked_for_equally_often()
    {
        int rare = 0, episodes = 0;
        ForEach(Repository.Task("associative-retrieval-rewrite").With("{ pairs: 3, symbols: 2 }"), episode =>
        {
            int[] tokens = new TokenEpisode(episode).Shown;
            int[] keys = [tokens[0], tokens[4], tokens[8]];
            if (keys.Distinct().Count() != 2)
                return;
            episodes++;
            rare += keys.Count(key => key == tokens[12]) == 1 ? 1 : 0;
        }, 2000);
        Assert.InRange((double)rare / episodes, 0.5 - 0.06, 0.5 + 0.06);
    }

    [Fact]
    public void More_different_keys_than_there_are_is_refused()
    {
        var diagnostics = new NeuralMemory.Yaml.Diagnostics();
        TaskDefinition task = Repository.Task("associative-retrieval-remember");
        Assert.Null(task.ForTraining(Repository.Mapping("{ key: 1, pairs: 20 }"), diagnostics));
        Assert.Contains("distinct draws 20 different integers", diagnostics.ToString(), StringComparison.Ordinal);
    }
}
