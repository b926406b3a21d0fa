using System.Globalization;

namespace NeuralMemory.Analysis;

/// <summary>What a run has under a name: nothing, a text, a number, or several texts as tags are.</summary>
/// <param name="Texts">The texts; a number is one, too.</param>
public readonly record struct FieldValue(IReadOnlyList<string> Texts)
{
    /// <summary>Nothing.</summary>
    public static FieldValue None { get; } = new([]);

    /// <summary>The number; null where it is none.</summary>
    public double? Number => Texts is [var text] ? NumberOf(text) : null;

    /// <summary>All of it as one text, which is empty for nothing.</summary>
    public string Text => string.Join(' ', Texts);

    /// <summary>A text, or nothing.</summary>
    public static FieldValue Of(string? text) => text is null ? None : new([text]);

    /// <summary>A number, or nothing.</summary>
    public static FieldValue Of(double? number) =>
        number is { } value ? new([value.ToString("R", CultureInfo.InvariantCulture)]) : None;

    /// <summary>The number that a text is; null where it is none.</summary>
    internal static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    /// <summary>Whether it is a text, or the same number; of several texts, whether one of them is.</summary>
    internal bool Is(string other) =>
        Texts.Any(text => string.Equals(text, other, StringComparison.OrdinalIgnoreCase))
        || (Number is { } number && NumberOf(other) == number);

    /// <summary>Whether a text stands in it.</summary>
    internal bool Has(string other) => Texts.Any(text => text.Contains(other, StringComparison.OrdinalIgnoreCase));
}
