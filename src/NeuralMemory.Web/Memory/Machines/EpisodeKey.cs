using System.Globalization;
using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>An episode as it is looked at: its setting, its number, and what is changed in it.</summary>
public sealed record EpisodeKey
{
    /// <summary>What tells it from others.</summary>
    private readonly string _text;
    private readonly MemoryState _setting;

    /// <param name="state">What is shown.</param>
    /// <param name="point">The setting that the state means, which is another machine's where two are compared.</param>
    /// <param name="episode">The number of the episode.</param>
    /// <param name="pokes">What is changed.</param>
    public EpisodeKey(MemoryState state, EvaluationPoint point, long episode, IReadOnlyList<Poke> pokes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(point);
        (_setting, Point, Episode, Pokes) = (state, point, episode, pokes);
        _text = string.Join('|',
        [
            string.Create(CultureInfo.InvariantCulture, $"{episode} {point.Seed} {point.Slots} {state.Run}"), .. state.Settings,
            .. pokes.Select(poke => poke.ToString()),
        ]);
    }

    /// <summary>The setting.</summary>
    public EvaluationPoint Point { get; }

    /// <summary>Its number.</summary>
    public long Episode { get; }

    /// <summary>What is changed.</summary>
    public IReadOnlyList<Poke> Pokes { get; }

    /// <summary>The same episode without changes; itself where there are none.</summary>
    public EpisodeKey Plain => Pokes.Count == 0 ? this : new(_setting, Point, Episode, []);

    /// <summary>Whether it is the same episode with the same changes.</summary>
    public bool Equals(EpisodeKey? other) => other?._text == _text;

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);
}
