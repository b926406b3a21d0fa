using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The quantities of a trace as panels over time, those of one head together.</summary>
internal static class QuantityPanels
{
    private const string Slot = "slot", Width = "width", Unit = "unit", Shift = "shift", Mode = "mode", Memory = "memory";
    private const string Action = "action", Program = "program";

    /// <summary>The axes along which quantities are divided: each place on them has panels of its own.</summary>
    private static readonly string[] Heads = ["head", "reader", "writer", "stack", "tape", "memory_head"];

    private const int MostNamed = 24;

    /// <summary>The sections of a trace, in the order of its quantities.</summary>
    public static IEnumerable<InspectionSection> Of(EpisodeTrace trace, InspectionScales scales)
    {
        // A controller's units say little beside heads.
        bool hasHeads = trace.Quantities.Any(quantity => quantity.Axes.Any(axis => Heads.Contains(axis.Name)));
        return trace.Quantities.Where(quantity => IsOverTime(trace, quantity) && !(hasHeads && quantity.Axes is [{ Name: Unit }]))
            .SelectMany(quantity => PanelsOf(trace, quantity, scales))
            .GroupBy(panel => panel.Section, panel => panel.Panel)
            .Select(section => new InspectionSection(section.Key, [.. section]));
    }

    /// <summary>Whether every step of it is there, and a panel can show it.</summary>
    private static bool IsOverTime(EpisodeTrace trace, TracedQuantity quantity) =>
        quantity.Lead == TracedQuantity.LeadOfSteps && MatrixPanels.IsShown(quantity) && quantity.Rows.Count == trace.Steps
        && quantity.Axes.Count(axis => !Heads.Contains(axis.Name)) <= 1;

    private static IEnumerable<(string Section, InspectionPanel Panel)> PanelsOf(
        EpisodeTrace trace, TracedQuantity quantity, InspectionScales scales)
    {
        TracedAxis? rows = quantity.Axes.FirstOrDefault(axis => !Heads.Contains(axis.Name));
        int length = rows?.Length ?? 1, parts = quantity.RowLength / Math.Max(1, length);
        for (int part = 0; part < parts; part++)
        {
            (string section, string name) = NamesOf(quantity, part);
            yield return (section, new()
            {
                Name = name,
                Kind = KindOf(quantity, rows),
                Values = new(quantity.Values, trace.Steps, quantity.RowLength, part * length, length),
                // Among a few rows no light weight has to be looked for.
                Scale = rows?.Name is Shift or Mode or Action or Program ? ValueScale.Unit : scales.Of(quantity),
                RowName = rows?.Name.Replace('_', ' ') ?? "",
                RowLabels = rows?.Labels,
            });
        }
    }

    /// <summary>The section and the name of a part of a quantity: its head is named by the axis before its numbers.</summary>
    private static (string Section, string Name) NamesOf(TracedQuantity quantity, int part)
    {
        TracedAxis[] heads = [.. quantity.Axes.Where(axis => Heads.Contains(axis.Name))];
        if (heads.Length == 0)
            return (quantity.Axes is [{ Name: Unit }] ? "controller" : Memory, Shortened(quantity.Title));
        int others = heads.Skip(1).Aggregate(1, (product, axis) => product * axis.Length);
        string? head = heads[0].Labels?[part / others];
        if (head is null)
            return (quantity.Title, heads[0].Length == 1 ? "weights" : FormattableString.Invariant($"head {part / others + 1}"));
        string besides = others == 1 ? "" : $", {heads[1].Labels?[part % others] ?? FormattableString.Invariant($"{part % others + 1}")}";
        return (head, quantity.Title + besides);
    }

    /// <summary>Without the controller's own name, which stands above.</summary>
    private static string Shortened(string title) => title.StartsWith("controller", StringComparison.Ordinal)
        ? title[(title.IndexOfAny([':', ',']) + 1)..].Trim()
        : title;

    /// <summary>Whether it is the weighting that a head works by, not one of those that it is made of.</summary>
    private static bool IsMain(TracedQuantity quantity) =>
        quantity.IsDistribution && quantity.Name.EndsWith("weights", StringComparison.Ordinal);

    private static PanelKind KindOf(TracedQuantity quantity, TracedAxis? rows) => rows switch
    {
        null => PanelKind.Bars,
        { Labels.Count: <= MostNamed } => PanelKind.Named,
        { Name: Width or Unit } => PanelKind.Vector,
        { Name: Slot } when !IsMain(quantity) => PanelKind.Slots,
        _ => quantity.IsDistribution ? PanelKind.Weights : PanelKind.Vector,
    };
}
