using System.Globalization;
using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>Pokes as a list of them says it.</summary>
public static class PokeWords
{
    /// <summary>A poke in words, such as <c>step 3: input 2 is 1</c>.</summary>
    public static string Of(Poke poke) => poke switch
    {
        InputPoke input => string.Create(CultureInfo.InvariantCulture,
            $"{(input.IsOfSource ? "source " : "")}step {input.Step}: input {input.Column} is {input.Value}"),
        MemoryPoke memory => string.Create(
            CultureInfo.InvariantCulture, $"before step {memory.Step}: slot {memory.Slot}, number {memory.Column} is {memory.Value}"),
        ClampPoke clamp => string.Create(CultureInfo.InvariantCulture,
            $"{Steps(clamp.First, clamp.Last)}: {clamp.Quantity}{Head(clamp.Head)}{Place(clamp.Place)} is held at {clamp.Value}"),
        HeadPoke head => string.Create(CultureInfo.InvariantCulture,
            $"{Steps(head.First, head.Last)}: {head.Quantity}{Head(head.Head)} looks at slot {head.Slot} alone"),
        _ => "something is changed",
    };

    private static string Head(int? head) => head is { } place ? string.Create(CultureInfo.InvariantCulture, $" of head {place}") : "";

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
