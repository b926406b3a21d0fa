using System.Security.Cryptography;
using System.Text;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>What must stay as it is when a run goes on.</summary>
internal static class ResumeRules
{
    /// <summary>Whether a resumed run may have another value at a dotted path, which may lie below a key.</summary>
    public static bool MayChange(string path) => MayChange(path, ConfigDocuments.Keys.ToLookup(key => key.Path));

    /// <summary>
    /// Stands for everything in a run's config and task that must not change. Taken from what the files say, so that a later version with
    /// further keys still knows the run.
    /// </summary>
    /// <exception cref="InvalidInputException">The config cannot be read.</exception>
    public static string Fingerprint(RunDirectory run)
    {
        Diagnostics diagnostics = new();
        YamlMapping? root = new ConfigReader(diagnostics).ReadTree(run.ConfigPath, []);
        diagnostics.ThrowIfAny();
        ILookup<string, ConfigKey> keys = ConfigDocuments.KeysOf(root!).ToLookup(key => key.Path);
        StringBuilder text = new();
        foreach (var (path, value) in YamlText.Flatten(root!))
            if (!MayChange(path, keys) && !IsNothingNew(value, keys[path]))
                text.Append(path).Append(": ").Append(value).Append('\n');
        text.Append(run.ReadTask()).Append(run.ReadCorpusHash());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static bool MayChange(string path, ILookup<string, ConfigKey> keys)
    {
        while (!keys.Contains(path) && path.LastIndexOf('.') is > 0 and var dot)
            path = path[..dot];
        return keys.Contains(path) && keys[path].All(key => key.MayChange);
    }

    /// <summary>Whether a value is the default of a key that older versions did not have: they ran as it says.</summary>
    private static bool IsNothingNew(string value, IEnumerable<ConfigKey> keys) => keys.Any(key => key.CameLater && key.Default == value);

    /// <summary>
    /// Whether a run ended before its first checkpoint was complete, so that it can only begin once more, whatever else it has written.
    /// </summary>
    /// <exception cref="RunException">It had checkpoints, and they are gone: beginning once more would silently lose the run.</exception>
    public static bool BeginsAnew(RunDirectory run)
    {
        if (run.Checkpoints().Latest() is not null)
            return false;
        RunStatus status = run.ReadStatus();
        // Earlier versions did not write which checkpoint is the latest: a run that ended well had one, and one that made more steps than
        // lie between two. At that step itself it may have died while the first was written.
        bool hadOne = status.Checkpoint is not null || (status.Step > 0 && (status.State is RunState.Done or RunState.Interrupted
            || status.Step > StoredExperiment.Read(run, [], anyChange: true).Config.Training.Checkpoint.Every));
        return hadOne
            ? throw new RunException(RunProblem.Missing,
                $"no checkpoint is left in '{run.CheckpointsPath}', but the run has made {status.Step} steps; "
                + "put its checkpoints back, or start anew by train --force")
            : true;
    }

    /// <summary>Refuses a checkpoint that was written by another config or task than the run has now.</summary>
    /// <exception cref="RunException">It was.</exception>
    public static void Check(RunDirectory run, TrainingState state, string fingerprint)
    {
        if (state.Fingerprint.Length > 0 && state.Fingerprint != fingerprint)
            throw new RunException(RunProblem.Damaged,
                $"'{run.ConfigPath}' or '{run.TaskPath}' was changed after the checkpoint of step {state.Step} was written; "
                + "undo the change, or start a new run");
    }

    /// <summary>Says how the last bits of a run that goes on come to differ, or refuses to go on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="state">The checkpoint's state.</param>
    /// <param name="now">What this process computes with.</param>
    /// <param name="isStrict">Whether to refuse.</param>
    /// <returns>A sentence; null where nothing differs, as far as can be known.</returns>
    /// <exception cref="RunException">Something differs, and <paramref name="isStrict"/> is set.</exception>
    public static string? CheckArithmetic(RunDirectory run, TrainingState state, RunArithmetic now, bool isStrict)
    {
        // Before the first step nothing was computed. Another engine is one that was asked for, now or at an earlier resume.
        if (state.Step == 0
            || RunEngines.ArithmeticBefore(run, state)?.DifferencesTo(now, withEngine: isStrict) is not { Count: > 0 } differences)
            return null;
        string what = $"'{run.Path}' was computed until step {state.Step} with {string.Join("; ", differences)}";
        return isStrict
            ? throw new RunException(RunProblem.OtherArithmetic,
                $"{what}: the last bits of what follows would differ; go on where it was computed, or without --strict")
            : $"{what}: the last bits of what follows differ from those of a run that was not moved";
    }
}
