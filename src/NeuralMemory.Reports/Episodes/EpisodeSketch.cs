namespace NeuralMemory.Reports;

/// <summary>
/// What <see cref="EpisodePicture"/> draws: an episode of a task, without the task. Whoever has an episode makes it. T is its steps, at
/// least 1.
/// </summary>
public sealed record EpisodeSketch
{
    /// <summary>What stands above the picture.</summary>
    public required string Head { get; init; }

    /// <summary>A line below <see cref="Head"/>.</summary>
    public required string Title { get; init; }

    /// <summary>The phases that there are; a step has one of them.</summary>
    public required IReadOnlyList<PhaseName> Phases { get; init; }

    /// <summary>[T] the phase of each step, an index of <see cref="Phases"/>.</summary>
    public required IReadOnlyList<int> PhaseOf { get; init; }

    /// <summary>What is shown, at least one channel.</summary>
    public required IReadOnlyList<ChannelSketch> Inputs { get; init; }

    /// <summary>What is wanted, at least one channel, each with what is scored of it.</summary>
    public required IReadOnlyList<ChannelSketch> Targets { get; init; }

    /// <summary>The number of the first step, where it is a part of an episode.</summary>
    internal int First { get; init; }

    /// <summary>T.</summary>
    public int Steps => PhaseOf.Count;
}

/// <summary>How a phase is called.</summary>
/// <param name="Letter">What stands for it where its name has no room.</param>
/// <param name="Name">Its name.</param>
public sealed record PhaseName(char Letter, string Name);

/// <summary>A group of columns with a name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">[T, W] the value of each step and column.</param>
public sealed record ChannelSketch(string Name, float[,] Values)
{
    /// <summary>[T, W] whether a value is scored; null for an input, of which nothing is.</summary>
    public bool[,]? Scored { get; init; }

    /// <summary>
    /// The columns that are scored together as one symbol, a divisor of <see cref="Width"/>; 1 where each is scored by itself.
    /// </summary>
    public int Symbol { get; init; } = 1;

    /// <summary>
    /// How many symbols there are, where the one column holds a symbol's number, or -1 where there is none; null where it holds numbers
    /// that mean themselves.
    /// </summary>
    public int? Symbols { get; init; }

    /// <summary>The words that the numbers of <see cref="Symbols"/> stand for; null where they stand for none.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>W, the columns, at least 1.</summary>
    public int Width => Values.GetLength(1);
}
