using System.Globalization;
using NeuralMemory.Machines;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Whether pokes name what a machine and an episode have.</summary>
/// <param name="config">The machine, of the memory size that is looked at.</param>
/// <param name="steps">T; null where the episode is not known, and then any step may be named.</param>
internal sealed class PokeRules(MachineConfig config, int? steps)
{
    private readonly Diagnostics _diagnostics = new();

    /// <summary>What the inputs hold.</summary>
    public InputLayout Inputs { get; init; } = 1;

    /// <summary>S, the steps of what is read before the first one; 0 where nothing is.</summary>
    public int SourceSteps { get; init; }

    /// <summary>Refuses pokes that cannot be.</summary>
    /// <param name="pokes">The pokes.</param>
    /// <param name="option">What the user calls where they were written, such as <c>--poke</c>; null for nothing.</param>
    /// <exception cref="InvalidInputException">Some cannot be: tells of all of them.</exception>
    public void Check(IEnumerable<Poke> pokes, string? option = null)
    {
        foreach (Poke poke in pokes)
        {
            string text = option == ClampOption && poke is ClampPoke clamp ? clamp.ToShortString() : poke.ToString();
            if (ProblemOf(poke) is { } problem)
                _diagnostics.Add(SourceMark.WholeFile(option is null ? text : $"{option} {text}"), problem);
        }

        _diagnostics.ThrowIfAny();
    }

    /// <summary>The option of commands that takes pokes.</summary>
    public const string PokeOption = "--poke";

    /// <summary>The option of <c>eval</c> that takes clamps without their first word.</summary>
    public const string ClampOption = "--clamp";

    private string? ProblemOf(Poke poke) => poke switch
    {
        InputPoke input => Input(input),
        MemoryPoke memory => Memory(memory),
        ClampPoke clamp => Clamp(clamp),
        HeadPoke head => Head(head),
        _ => throw new ArgumentOutOfRangeException(nameof(poke)),
    };

    private string? Input(InputPoke poke)
    {
        if (poke.IsOfSource && SourceSteps == 0)
            return "nothing is read before the first step, so that there is no source; input:STEP:COLUMN=VALUE changes what steps show";
        if (Beyond("step", poke.Step, poke.IsOfSource ? SourceSteps : steps) is { } wrong)
            return poke.IsOfSource ? $"in the source {wrong}" : wrong;
        if (Beyond("input column", poke.Column, Inputs.Width) is { } none)
            return none;
        SymbolColumn? symbol = Inputs.Symbols.FirstOrDefault(each => each.Column == poke.Column);
        return symbol is not null && !(poke.Value >= -1 && poke.Value < symbol.Count && poke.Value == MathF.Floor(poke.Value))
            ? Text($"'{symbol.Name}' takes the number of a symbol, from 0 to {symbol.Count - 1}, or -1 for none, not {poke.Value}")
            : Finite(poke.Value);
    }

    private string? Memory(MemoryPoke poke) => config.MemorySlots is not { } slots
        ? $"a machine of kind {config.Kind} has no memory whose numbers could be changed"
        : !config.ShowsMemory ? $"a memory of {slots} slots is not shown slot by slot, so that none of its numbers can be changed"
        : Beyond("step", poke.Step, steps) ?? Beyond("slot", poke.Slot, slots)
            ?? Beyond("number of a slot", poke.Column, config.MemoryWidth) ?? Finite(poke.Value);

