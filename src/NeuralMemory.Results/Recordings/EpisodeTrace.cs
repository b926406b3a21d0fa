namespace NeuralMemory.Results;

/// <summary>One episode as a machine went through it, with everything that it computed, to be drawn, written or looked at.</summary>
public sealed record EpisodeTrace
{
    /// <summary>The name of the config, such as <c>ntm-copy</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The machine in words, such as <c>NTM, LSTM 100, memory 128 × 20</c>.</summary>
    public required string Machine { get; init; }

    /// <summary>The task and its parameters in this episode, such as <c>copy, length = 20</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Training steps of the weights.</summary>
    public long Step { get; init; }

    /// <summary>The episode's number among those held out, from 0.</summary>
    public long Episode { get; init; }

    /// <summary>What was changed in the episode, as <c>--poke</c> takes it; empty for nothing.</summary>
    public IReadOnlyList<string> Pokes { get; init; } = [];

    /// <summary>The task, and what was changed in the episode: <c>copy, length = 20; poked: input:3:2=1</c>.</summary>
    public string TaskAndPokes => Pokes.Count == 0 ? Task : $"{Task}; poked: {string.Join(", ", Pokes)}";

    /// <summary>What was shown, wanted and answered in all T steps of the episode.</summary>
    public required EpisodeRecording Recording { get; init; }

    /// <summary>The channels of the inputs, in the order of their columns.</summary>
    public required IReadOnlyList<TracedChannel> Inputs { get; init; }

    /// <summary>The channels of targets and answers.</summary>
    public required IReadOnlyList<TracedChannel> Targets { get; init; }

    /// <summary>The names of the task's phases.</summary>
    public required IReadOnlyList<string> Phases { get; init; }

    /// <summary>[T] the phase of each step, an index of <see cref="Phases"/>.</summary>
    public required IReadOnlyList<int> PhaseOf { get; init; }

    /// <summary>The first step of the window that <see cref="Quantities"/> are kept of.</summary>
    public int First { get; init; }

    /// <summary>The steps of the window.</summary>
    public required int Steps { get; init; }

    /// <summary>What the machine computed, in the order in which to look at it.</summary>
    public required IReadOnlyList<TracedQuantity> Quantities { get; init; }

    /// <summary>Its state before the first step; empty for a machine without a memory. Quantities of it have one row.</summary>
    public IReadOnlyList<TracedQuantity> Initial { get; init; } = [];

    /// <summary>Whether what a step reads has in it what the same step wrote; false for a machine without a memory.</summary>
    public bool ReadsAfterWriting { get; init; }

    /// <summary>The quantity of this name; null where there is none.</summary>
    public TracedQuantity? Find(string name) => Quantities.FirstOrDefault(quantity => quantity.Name == name);

    /// <summary>The same episode with a part of the steps that are kept.</summary>
    /// <param name="first">The first step of the part, counted from the episode's first.</param>
    /// <param name="steps">How many steps it has, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not all of these steps are kept.</exception>
    public EpisodeTrace Part(int first, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, First);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + steps, First + Steps, nameof(steps));
        return this with { First = first, Steps = steps, Quantities = [.. Quantities.Select(quantity => quantity.Part(first, steps))] };
    }

    /// <summary>The rows of the recording that are in the window.</summary>
    public float[,] Window(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var rows = new float[Steps, values.GetLength(1)];
        for (int step = 0; step < Steps; step++)
            for (int column = 0; column < values.GetLength(1); column++)
                rows[step, column] = values[First + step, column];
        return rows;
    }
}

/// <summary>Columns with a name.</summary>
/// <param name="Name">Its name in the task.</param>
/// <param name="Start">Its first column.</param>
/// <param name="Width">How many columns it has.</param>
public sealed record TracedChannel(string Name, int Start, int Width)
{
    /// <summary>How many symbols there are where its one column holds a symbol's number; null where columns mean themselves.</summary>
    public int? Symbols { get; init; }

    /// <summary>The words that symbols stand for; null where they stand for none.</summary>
    public IReadOnlyList<string>? Words { get; init; }
}
