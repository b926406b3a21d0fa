using System.Globalization;
using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>Pokes as a list of them says it.</summary>
public static class PokeWords
{
    /// <summary>A poke in words, such as <c>step 3: input 2 is 1</c>.</summary>
    /// <param name="poke">The poke.</param>
    /// <param name="scene">What it is a poke of, which knows what heads and what they are told are called.</param>
    public static string Of(Poke poke, Scene scene) => poke switch
    {
        InputPoke input => string.Create(CultureInfo.InvariantCulture,
            $"{(input.IsOfSource ? "source " : "")}step {input.Step}: input {input.Column} is {input.Value}"),
        MemoryPoke memory => string.Create(
            CultureInfo.InvariantCulture, $"before step {memory.Step}: slot {memory.Slot}, number {memory.Column} is {memory.Value}"),
        ClampPoke clamp => string.Create(CultureInfo.InvariantCulture,
            $"{Steps(clamp.First, clamp.Last)}: {Told(clamp, scene)}{Place(clamp.Place)} is held at {clamp.Value}"),
        HeadPoke head => string.Create(CultureInfo.InvariantCulture,
            $"{Steps(head.First, head.Last)}: {Looking(head, scene)} looks at slot {head.Slot} alone"),
        _ => "something is changed",
    };

    /// <summary>What is held, and of which head where not of all.</summary>
    private static string Told(ClampPoke clamp, Scene scene)
    {
        Clampable? known = scene.Clampables.FirstOrDefault(each => each.Quantity == clamp.Quantity);
        string what = known?.Title ?? clamp.Quantity;
        return clamp.Head is not { } head ? what
            : $"{what} of {known?.Heads.ElementAtOrDefault(head) ?? string.Create(CultureInfo.InvariantCulture, $"head {head}")}";
    }

    private static string Looking(HeadPoke poke, Scene scene) =>
        scene.First.Heads.FirstOrDefault(head => head.Quantity == poke.Quantity && head.Place == poke.Head)?.Name
        ?? string.Create(CultureInfo.InvariantCulture, $"{poke.Quantity} of head {poke.Head}");

    private static string Place(int? place) =>
        place is { } number ? string.Create(CultureInfo.InvariantCulture, $", number {number},") : "";

    private static string Steps(int first, int? last) => last switch
    {
        null when first == 0 => "all steps",
        null => string.Create(CultureInfo.InvariantCulture, $"from step {first}"),
        { } end when end == first => string.Create(CultureInfo.InvariantCulture, $"step {first}"),
        { } end => string.Create(CultureInfo.InvariantCulture, $"steps {first} to {end}"),
    };
}
