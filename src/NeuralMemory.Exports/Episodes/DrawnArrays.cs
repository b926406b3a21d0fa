using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>What is known of episodes that were drawn from a task: its parameters, and the phases of the steps.</summary>
internal sealed class DrawnArrays
{
    private const int NoPhase = -1;

    private readonly NpySeries<double>[] _parameters;
    private readonly NpySeries<int> _phase;
    private readonly int[] _phases;

    public DrawnArrays(NpzWriter file, EpisodeLayout layout)
    {
        TaskDefinition task = layout.Task;
        _parameters = [.. task.Parameters.Select(parameter => file.Grow<double>($"{EpisodeNames.Parameters}/{parameter.Name}"))];
        _phases = new int[layout.Length];
        _phase = file.Grow<int>("phase", layout.Length);
        file.Add(EpisodeNames.Phases, NpyArray.OfTexts(task.Phases));
    }

    /// <summary>Appends an episode.</summary>
    public void Add(EpisodeNumbers episode)
    {
        for (int i = 0; i < _parameters.Length; i++)
            _parameters[i].Append([episode.Parameters[i]]);
        Array.Fill(_phases, NoPhase);
        for (int t = 0; t < episode.Phases.Count; t++)
            _phases[t] = episode.Phases[t];
        _phase.Append(_phases);
    }
}
