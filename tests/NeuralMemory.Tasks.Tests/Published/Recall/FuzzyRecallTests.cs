using NeuralMemory.Numerics;
using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Fuzzy in-context recall of MAD: what its sequences are made of, and that they are distributed as those of its source.</summary>
public sealed class FuzzyRecallTests
{
    private const string Name = "fuzzy-in-context-recall";
    private const int Episodes = 3000;

    [Theory]
    [InlineData(true, 16, "{ }")]
    [InlineData(false, 16, "{ }")]
    [InlineData(false, 128, "{ vocabulary: 128, length: 64 }")]
    [InlineData(true, 16, "{ certain: 1 }")]
    [InlineData(false, 16, "{ certain: 1 }")]
    public void A_key_keeps_its_value_and_the_values_of_keys_that_were_there_are_scored(bool isTraining, int vocabulary, string parameters)
    {
        int uncertain = 0;
        ForEach(Form(isTraining, parameters), episode =>
        {
            TokenEpisode tokens = new(episode);
            Reading reading = Reading.Of(tokens.Stream, vocabulary);
            Assert.All(reading.Keys, key => Assert.InRange(key.Length, isTraining ? 1 : 3, 3));
            Assert.InRange(reading.Padding, 2, episode.Length);
            uncertain += reading.IsCertain ? 0 : 1;
            if (isTraining)
                Assert.All(tokens.Counts, Assert.True);
            else
                Assert.Equal(reading.Answered.Select(at => at - 1), tokens.Scored);
        });
        Assert.Equal(parameters.Contains("certain", StringComparison.Ordinal), uncertain == 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sequences_are_distributed_as_those_of_the_source(bool isTraining)
    {
        Moments[] ours = [.. Enumerable.Range(0, Quantities.Length).Select(_ => new Moments())];
        Moments[] theirs = [.. Enumerable.Range(0, Quantities.Length).Select(_ => new Moments())];
        ForEach(Form(isTraining, "{ }"), episode => Add(ours, new TokenEpisode(episode).Stream), Episodes);
        var oracle = new FuzzyRecallOracle(16, 128, 3, isTraining);
        for (int i = 0; i < Episodes; i++)
        {
            (int[] stream, bool[] answered) = oracle.Draw(StreamKey.FromSeed(5).Split(i));
            Assert.Equal(Reading.Of(stream, 16).Answered, Enumerable.Range(0, stream.Length).Where(at => answered[at]));
            Add(theirs, stream);
        }

        for (int i = 0; i < Quantities.Length; i++)
        {
            double error = Math.Sqrt((ours[i].Variance + theirs[i].Variance) / Episodes);
            Assert.True(
                Math.Abs(ours[i].Mean - theirs[i].Mean) <= 4 * error,
                $"{Quantities[i].Name}: {ours[i].Mean} here, {theirs[i].Mean} in the source, standard error {error}");
        }

        static void Add(Moments[] moments, int[] stream)
        {
            Reading reading = Reading.Of(stream, 16);
            for (int i = 0; i < Quantities.Length; i++)
                moments[i].Add(Quantities[i].Of(reading));
        }
    }

    private static readonly (string Name, Func<Reading, double> Of)[] Quantities =
    [
        ("padding", reading => reading.Padding),
        ("pairs", reading => reading.Keys.Count),
        ("answers", reading => reading.Answered.Count),
        ("different keys", reading => reading.Keys.Distinct().Count()),
        ("question unknown", reading => reading.IsCertain ? 0 : 1),
        ("first place of the question", reading => reading.Keys.IndexOf(reading.Keys[^1])),
        ("tokens of a question", reading => reading.Keys[^1].Length),
        ("tokens of its answer", reading => reading.Values[^1].Length),
        ("tokens of values", reading => reading.Values.Sum(value => value.Length)),
        ("values of one token", reading => reading.Values.Count(value => value.Length == 1)),
        ("first token of the first key", reading => reading.Keys[0][0]),
    ];

    private static TaskDefinition Form(bool isTraining, string parameters) =>
        Task(Name, "token 1", "token 1").With(parameters).OnLines(isTraining ? CorpusSplit.Training : CorpusSplit.Test);

    /// <summary>What a sequence consists of. Keys and values have alphabets of their own, so that their ends can be seen.</summary>
    private sealed record Reading(int Padding, List<string> Keys, List<string> Values, List<int> Answered, bool IsCertain)
    {
        public static Reading Of(int[] stream, int vocabulary)
        {
            int keys = (vocabulary - 1) / 2, at = 0;
            while (stream[at] == vocabulary - 1)
                at++;
            Reading reading = new(at, [], [], [], false);
            Dictionary<string, string> known = [];
            bool isKnown = false;
            while (at < stream.Length)
            {
                string key = Run(token => token < keys);
                int start = at;
                string value = Run(token => token >= keys && token < vocabulary - 1);
                Assert.True(key.Length is >= 1 and <= 3 && value.Length is >= 1 and <= 3);
                reading.Keys.Add(key);
                reading.Values.Add(value);
                isKnown = !known.TryAdd(key, value);
                Assert.Equal(known[key], value);
                if (isKnown || at == stream.Length)
                    reading.Answered.AddRange(Enumerable.Range(start, at - start));
            }

            return reading with { IsCertain = isKnown };

            string Run(Func<int, bool> belongs)
            {
                string motif = "";
                while (at < stream.Length && belongs(stream[at]) && !motif.Contains((char)('A' + stream[at]), StringComparison.Ordinal))
                    motif += (char)('A' + stream[at++]);
                Assert.False(motif.Length > 3);
                return motif;
            }
        }
    }

    private sealed class Moments
    {
        private double _sum, _squares;
        private int _count;

        public double Mean => _sum / _count;

        public double Variance => _squares / _count - Mean * Mean;

        public void Add(double value) => (_sum, _squares, _count) = (_sum + value, _squares + value * value, _count + 1);
    }
}
