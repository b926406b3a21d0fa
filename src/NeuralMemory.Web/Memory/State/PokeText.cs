using System.Globalization;
using NeuralMemory.Experiments;

namespace NeuralMemory.Web;

/// <summary>
/// Pokes as they stand in an address: <c>input:STEP:COLUMN:VALUE</c>, <c>memory:STEP:SLOT:COLUMN:VALUE</c>,
/// <c>clamp:QUANTITY:HEAD:VALUE:FIRST:LAST</c> and <c>head:QUANTITY:HEAD:SLOT:FIRST:LAST</c>; <c>*</c> for all heads and for the episode's end.
/// </summary>
public static class PokeText
{
    private const string All = "*";

    /// <summary>A poke as text.</summary>
    public static string Write(Poke poke) => poke switch
    {
        InputPoke input => string.Create(CultureInfo.InvariantCulture, $"input:{input.Step}:{input.Column}:{input.Value}"),
        MemoryPoke memory => string.Create(
            CultureInfo.InvariantCulture, $"memory:{memory.Step}:{memory.Slot}:{memory.Column}:{memory.Value}"),
        ClampPoke clamp => string.Create(CultureInfo.InvariantCulture,
            $"clamp:{clamp.Quantity}:{OrAll(clamp.Head)}:{clamp.Value}:{clamp.First}:{OrAll(clamp.Last)}"),
        HeadPoke head => string.Create(CultureInfo.InvariantCulture,
            $"head:{head.Quantity}:{head.Head}:{head.Slot}:{head.First}:{head.Last}"),
        _ => throw new ArgumentException($"there is no text for a {poke?.GetType().Name}", nameof(poke)),
    };

    /// <summary>Reads what <see cref="Write"/> writes; null for anything else.</summary>
    public static Poke? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') switch
        {
            ["input", var step, var column, var value] when Step(step) is { } at && Step(column) is { } place && Value(value) is { } number =>
                new InputPoke(at, place, number),
            ["memory", var step, var slot, var column, var value]
                when Step(step) is { } at && Step(slot) is { } row && Step(column) is { } place && Value(value) is { } number =>
                new MemoryPoke(at, row, place, number),
            ["clamp", { Length: > 0 } quantity, var head, var value, var first, var last]
                when Value(value) is { } number && Step(first) is { } from && IsStepOrAll(head) && IsStepOrAll(last) =>
                new ClampPoke(quantity, Step(head), number, from, Step(last)),
            ["head", { Length: > 0 } quantity, var head, var slot, var first, var last]
                when Step(head) is { } place && Step(slot) is { } row && Step(first) is { } from && Step(last) is { } to =>
                new HeadPoke(quantity, place, row, from, to),
            _ => null,
        };
    }

    private static string OrAll(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? All;

    private static bool IsStepOrAll(string text) => text == All || Step(text) is not null;

    private static int? Step(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static float? Value(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number) ? number : null;
}
