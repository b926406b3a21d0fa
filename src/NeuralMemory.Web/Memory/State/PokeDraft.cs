using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>What a click on a cell proposes to change: the fields of a form are filled with it.</summary>
/// <param name="Poke">The change, with the value that is there.</param>
public sealed record PokeDraft(Poke Poke)
{
    /// <summary>
    /// The pokes with an input turned to its other value: a bit from 0 to 1 or back, a symbol to the next one; a second time it is as it
    /// was before.
    /// </summary>
    /// <param name="pokes">The pokes.</param>
    /// <param name="trace">The original episode.</param>
    /// <param name="step">The step.</param>
    /// <param name="column">The column of the input.</param>
    public static IReadOnlyList<Poke> Flip(IReadOnlyList<Poke> pokes, EpisodeTrace trace, int step, int column)
    {
        ArgumentNullException.ThrowIfNull(pokes);
        ArgumentNullException.ThrowIfNull(trace);
        if (step >= trace.Recording.Steps || column >= trace.Recording.Inputs.GetLength(1))
            return pokes;
        Poke[] others = [.. pokes.Where(poke => poke is not InputPoke input || input.Step != step || input.Column != column)];
        float before = trace.Recording.Inputs[step, column];
        TracedChannel? channel = trace.Inputs.FirstOrDefault(each => column >= each.Start && column < each.Start + each.Width);
        if (channel?.Symbols is not { } symbols)
            return others.Length < pokes.Count ? others : [.. others, new InputPoke(step, column, before > 0.5f ? 0 : 1)];
        float now = pokes.OfType<InputPoke>().LastOrDefault(poke => poke.Step == step && poke.Column == column)?.Value ?? before;
        float next = (now + 1) % symbols;
        return next == before ? others : [.. others, new InputPoke(step, column, next)];
    }

    /// <summary>What a click proposes; null for a cell of which nothing can be changed.</summary>
    /// <param name="pane">The pane.</param>
    /// <param name="place">The cell.</param>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its step or slot.</param>
    /// <param name="step">The step that is looked at.</param>
    /// <param name="clampables">What can be held.</param>
    public static PokeDraft? Of(
        Pane pane, CellPlace? place, int row, int column, int step, IReadOnlyList<Clampable> clampables)
    {
        ArgumentNullException.ThrowIfNull(pane);
        switch (place)
        {
            case { Kind: CellKind.Memory }:
                return new(new MemoryPoke(step, column, row, 0));
            case { Kind: CellKind.Address } when pane.Heads.Count > 0:
                return new(new HeadPoke(pane.Heads[0].Quantity, pane.Heads[0].Place, column, step, step));
            case { Kind: CellKind.Row, Panel: { } panel }:
                if (panel.Kind == PanelKind.Weights && pane.Heads.FirstOrDefault(head => head.Name == place.Section) is { } looking)
                    return new(new HeadPoke(looking.Quantity, looking.Place, row, column, column));
                return clampables
                    .SelectMany(clampable => clampable.Heads.Select((name, head) => (clampable, name, head)))
                    .FirstOrDefault(each => each.name == place.Section && each.clampable.Title == panel.Name) is { clampable: not null } held
                    ? new(new ClampPoke(held.clampable.Quantity, held.head, 0, column))
                    : null;
            default:
                return null;
        }
    }
}
