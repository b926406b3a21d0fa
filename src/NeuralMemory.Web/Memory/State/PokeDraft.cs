using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>What a click on a cell proposes to change: the fields of a form are filled with it.</summary>
/// <param name="Poke">
/// The change: of the memory to what stands there now, of others to zero or to one slot; whoever made it sets what it is to be.
/// </param>
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
    /// <param name="moment">The step that is looked at.</param>
    /// <param name="clampables">What can be held.</param>
    public static PokeDraft? Of(
        Pane pane, CellPlace? place, int row, int column, Moment moment, IReadOnlyList<Clampable> clampables)
    {
        ArgumentNullException.ThrowIfNull(pane);
        ArgumentNullException.ThrowIfNull(moment);
        switch (place)
        {
            case { Kind: CellKind.Memory } when moment.Memory is { Axes: [var width, var slots] } memory
                && row < width.Length && column < slots.Length:
                return new(new MemoryPoke(moment.Step, column, row, memory.Values.Span[row * slots.Length + column]));
            case { Kind: CellKind.Address } when moment.Address?.Head is { } head:
                return new(new HeadPoke(head.Quantity, head.Place, column, moment.Step, moment.Step));
            case { Kind: CellKind.Row, Panel: { } panel }:
                if (panel.Kind == PanelKind.Weights && pane.Heads.FirstOrDefault(head => head.Name == place.Section) is { } looking)
                    return new(new HeadPoke(looking.Quantity, looking.Place, row, column, column));
                IEnumerable<ClampPoke> held =
                    from clampable in clampables
                    where clampable.Title == panel.Name
                    let told = clampable.Heads.ToList().IndexOf(place.Section)
                    where told >= 0
                    select new ClampPoke(clampable.Quantity, told, 0, column);
                return held.FirstOrDefault() is { } clamp ? new(clamp) : null;
            default:
                return null;
        }
    }
}
