using System.Globalization;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Makes the points of evaluations from what a user wrote.</summary>
/// <param name="trained">The task as it was trained.</param>
/// <param name="config">The machine, and how and with what it is measured.</param>
/// <param name="diagnostics">Receives every problem.</param>
/// <param name="seed">The root of the episodes.</param>
/// <param name="lines">Which lines of a corpus to draw.</param>
internal sealed class EvaluationPlan(
    TaskDefinition trained, ExperimentConfig config, Diagnostics diagnostics, long seed, CorpusSplit lines)
{
    /// <summary>The axis that is no parameter of a task.</summary>
    public const string SlotsAxis = "slots";

    private const int MostPoints = 10_000;

    /// <summary>How many sequences are measured side by side, at most: each as often as there are beginnings of its answer.</summary>
    public static int SequencesOf(ExperimentConfig config, TaskDefinition task) =>
        Math.Min(config.Evaluation.Episodes, SideBySide.InEvaluation(config.Training.Engine.DividesBatches))
            * (task.Feedback?.Beam ?? 1);

    /// <summary>A point where some parameters, and perhaps <c>slots</c>, take other values than in training.</summary>
    /// <returns>The point, or null when a problem was reported.</returns>
    public EvaluationPoint? Point(string name, YamlMapping settings)
    {
        YamlMapping parameters = new(settings.Mark);
        int? slots = null;
        foreach (YamlEntry entry in settings.Entries)
            if (entry.Key == SlotsAxis && !trained.Parameters.Any(parameter => parameter.Name == SlotsAxis))
                slots = ReadSlots(entry);
            else
                parameters.Set(entry);
        return trained.ForEvaluation(parameters, diagnostics, lines) is { } task
            ? new(EvaluationName.Shorten(name), task, slots, config.Evaluation.Episodes, seed)
            : null;
    }

    /// <summary>Every combination of the values of some axes.</summary>
    /// <param name="prefix">The beginning of the points' names.</param>
    /// <param name="common">What holds at every point that an axis does not set.</param>
    /// <param name="axes">Lists of values by name.</param>
    public IReadOnlyList<EvaluationPoint> Grid(string prefix, YamlMapping common, YamlMapping axes)
    {
        if (axes.Entries.Count == 0)
            return [];
        int before = diagnostics.Count;
        double points = 1;
        foreach (YamlEntry axis in axes.Entries)
        {
            // Each value alone first: a wrong one is reported once, not in each of its combinations.
            int reported = diagnostics.Count;
            foreach (YamlNode value in Items(axis))
                Point(prefix, With(common, new(axis.Key, axis.Mark, value)));
            if (Items(axis).Count == 0 && before == 0)
                CheckEmpty(prefix, common, axis, reported);
            points *= Items(axis).Count;
        }

        if (points > MostPoints)
            diagnostics.Add(axes.Mark, string.Create(
                CultureInfo.InvariantCulture, $"the grid has {points} points; at most {MostPoints} are evaluated"));
        if (diagnostics.Count > before)
            return [];
        IEnumerable<YamlMapping> combinations = [common];
        IEnumerable<string> names = [prefix];
        foreach (YamlEntry axis in axes.Entries)
        {
            IReadOnlyList<YamlNode> items = Items(axis);
            combinations = [.. combinations.SelectMany(_ => items, (at, value) => With(at, new(axis.Key, axis.Mark, value)))];
            names = [.. names.SelectMany(_ => items, (name, value) => $"{name}_{EvaluationName.Part(axis.Key, value)}")];
        }

        return [.. names.Zip(combinations, Point).OfType<EvaluationPoint>()];
    }

    /// <summary>Reports a machine whose memory is too large for the episodes that are measured side by side.</summary>
    /// <param name="slots">The memory's slots; null for as many as the machine is trained with.</param>
    /// <param name="mark">Where the user wrote it.</param>
    public void CheckMachine(int? slots, SourceMark mark) => MachineLimits.Check(
        slots is { } count ? config.Machine.WithSlots(count)! : config.Machine, trained, SequencesOf(config, trained), _ => mark,
        diagnostics);

    /// <summary>
    /// Reports an axis of the command line without values, with what else is wrong with it: its name may be that of no parameter. (One of a
    /// config was reported when the config was read.)
    /// </summary>
    private void CheckEmpty(string prefix, YamlMapping common, YamlEntry axis, int reported)
    {
        Point(prefix, With(common, axis));
        if (diagnostics.Count == reported)
            diagnostics.Add(axis.Mark, $"'{axis.Key}' takes a list of values, as in {axis.Key}=[10, 20], found {axis.Value.Describe()}");
    }

    private int? ReadSlots(YamlEntry entry)
    {
        int? slots = (int?)entry.Value.AsInteger(diagnostics, 1, MachineSchema.MostSlots);
        if (config.Machine.MemorySlots is null)
        {
            diagnostics.Add(entry.Mark, $"a machine of kind {config.Machine.Kind} has no memory, so 'slots' cannot be set");
            return null;
        }

        if (slots is not null)
            CheckMachine(slots, entry.Value.Mark);
        return slots;
    }

    private static IReadOnlyList<YamlNode> Items(YamlEntry axis) => (axis.Value as YamlSequence)?.Items ?? [];

    private static YamlMapping With(YamlMapping settings, YamlEntry entry)
    {
        YamlMapping copy = new(settings.Mark);
        foreach (YamlEntry each in settings.Entries)
            copy.Set(each);
        copy.Set(entry);
        return copy;
    }
}
