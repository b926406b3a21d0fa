namespace NeuralMemory.Experiments;

/// <summary>What of an episode is traced.</summary>
public sealed record TraceOptions
{
    /// <summary>The number of the held-out episode, from 0.</summary>
    public long Episode
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Episode));
            field = value;
        }
    }

    /// <summary>Whether the links between slots are traced, which are as many as the square of the slots in each step.</summary>
    public bool Links { get; init; }

    /// <summary>Whether arrays are deflated: the file is shorter, and rows go to a file beside it first.</summary>
    public bool Compressed { get; init; }

    /// <summary>What is changed in the episode.</summary>
    public IReadOnlyList<Poke> Pokes { get; init; } = [];
}

/// <summary>What of an episode is kept in memory.</summary>
public sealed record EpisodeTraceOptions
{
    /// <summary>The most steps that are kept where no number is given.</summary>
    public const int UsualSteps = 2000;

    /// <summary>The number of the held-out episode, from 0.</summary>
    public long Episode { get; init; }

    /// <summary>Whether the links between slots are kept.</summary>
    public bool Links { get; init; }

    /// <summary>What is changed in the episode.</summary>
    public IReadOnlyList<Poke> Pokes { get; init; } = [];

    /// <summary>The first step that is kept, from 0.</summary>
    public int First { get; init; }

    /// <summary>The most steps that are kept, at least 1.</summary>
    public int Steps { get; init; } = UsualSteps;

    /// <summary>
    /// The most numbers that are kept of a quantity, at least 1. Of a larger one steps are left out, evenly, so that its first and its last
    /// are there.
    /// </summary>
    public int NumbersOfQuantity { get; init; } = 1 << 24;

    /// <summary>Whether of the memory and the links the first and the last step alone are kept, as a picture shows them.</summary>
    public bool EndsOfMatrices { get; init; }
}
