using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>
/// A trained machine and the episodes of it that are looked at. Whoever uses it has it alone (<see cref="MachineShelf"/>).
/// </summary>
public sealed class OpenMachine : IDisposable
{
    /// <summary>How many episodes are kept: the original and the poked one of two pages; fewer where they are large.</summary>
    private const int MostEpisodes = 4;

    /// <summary>How many stay however large they are: the original and the poked one.</summary>
    public const int Least = 2;

    /// <summary>What they may hold, in bytes, the last two apart.</summary>
    private const long MostBytes = 32 << 20;

    private readonly RecentlyUsed<EpisodeKey, EpisodeLab> _labs = new(MostEpisodes);

    internal OpenMachine(TrainedMachine machine) => Machine = machine;

    /// <summary>The machine.</summary>
    public TrainedMachine Machine { get; }

    /// <summary>An episode.</summary>
    /// <param name="key">Which.</param>
    /// <exception cref="NeuralMemory.Yaml.InvalidInputException">
    /// A setting or a poke is wrong, or the task could not make the episode.
    /// </exception>
    public EpisodeLab LabOf(EpisodeKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_labs.Find(key) is { } known)
            return known;
        // A changed episode goes with the original up to the first change.
        EpisodeLab lab = key.Pokes.Count > 0 ? LabOf(key.Plain).With(key.Pokes) : EpisodeLab.Open(Machine, key.Point, key.Episode);
        foreach (EpisodeLab old in _labs.Add(key, lab))
            old.Dispose();
        Trim(Least, MostBytes);
        return lab;
    }

    /// <summary>What the episodes hold, in bytes.</summary>
    public long HeldBytes => _labs.Things.Sum(lab => lab.HeldBytes);

    /// <summary>Gives up the episodes that were not used for longest.</summary>
    /// <param name="least">How many stay at least.</param>
    /// <param name="bytes">What they may hold together.</param>
    internal void Trim(int least, long bytes)
    {
        foreach (EpisodeLab lab in _labs.TakeOut(least, () => HeldBytes > bytes))
            lab.Dispose();
    }

    /// <summary>Whether it has a memory of slots.</summary>
    public bool HasMemory => Machine.Machine.Config.MemorySlots is not null;

    /// <summary>The setting that is looked at.</summary>
    /// <param name="state">What is shown.</param>
    /// <exception cref="NeuralMemory.Yaml.InvalidInputException">A setting is wrong.</exception>
    public EvaluationPoint PointOf(MemoryState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Machine.PointsOf(new() { Settings = state.Settings, Slots = HasMemory ? state.Slots : null, Seed = state.Seed })[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (EpisodeLab lab in _labs.Things)
            lab.Dispose();
        Machine.Dispose();
    }
}
