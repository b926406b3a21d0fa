namespace NeuralMemory.Tasks.Tests;

/// <summary>An episode of which every step shows a token by its number and wants another one.</summary>
internal sealed class TokenEpisode
{
    /// <summary>Reads an episode of a task with one channel of symbols on each side.</summary>
    public TokenEpisode(Episode episode)
    {
        Shown = [.. Enumerable.Range(0, episode.Length).Select(t => (int)episode.InputRow(t)[0])];
        Wanted = [.. Enumerable.Range(0, episode.Length).Select(t => (int)episode.TargetRow(t)[0])];
        Counts = [.. Enumerable.Range(0, episode.Length).Select(t => episode.MaskRow(t)[0] == 1)];
    }

    /// <summary>[T] the token of each step.</summary>
    public int[] Shown { get; }

    /// <summary>[T] the one that is wanted; -1 for none.</summary>
    public int[] Wanted { get; }

    /// <summary>[T] whether it counts.</summary>
    public bool[] Counts { get; }

    /// <summary>[T + 1] what is shown, and the last token wanted, of an episode that wants in each step what the next one shows.</summary>
    public int[] Stream
    {
        get
        {
            Assert.Equal(Shown[1..], Wanted[..^1]);
            return [.. Shown, Wanted[^1]];
        }
    }

    /// <summary>The steps whose answer counts.</summary>
    public int[] Scored => [.. Enumerable.Range(0, Shown.Length).Where(t => Counts[t])];
}
