namespace NeuralMemory.Tasks;

/// <summary>
/// What an episode holds channel by channel, in short: a hash of each channel's columns at each step, so that many episodes can be kept and
/// compared whatever their width.
/// </summary>
internal sealed class EpisodeDigest
{
    private readonly ulong[,] _inputs, _targets;
    private readonly bool[,] _scored;
    private readonly int[] _phases;

    /// <summary>The digest of an episode.</summary>
    public EpisodeDigest(Episode episode)
    {
        ChannelLayout inputs = episode.Task.Inputs, targets = episode.Task.Targets;
        _inputs = new ulong[episode.Length, inputs.Items.Count];
        _targets = new ulong[episode.Length, targets.Items.Count];
        _scored = new bool[episode.Length, targets.Items.Count];
        _phases = new int[episode.Length];
        for (int step = 0; step < episode.Length; step++)
        {
            _phases[step] = episode.PhaseOf(step);
            for (int c = 0; c < inputs.Items.Count; c++)
                _inputs[step, c] = HashOf(episode.InputRow(step), inputs.Items[c]);
            for (int c = 0; c < targets.Items.Count; c++)
            {
                Channel channel = targets.Items[c];
                _targets[step, c] = HashOf(episode.TargetRow(step), channel);
                _scored[step, c] = episode.MaskRow(step).Slice(channel.Start, channel.Width).IndexOfAnyExcept((Real)0) >= 0;
            }
        }
    }

    /// <summary>T, its steps.</summary>
    public int Length => _phases.Length;

    /// <summary>The phase of a step.</summary>
    public int PhaseOf(int step) => _phases[step];

    /// <summary>Stands for what an input channel holds; 0 when it is blank.</summary>
    public ulong Input(int step, int channel) => _inputs[step, channel];

    /// <summary>Stands for what a target channel holds; 0 when it is blank. Equal columns have equal hashes on both sides.</summary>
    public ulong Target(int step, int channel) => _targets[step, channel];

    /// <summary>Whether any column of a target channel is scored.</summary>
    public bool IsScored(int step, int channel) => _scored[step, channel];

    private static ulong HashOf(ReadOnlySpan<Real> row, Channel channel)
    {
        ReadOnlySpan<Real> columns = row.Slice(channel.Start, channel.Width);
        // The number of a symbol is no bit: 0 is one of them.
        if (channel.Symbols is not null)
            return columns[0] == Channel.Blank ? 0 : Mix(1, columns[0]);
        // Bits that are shown as -1 and 1 are the bits that are asked for as 0 and 1.
        bool signs = columns.Contains(-1) && columns.IndexOfAnyExcept(-1, 1) < 0;
        Real blank = signs ? -1 : 0;
        if (columns.IndexOfAnyExcept(blank) < 0)
            return 0;
        ulong hash = (ulong)columns.Length;
        foreach (Real value in columns)
            hash = Mix(hash, signs ? (value + 1) / 2 : value);
        return hash;
    }

    /// <summary>A hash with one more value in it, by the constants of splitmix64: a bit changed anywhere reaches all others.</summary>
    public static ulong Mix(ulong hash, Real value)
    {
        // The sum makes -0 and 0 one value.
        ulong mixed = (hash ^ (ulong)BitConverter.DoubleToInt64Bits(value + 0.0)) + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
        return mixed ^ mixed >> 31;
    }
}
