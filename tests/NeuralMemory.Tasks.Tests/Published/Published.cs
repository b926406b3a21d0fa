using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>What the tests of the published definitions have in common.</summary>
internal static class Published
{
    private const int Episodes = 300;

    /// <summary>The shipped task, whose channels are these: <c>"data 8, end 1"</c>.</summary>
    public static TaskDefinition Task(string name, string inputs, string targets)
    {
        TaskDefinition task = Repository.Task(name);
        Assert.Equal((inputs, targets), (Describe(task.Inputs), Describe(task.Targets)));
        return task;

        static string Describe(ChannelLayout channels) =>
            string.Join(", ", channels.Items.Select(channel => $"{channel.Name} {channel.Width}"));
    }

    /// <summary>The task with other parameters.</summary>
    public static TaskDefinition With(this TaskDefinition task, string parameters)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition? changed = task.ForTraining(Repository.Mapping(parameters), diagnostics);
        Assert.Equal("", diagnostics.ToString());
        return changed!;
    }

    /// <summary>Checks many episodes.</summary>
    public static void ForEach(TaskDefinition task, Action<Episode> check, int episodes = Episodes)
    {
        var sampler = new EpisodeSampler(task);
        for (int i = 0; i < episodes; i++)
            check(sampler.Draw(StreamKey.FromSeed(11), i));
    }

    /// <summary>Checks many episodes, and that a parameter took every value of a range, none beyond it.</summary>
    public static void ForEach(TaskDefinition task, string parameter, int low, int high, Action<Episode, int> check)
    {
        var values = new SortedSet<int>();
        ForEach(task, episode =>
        {
            int value = (int)episode.Parameter(parameter);
            values.Add(value);
            check(episode, value);
        });
        Assert.Equal(Enumerable.Range(low, high - low + 1), values);
    }

    /// <summary>Bits in consecutive rows, from a column on.</summary>
    public static Real[][] Bits(Episode episode, int row, int rows, int column, int width)
    {
        Real[][] bits = [.. Enumerable.Range(row, rows).Select(t => episode.InputRow(t).Slice(column, width).ToArray())];
        Assert.All(bits, vector => Assert.All(vector, bit => Assert.True(bit is 0 or 1)));
        return bits;
    }

    /// <summary>Bits that are shown as -1 and 1, as 0 and 1.</summary>
    public static Real[][] SignedBits(Episode episode, int row, int rows, int column, int width)
    {
        Real[][] signs = [.. Enumerable.Range(row, rows).Select(t => episode.InputRow(t).Slice(column, width).ToArray())];
        Assert.All(signs, vector => Assert.All(vector, sign => Assert.True(sign is -1 or 1)));
        return [.. signs.Select(vector => vector.Select(sign => (sign + 1) / 2).ToArray())];
    }

    /// <summary>The other way round.</summary>
    public static Real[] Signed(Real[] bits) => [.. bits.Select(bit => 2 * bit - 1)];

    /// <summary>The column that holds the only 1, counted from the first of the group.</summary>
    public static int Symbol(ReadOnlySpan<Real> oneHot)
    {
        int symbol = oneHot.IndexOf((Real)1);
        Assert.True(symbol >= 0 && oneHot[..symbol].IndexOfAnyExcept((Real)0) < 0 && oneHot[(symbol + 1)..].IndexOfAnyExcept((Real)0) < 0,
            $"not one-hot: {string.Join(' ', oneHot.ToArray())}");
        return symbol;
    }

    /// <summary>A number that tells rows of bits apart.</summary>
    public static string Text(IEnumerable<Real> bits) => string.Concat(bits);
}
