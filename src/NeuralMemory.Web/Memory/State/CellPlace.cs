using System.Globalization;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>What a cell of the page belongs to.</summary>
public enum CellKind
{
    /// <summary>An input.</summary>
    Input,

    /// <summary>What was wanted.</summary>
    Target,

    /// <summary>What was answered.</summary>
    Output,

    /// <summary>How far the answer was off.</summary>
    Error,

    /// <summary>Another row over time, such as a gate or a weighting.</summary>
    Row,

    /// <summary>A number of the memory.</summary>
    Memory,

    /// <summary>A weight of a stage of an address.</summary>
    Address,
}

/// <summary>A cell of the page, by what the machine and the task call it.</summary>
/// <param name="Kind">What it belongs to.</param>
/// <param name="Column">Of a channel the column of the input or target; of others the row in the panel.</param>
/// <param name="Channel">The channel; null for others.</param>
/// <param name="Section">The section's title, of rows.</param>
/// <param name="Panel">The panel, of rows.</param>
public sealed record CellPlace(CellKind Kind, int Column, TracedChannel? Channel = null, string Section = "", InspectionPanel? Panel = null)
{
    /// <summary>Finds a cell; null where there is none.</summary>
    /// <param name="pane">The pane.</param>
    /// <param name="panel">The number of the panel among all of the view, or <c>memory</c>, or <c>address:STAGE</c>.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="column">The step or slot.</param>
    public static CellPlace? Of(Pane pane, string panel, int row, int column)
    {
        ArgumentNullException.ThrowIfNull(pane);
        ArgumentNullException.ThrowIfNull(panel);
        if (row < 0 || column < 0)
            return null;
        if (panel == "memory")
            return new(CellKind.Memory, row);
        if (panel.StartsWith("address:", StringComparison.Ordinal))
            return int.TryParse(panel.AsSpan("address:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int stage)
                ? new(CellKind.Address, stage)
                : null;
        if (!int.TryParse(panel, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return null;
        foreach (InspectionSection section in pane.View.Sections)
        {
            if (number < section.Panels.Count)
                return section.Panels[number] is { } found && row < found.Rows ? OfRow(pane, section, number, found, row) : null;
            number -= section.Panels.Count;
        }

        return null;
    }

    private static CellPlace OfRow(Pane pane, InspectionSection section, int number, InspectionPanel panel, int row)
    {
        (IReadOnlyList<TracedChannel> inputs, IReadOnlyList<TracedChannel> targets) = (pane.Trace.Inputs, pane.Trace.Targets);
        if (!ReferenceEquals(section, pane.View.Sections[0]) || number >= inputs.Count + 3 * targets.Count)
            return new(CellKind.Row, row, Section: section.Title, Panel: panel);
        if (number < inputs.Count)
            return new(CellKind.Input, inputs[number].Start + row, inputs[number], Panel: panel);
        int place = number - inputs.Count;
        TracedChannel channel = targets[place % targets.Count];
        CellKind kind = (place / targets.Count) switch
        {
            0 => CellKind.Target,
            1 => CellKind.Output,
            _ => CellKind.Error,
        };
        return new(kind, channel.Start + row, channel, Panel: panel);
    }
}
