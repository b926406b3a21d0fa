using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>A trained machine and the episodes of it that are looked at. Whoever uses it has it alone (<see cref="MachineShelf"/>).</summary>
public sealed class OpenMachine : IDisposable
{
    /// <summary>How many episodes are kept: the original and the poked one of two pages.</summary>
    private const int MostEpisodes = 4;

    private readonly RecentlyUsed<EpisodeKey, EpisodeLab> _labs = new(MostEpisodes);

    internal OpenMachine(TrainedMachine machine) => Machine = machine;

    /// <summary>The machine.</summary>
    public TrainedMachine Machine { get; }

    /// <summary>An episode.</summary>
    /// <param name="key">Which.</param>
    /// <exception cref="NeuralMemory.Yaml.InvalidInputException">A setting or a poke is wrong, or the task could not make the episode.</exception>
    public EpisodeLab LabOf(EpisodeKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_labs.Find(key) is { } known)
            return known;
        EpisodeLab lab = EpisodeLab.Open(Machine, key.Point, key.Episode, key.Pokes);
        foreach (EpisodeLab old in _labs.Add(key, lab))
            old.Dispose();
        return lab;
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
