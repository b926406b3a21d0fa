namespace NeuralMemory.Results;

/// <summary>One episode as a machine answered it: T steps of I input and O target channels, and where the heads were.</summary>
public sealed record EpisodeRecording
{
    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>N, the slots of the memory; null for a machine without one.</summary>
    public int? Slots { get; init; }

    /// <summary>[T, I]</summary>
    public required float[,] Inputs { get; init; }

    /// <summary>[T, O]</summary>
    public required float[,] Targets { get; init; }

    /// <summary>[T, O] the machine's probabilities of a 1.</summary>
    public required float[,] Outputs { get; init; }

    /// <summary>[T] whether a step's targets count.</summary>
    public required bool[] Scored { get; init; }

    /// <summary>The heads, readers first; empty for a machine without memory.</summary>
    public IReadOnlyList<HeadRecording> Heads { get; init; } = [];

    /// <summary>T, the number of steps.</summary>
    public int Steps => Scored.Length;

    /// <summary>Target values that count.</summary>
    public int ScoredBits => Scored.Count(scored => scored) * Targets.GetLength(1);

    /// <summary>How many of them the machine has on the wrong side of one half.</summary>
    public int WrongBits =>
        Enumerable.Range(0, Steps).Sum(step => Enumerable.Range(0, Targets.GetLength(1)).Count(channel => IsWrong(step, channel)));

    /// <summary>Whether the value counts and the machine has it on the wrong side of one half.</summary>
    public bool IsWrong(int step, int channel) => Scored[step] && Outputs[step, channel] > 0.5f != Targets[step, channel] > 0.5f;
}

/// <summary>Where one head was: its weighting's largest entry at each step.</summary>
/// <param name="Name">Such as <c>read head</c>, or <c>read head 2</c> of several.</param>
/// <param name="Slot">[T] the slot with the most weight, from 0.</param>
/// <param name="Weight">[T] that weight, in [0, 1].</param>
public sealed record HeadRecording(string Name, int[] Slot, float[] Weight);
