using System.Globalization;
using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>An episode as it is looked at: its setting, its number, and what is changed in it.</summary>
public sealed record EpisodeKey
{
    /// <summary>What tells it from others.</summary>
    private readonly string _text;

    /// <param name="state">What is shown.</param>
    /// <param name="episode">The number of the episode.</param>
    /// <param name="pokes">What is changed.</param>
    public EpisodeKey(MemoryState state, long episode, IReadOnlyList<Poke> pokes)
    {
        ArgumentNullException.ThrowIfNull(state);
        (Settings, Slots, Seed, Episode, Pokes) = (state.Settings, state.Slots, state.Seed, episode, pokes);
        _text = string.Join('|',
        [
            string.Create(CultureInfo.InvariantCulture, $"{episode} {Seed} {Slots}"), .. Settings, .. pokes.Select(PokeText.Write),
        ]);
    }

    /// <summary>Parameters that differ from the config's evaluation.</summary>
    public IReadOnlyList<string> Settings { get; }

    /// <summary>Slots; null for as many as the machine was trained with.</summary>
    public int? Slots { get; }

    /// <summary>The root of the episodes; null for the config's.</summary>
    public long? Seed { get; }

    /// <summary>Its number.</summary>
    public long Episode { get; }

    /// <summary>What is changed.</summary>
    public IReadOnlyList<Poke> Pokes { get; }

    /// <summary>Whether it is the same episode with the same changes.</summary>
    public bool Equals(EpisodeKey? other) => other?._text == _text;

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);
}
