using NeuralMemory.Experiments;

namespace NeuralMemory.Sweeps;

/// <summary>
/// One run that is wanted: what is to be trained, and in which folder. What is there of it is another question (<see cref="JobPlan"/>).
/// </summary>
public sealed record Job
{
    /// <summary>
    /// Names it within its group or sweep, and its folder below that one's: <c>seed-3</c>, or <c>0a1b2c3d4e5f/seed-3</c>. It follows from
    /// what is trained alone, and stays the same when others are added or taken out.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Of what it is a seed, as people call it: a config's name, or the values of a point of a sweep.</summary>
    public required string Group { get; init; }

    /// <summary>What sets it apart from other points of its sweep: values by dotted key of the config; none in a group.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; init; } = [];

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The folder of its run.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// Reads what is to be trained; throws what <see cref="Experiment.Load(string, IReadOnlyList{string}?, long?)"/> throws.
    /// </summary>
    public required Func<Experiment> Load { get; init; }

    /// <summary>Whose weights it begins with; null for those of its seed.</summary>
    public WarmStart? From { get; init; }

    /// <summary>How it is called in a line: <c>copy-ntm, seed 3</c>.</summary>
    public string Name => FormattableString.Invariant($"{Group}, seed {Seed}");
}