    private string? Clamp(ClampPoke poke)
    {
        if (config.Signals.Count == 0)
            return $"a machine of kind {config.Kind} has no heads that are told anything, so that nothing can be clamped";
        if (config.Signals.FirstOrDefault(signal => signal.Name == poke.Quantity) is not { } quantity)
            return config.Weightings.Any(weighting => weighting.Name == poke.Quantity)
                ? $"'{poke.Quantity}' is where heads look: move one, as in head:{poke.Quantity}[0]@12=3"
                : $"the machine's heads are not told '{poke.Quantity}'"
                    + NearestName.Hint(poke.Quantity, config.Signals.Select(signal => signal.Name));
        if (HeadProblem(quantity, poke.Head) is { } none)
            return none;
        if (PlaceProblem(quantity, poke) is { } wrong)
            return wrong;
        return poke.First > poke.Last ? $"the steps end before they begin: {poke.First}..{poke.Last}"
            : Beyond("step", poke.First, steps) ?? (poke.Last is { } last ? Beyond("step", last, steps) : null)
                ?? Finite(poke.Value) ?? Outside(quantity, poke.Value);
    }

    private string? Head(HeadPoke poke)
    {
        if (config.Weightings.Count == 0)
            return $"a machine of kind {config.Kind} has no heads that could be moved";
        if (config.Weightings.FirstOrDefault(weighting => weighting.Name == poke.Quantity) is not { } quantity)
            return $"'{poke.Quantity}' is not where heads look"
                + NearestName.Hint(poke.Quantity, config.Weightings.Select(weighting => weighting.Name));
        return HeadProblem(quantity, poke.Head) ?? Beyond("slot", poke.Slot, config.MemorySlots)
            ?? (poke.First > poke.Last ? $"the steps end before they begin: {poke.First}..{poke.Last}" : null)
            ?? Beyond("step", poke.First, steps) ?? Beyond("step", poke.Last, steps);
    }

    private static string? HeadProblem(TraceQuantity quantity, int? head) =>
        head is { } place && quantity.Axes[0].Count is { } count && place >= count
            ? $"'{quantity.Name}' has no {quantity.Axes[0].Name} {place}; it has "
                + (quantity.Axes[0].Labels is { } labels ? Listed(labels) : $"0 to {count - 1}")
            : null;

    private string? PlaceProblem(TraceQuantity quantity, ClampPoke poke)
    {
        if (quantity.Axes.Count < 2)
            return poke.Place is null ? null : $"'{quantity.Name}' is one number for each head: leave '{poke.Place}' out of the brackets";
        IReadOnlyList<string>? labels = quantity.Axes[1].Labels;
        string? known = labels is null ? null : Listed(labels);
        if (poke.Place is null && quantity.Range == TraceRange.Distribution)
            return $"the numbers of '{quantity.Name}' are shares: name one, as in {quantity.Name}[0,1]={Text($"{poke.Value}")}; "
                + $"they are {known}";
        int count = labels?.Count ?? config.MemoryWidth!.Value;
        return poke.Place < count || poke.Place is null ? null
            : $"'{quantity.Name}' has no number {poke.Place}; it has {known ?? $"0 to {count - 1}"}";
    }

    private static string? Outside(TraceQuantity quantity, float value)
    {
        (float least, float most) = quantity.Range switch
        {
            TraceRange.Unit or TraceRange.Distribution => (0, 1),
            TraceRange.AtLeastZero => (0, float.MaxValue),
            TraceRange.AtLeastOne => (1, float.MaxValue),
            _ => (float.MinValue, float.MaxValue),
        };
        return value >= least && value <= most ? null
            : most == 1 ? Text($"'{quantity.Name}' lies from 0 to 1, not at {value}")
            : Text($"'{quantity.Name}' is at least {least}, not {value}");
    }

    private static string? Beyond(string what, int place, int? count) =>
        place < 0 ? Text($"there is no {what} {place}; they are counted from 0")
        : count is not { } end || place < end ? null
        : Text($"there is no {what} {place}; ") + (end == 1 ? "there is 0 alone" : Text($"they are 0 to {end - 1}"));

    private static string? Finite(float value) => float.IsFinite(value) ? null : Text($"{value} is no number that a machine can be given");

    private static string Listed(IReadOnlyList<string> labels) =>
        string.Join(", ", labels.Select((label, place) => Text($"{place} ({label})")));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
