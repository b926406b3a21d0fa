using System.Globalization;
using NeuralMemory.Machines;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Makes the points of evaluations from what a user wrote.</summary>
/// <param name="trained">The task as it was trained.</param>
/// <param name="machine">The machine.</param>
/// <param name="episodes">Episodes of a point.</param>
/// <param name="diagnostics">Receives every problem.</param>
internal sealed class EvaluationPlan(TaskDefinition trained, MachineConfig machine, int episodes, Diagnostics diagnostics)
{
    /// <summary>The axis that is no parameter of a task.</summary>
    public const string SlotsAxis = "slots";

    private const int MostPoints = 10_000;

    /// <summary>The mapping at a path of a config; an empty one where nothing, or something else, was written.</summary>
    public static YamlMapping Section(YamlMapping root, string path) => root.At(path) as YamlMapping ?? new YamlMapping(root.MarkOf(path));

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
        return trained.ForEvaluation(parameters, diagnostics) is { } task ? new(EvaluationName.Shorten(name), task, slots) : null;
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
            foreach (YamlNode value in Items(axis))
                Point(prefix, With(common, new(axis.Key, axis.Mark, value)));
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

    private int? ReadSlots(YamlEntry entry)
    {
        int? slots = (int?)entry.Value.AsInteger(diagnostics, 1, 1 << 24);
        if (machine.MemorySlots is not null)
        {
            if (slots is { } count)
                MachineLimits.Check(machine.WithSlots(count)!, trained,
                    Math.Min(episodes, Evaluator.GroupSize), _ => entry.Value.Mark, diagnostics);
            return slots;
        }

        diagnostics.Add(entry.Mark, $"a machine of kind {machine.Kind} has no memory, so 'slots' cannot be set");
        return null;
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
