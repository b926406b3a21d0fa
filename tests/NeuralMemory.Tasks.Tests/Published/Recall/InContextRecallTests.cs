using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>In-context recall of MAD, with noise and without, read from the tokens once more as its source makes them.</summary>
public sealed class InContextRecallTests
{
    private const string Plain = "in-context-recall", Noisy = "noisy-in-context-recall";

    [Theory]
    [InlineData(Plain, "{ }", 16, 0)]
    [InlineData(Plain, "{ vocabulary: 128, length: 1024 }", 128, 0)]
    [InlineData(Plain, "{ multi_query: 0 }", 16, 0)]
    [InlineData(Noisy, "{ }", 32, 16)]
    [InlineData(Noisy, "{ noise: 0.8, vocabulary: 48 }", 48, 16)]
    [InlineData(Noisy, "{ multi_query: 0 }", 32, 16)]
    public void Every_token_is_trained_and_the_values_of_keys_that_were_there_are_scored(
        string name, string parameters, int vocabulary, int noise)
    {
        TaskDefinition training = Task(name, "token 1", "token 1").With(parameters), evaluation = training.OnLines(CorpusSplit.Test);
        int length = (int)training.Parameters.Single(parameter => parameter.Name == "length").Range.Low;
        bool isMulti = training.Parameters.Single(parameter => parameter.Name == "multi_query").Range.Low == 1;
        Assert.Equal(vocabulary, training.Inputs.Items[0].Symbols);
        Assert.True(training.TrainsOtherwise);
        ForEach(training, episode =>
        {
            TokenEpisode tokens = new(episode);
            Assert.Equal(isMulti ? length - 1 : length, tokens.Shown.Length);
            Assert.All(tokens.Counts, Assert.True);
            Scored(tokens.Stream, vocabulary, noise, isMulti);
        }, 40);
        ForEach(evaluation, episode =>
        {
            TokenEpisode tokens = new(episode);
            Assert.Equal(Scored(tokens.Stream, vocabulary, noise, isMulti), tokens.Scored);
        }, 40);
    }

    [Fact]
    public void Keys_values_and_the_key_asked_for_at_the_end_are_uniform()
    {
        int[] keys = new int[8], values = new int[8], asked = new int[8];
        ForEach(Repository.Task(Plain).With("{ length: 8 }").OnLines(CorpusSplit.Test), episode =>
        {
            int[] stream = new TokenEpisode(episode).Stream;
            keys[stream[0]]++;
            values[stream[1] - 8]++;
            // Where three pairs have three keys, each is asked for equally often.
            int[] seen = [stream[0], stream[2], stream[4]];
            if (seen.Distinct().Count() == 3)
                asked[Array.IndexOf(seen, stream[6])]++;
        }, 4000);
        Assert.All(keys.Concat(values), count => Assert.InRange(count, 500 - 4 * 21, 500 + 4 * 21));
        int total = asked.Sum();
        double slack = 4 * Math.Sqrt(total * 2 / 9.0);
        Assert.All(asked[..3], count => Assert.InRange(count, total / 3.0 - slack, total / 3.0 + slack));
        Assert.Equal(0, asked[3..].Sum());
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.8)]
    public void Noise_is_as_frequent_as_it_should_be_and_one_pair_is_none(double frequency)
    {
        int noisy = 0, pairs = 0;
        ForEach(Repository.Task(Noisy).With(FormattableString.Invariant($"{{ noise: {frequency}, length: 32 }}")), episode =>
        {
            int[] stream = new TokenEpisode(episode).Stream;
            for (int i = 0; i < 15; i++, pairs++)
            {
                Assert.Equal(stream[2 * i] >= 16, stream[2 * i + 1] >= 16);
                noisy += stream[2 * i] >= 16 ? 1 : 0;
            }
        }, 2000);
        // One of 16 places is never noise, and is the last pair, which never is, once in 16 times.
        double expected = frequency * 14 / 15.0 + frequency / 15 / 16;
        Assert.InRange((double)noisy / pairs, expected - 0.01, expected + 0.01);
    }

    [Theory]
    [InlineData("{ length: 127 }", "'length % 2 == 0' never holds")]
    [InlineData("{ length: 2 }", "pick draws 1 different indices, and there are 0 weights")]
    [InlineData("{ noise_vocabulary: 31 }", "'high' of integers is -1 and 'low' is 0")]
    [InlineData("{ noise: 1 }", "'noise < 1' never holds")]
    public void What_is_impossible_is_refused_with_its_place(string parameters, string expected)
    {
        var diagnostics = new NeuralMemory.Yaml.Diagnostics();
        Assert.Null(Repository.Task(Noisy).ForTraining(Repository.Mapping(parameters), diagnostics));
        Assert.Contains(expected, diagnostics.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("config.yaml:1:", diagnostics.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The steps whose answer is to be scored; the tokens are checked on the way.</summary>
    private static int[] Scored(int[] stream, int vocabulary, int noise, bool isMulti)
    {
        int ordinary = vocabulary - noise - (isMulti ? 0 : 1), keys = ordinary / 2;
        List<int> scored = [];
        Dictionary<int, int> values = [];
        int at = 0;
        for (; at < stream.Length - (isMulti ? 2 : 3); at += 2)
        {
            (int key, int value) = (stream[at], stream[at + 1]);
            if (key >= ordinary)
            {
                Assert.InRange(key, ordinary, ordinary + noise - 1);
                Assert.InRange(value, ordinary, ordinary + noise - 1);
                continue;
            }

            Assert.InRange(key, 0, keys - 1);
            Assert.InRange(value, keys, ordinary - 1);
            if (!values.TryAdd(key, value))
            {
                Assert.Equal(values[key], value);
                if (isMulti)
                    scored.Add(at);
            }
        }

        if (!isMulti)
            Assert.Equal(vocabulary - 1, stream[at++]);
        Assert.Equal(values[stream[at]], stream[at + 1]);
        scored.Add(at);
        Assert.Equal(stream.Length, at + 2);
        return [.. scored];
    }
}
