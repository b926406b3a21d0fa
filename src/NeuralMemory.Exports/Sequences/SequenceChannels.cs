using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>The channels that sequences of one's own have, and what is wrong with them.</summary>
/// <param name="task">The task.</param>
/// <param name="readsSource">Whether the machine reads what an answer is read from apart.</param>
internal sealed class SequenceChannels(TaskDefinition task, bool readsSource)
{
    private const int MostProblems = 20;

    /// <summary>The steps that a sequence has at most, as an episode.</summary>
    public const int MostSteps = 1 << 20;

    /// <summary>What is wrong so far.</summary>
    public Diagnostics Diagnostics { get; } = new();

    /// <summary>Whether so much is wrong that more of it helps nobody.</summary>
    public bool IsEnough => Diagnostics.Count >= MostProblems;

    /// <summary>The task.</summary>
    public TaskDefinition Task { get; } = task;

    /// <summary>Whether sequences need a source.</summary>
    public bool NeedsSource { get; } = readsSource && task.HasSource;

    /// <summary>The channels of a side; null for a key that is none.</summary>
    public ChannelLayout? LayoutOf(string side) => side switch
    {
        EpisodeNames.Inputs => Task.Inputs,
        EpisodeNames.Source => NeedsSource ? Task.Inputs : null,
        EpisodeNames.Targets or EpisodeNames.Mask => Task.Targets,
        _ => null,
    };

    /// <summary>The channel of a side; null where there is none of the name, which is reported.</summary>
    /// <param name="side">Where it is named: <c>inputs</c>, <c>targets</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="mark">The place.</param>
    public Channel? Find(string side, string name, SourceMark mark)
    {
        ChannelLayout layout = LayoutOf(side)!;
        Channel? channel = layout.Find(name);
        if (channel is null)
            Diagnostics.Add(mark, $"'{side}': the task '{Task.Name}', which the machine was trained on, has no "
                + $"{(ReferenceEquals(layout, Task.Inputs) ? "input" : "target")} channel {Quoted.Text(name)}"
                + NearestName.Hint(name, layout.Names));
        return channel;
    }

    /// <summary>Reports what is wrong at a place.</summary>
    public void Report(SourceMark mark, string problem) => Diagnostics.Add(mark, problem);
}
