using NeuralMemory.Analysis;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>
/// How many numbers machines carry from step to step, found by building each once: of the groups of a sweep most have the same one.
/// </summary>
internal sealed class StateSizes
{
    private readonly Dictionary<string, StateSize?> _known = new(StringComparer.Ordinal);

    /// <summary>The numbers at the end of the longest episode; null where the machine carries none, or cannot be built.</summary>
    public long? NumbersOf(RunGroup group) => Of(group)?.Numbers;

    /// <summary>The same for people: what grows with the episode is marked.</summary>
    public string? TextOf(RunGroup group) => Of(group) is { } state
        ? Readable.Count(state.Numbers) + (state.Growing > 0 ? $" at {Readable.Count(state.Steps, "step")}" : "")
        : null;

    private StateSize? Of(RunGroup group)
    {
        string machine = string.Join('\n', group.Config.Keys.Where(IsOfMachineOrTask).Select(key => $"{key}={group.Config[key]}"))
            + string.Join('\n', group.TaskConfig.Keys.Select(key => $"{key}={group.TaskConfig[key]}"));
        if (!_known.TryGetValue(machine, out StateSize? state))
            _known.Add(machine, state = Find(group.Runs[0].Path));
        return state;
    }

    private static bool IsOfMachineOrTask(string key) =>
        KeysWithoutEffect.IsBelow(key, "machine") || KeysWithoutEffect.IsBelow(key, "task");

    private static StateSize? Find(string path)
    {
        try
        {
            using RunDirectory run = RunDirectory.Open(path);
            return DryRun.StateOf(StoredExperiment.Read(run, [], anyChange: true));
        }
        catch (Exception exception) when (exception is RunException or InvalidInputException)
        {
            // A run of a version whose configs are others; all else of it can still be compared.
            return null;
        }
    }
}
