using System.Globalization;
using NeuralMemory.Reports;

namespace NeuralMemory.Web;

/// <summary>What stands at a cell, in a line beside the pointer.</summary>
internal static class CellWords
{
    /// <summary>The line; null for nothing.</summary>
    /// <param name="pane">The pane.</param>
    /// <param name="moment">The step that it shows.</param>
    /// <param name="panel">The panel, as <see cref="CellPlace.Of"/> takes it.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="column">The step or slot.</param>
    public static string? Of(Pane pane, Moment moment, string panel, int row, int column)
    {
        CellPlace? place = CellPlace.Of(pane, panel, row, column);
        return place switch
        {
            { Kind: CellKind.Memory } when moment.Memory is { } memory && row < memory.Axes[0].Length && column < memory.Axes[1].Length =>
                MemoryWords(moment, row, column, memory.Values.Span[row * memory.Axes[1].Length + column]),
            { Kind: CellKind.Address } when moment.Address is { } address && place.Column < address.Stages.Count
                && column < address.Stages[place.Column].Weights.Count => string.Create(CultureInfo.InvariantCulture,
                    $"slot {column} · {address.Stages[place.Column].Title} {Number(address.Stages[place.Column].Weights[column])}"),
            { Panel: { } found } when column - pane.View.First is var step && step >= 0 && step < pane.View.Steps =>
                RowWords(place, found, step, row, column),
            _ => null,
        };
    }

    private static string MemoryWords(Moment moment, int number, int slot, float value)
    {
        string written = moment.Writers is { } writers && slot < writers.Steps.Count
            ? writers.Steps[slot] >= 0
                ? string.Create(CultureInfo.InvariantCulture, $" · written in step {writers.Steps[slot]}, {writers.Left[slot]:P0} left")
                : " · never written"
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"slot {slot}, number {number}: {Number(value)}{written}");
    }

    private static string RowWords(CellPlace place, InspectionPanel panel, int step, int row, int column)
    {
        string at = string.Create(CultureInfo.InvariantCulture, $"step {column} · ");
        string name = place.Section.Length > 0 ? $"{place.Section}, {panel.Name}" : panel.Name;
        string which = panel.Rows == 1 ? ""
            : panel.RowLabels is { } labels ? $" {labels[row]}"
            : string.Create(CultureInfo.InvariantCulture, $" {(panel.RowName.Length > 0 ? panel.RowName + " " : "")}{row}");
        if (panel.Shown?[step, row] == false)
            return $"{at}{name}{which}: not asked";
        float value = panel.Values[step, row];
        string text = panel.Symbols is null ? Number(value)
            : value < 0 ? "nothing"
            : panel.Words is { } words && (int)value < words.Count ? $"‘{words[(int)value]}’"
            : value.ToString("0", CultureInfo.InvariantCulture);
        return $"{at}{name}{which}: {text}{(panel.Wrong?[step, row] == true ? " · wrong" : "")}";
    }

    private static string Number(float value) => value.ToString(Math.Abs(value) switch
    {
        >= 100 => "0",
        >= 1 => "0.00",
        0 or >= 0.001f => "0.####",
        _ => "0.0e0",
    }, CultureInfo.InvariantCulture);
}
