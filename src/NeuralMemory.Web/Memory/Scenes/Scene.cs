using NeuralMemory.Reports;

namespace NeuralMemory.Web;

/// <summary>What the memory page shows, the step that is looked at aside.</summary>
public sealed record Scene
{
    /// <summary>What it was made of: another state that differs in the step alone and stays in the window has the same scene.</summary>
    public required MemoryState State { get; init; }

    /// <summary>The original, then the poked one, then another machine, where they are asked for.</summary>
    public required IReadOnlyList<Pane> Panes { get; init; }

    /// <summary>T.</summary>
    public required int Steps { get; init; }

    /// <summary>The steps that are drawn.</summary>
    public required Window Window { get; init; }

    /// <summary>The whole episode in little, where not all of it is drawn; else null.</summary>
    public EpisodeStrip? Strip { get; init; }

    /// <summary>The step of the latest checkpoint of the run when it was looked at.</summary>
    public required long Latest { get; init; }

    /// <summary>The steps of all checkpoints of the run, and which is the best.</summary>
    public required IReadOnlyList<long> Checkpoints { get; init; }

    /// <summary>The step of the best checkpoint; null for none.</summary>
    public long? Best { get; init; }

    /// <summary>What can be set of the task: the parameter, and the range that it is drawn from now.</summary>
    public IReadOnlyList<SceneParameter> Parameters { get; init; } = [];

    /// <summary>What of the machine can be held at a value of its own.</summary>
    public IReadOnlyList<Clampable> Clampables { get; init; } = [];

    /// <summary>A sentence for each part of the state that means nothing to one of the machines, and is left out for it.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The original.</summary>
    public Pane First => Panes[0];

    /// <summary>The step that is looked at.</summary>
    /// <param name="state">The state.</param>
    public int StepOf(MemoryState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Math.Clamp(state.At ?? Steps / 2, 0, Steps - 1);
    }
}

/// <summary>A parameter of the task.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it is drawn from, as <c>20</c> or <c>[1, 20]</c>.</param>
public sealed record SceneParameter(string Name, string Value);

/// <summary>What can be held at a value of its own.</summary>
/// <param name="Quantity">What the trace calls it.</param>
/// <param name="Title">What a picture calls it.</param>
/// <param name="Heads">What the heads on its first axis are called.</param>
/// <param name="Low">The least that it can be; null for any.</param>
/// <param name="High">The most that it can be; null for any.</param>
public sealed record Clampable(string Quantity, string Title, IReadOnlyList<string> Heads, double? Low, double? High);
