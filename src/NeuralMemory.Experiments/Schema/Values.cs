using System.Globalization;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>The plain values of a config.</summary>
public static class Values
{
    /// <summary>Any text.</summary>
    public static ConfigValue<string> Text { get; } = new ScalarValue<string>("a", "text",
        (YamlScalar scalar, out string value) => (value = scalar.Text) is not null,
        text => (text, !YamlText.IsPlain(text)), () => new() { ["type"] = "string" });

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static ConfigValue<bool> Flag { get; } = new ScalarValue<bool>("either", "true or false",
        (YamlScalar scalar, out bool value) => (value = scalar is { Style: YamlScalarStyle.Plain, Text: "true" })
            || scalar is { Style: YamlScalarStyle.Plain, Text: "false" },
        value => (value ? "true" : "false", false), () => new() { ["type"] = "boolean" });

    /// <summary>A number or a range <c>[low, high]</c>: what a parameter of a task takes.</summary>
    public static ConfigValue<ValueRange> NumberOrRange { get; } = new RangeValue();

    /// <summary>A whole number of 32 bits.</summary>
    public static ConfigValue<int> Integer(int low, int high = int.MaxValue)
    {
        Bounds bounds = new(low, high == int.MaxValue ? double.PositiveInfinity : high);
        return new ScalarValue<int>("an", $"integer{bounds}",
            (YamlScalar scalar, out int value) =>
            {
                bool fits = scalar.TryInteger(out long number) && number >= low && number <= high;
                value = fits ? (int)number : 0;
                return fits;
            },
            value => (value.ToString(CultureInfo.InvariantCulture), false), () => bounds.AddTo(new() { ["type"] = "integer" }));
    }

    /// <summary>A whole number of 64 bits.</summary>
    public static ConfigValue<long> Long(long low = long.MinValue)
    {
        Bounds bounds = new(low == long.MinValue ? double.NegativeInfinity : low, double.PositiveInfinity);
        return new ScalarValue<long>("an", $"integer{bounds}",
            (YamlScalar scalar, out long value) => scalar.TryInteger(out value) && value >= low,
            value => (value.ToString(CultureInfo.InvariantCulture), false), () => bounds.AddTo(new() { ["type"] = "integer" }));
    }

    /// <summary>A finite number.</summary>
    public static ConfigValue<double> Number(Bounds bounds) => new ScalarValue<double>("a", $"number{bounds}",
        (YamlScalar scalar, out double value) => scalar.TryReal(out value) && bounds.Contains(value),
        value => (YamlText.Number(value), false), () => bounds.AddTo(new() { ["type"] = "number" }));

    /// <summary>A member of an enumeration, in lower case with hyphens.</summary>
    public static ConfigValue<T> Choice<T>() where T : struct, Enum => new ChoiceValue<T>();

    /// <summary>A value or <c>null</c>.</summary>
    /// <param name="value">What stands there if anything does.</param>
    /// <param name="none">What null means, for the documentation.</param>
    public static ConfigValue<T?> Optional<T>(ConfigValue<T> value, string none) where T : struct => new OptionalValue<T>(value, none);

    /// <summary>A section or <c>null</c>.</summary>
    /// <param name="section">What stands there if anything does.</param>
    /// <param name="none">What null means, for the documentation.</param>
    /// <param name="initial">What a section that is written begins from.</param>
    public static ConfigValue<T?> OptionalSection<T>(ConfigValue<T> section, string none, T initial) where T : class =>
        new OptionalSection<T>(section, none, initial);

    /// <summary>A text or <c>null</c>.</summary>
    /// <param name="none">What null means, for the documentation.</param>
    public static ConfigValue<string?> OptionalText(string none) => new OptionalText(none);

    /// <summary>A list.</summary>
    public static ConfigValue<IReadOnlyList<T>> List<T>(ConfigValue<T> item) => new ListValue<T>(item);

    /// <summary>A list of sections.</summary>
    /// <param name="item">Each of them.</param>
    /// <param name="initial">What a section that is written begins from.</param>
    public static ConfigValue<IReadOnlyList<T>> List<T>(Section<T> item, T initial) where T : class => new SectionList<T>(item, initial);

    /// <summary>Values under names of the user's choosing.</summary>
    /// <param name="value">Each value.</param>
    /// <param name="names">What the names are, for the documentation: <c>parameter of the task</c>.</param>
    public static ConfigValue<IReadOnlyDictionary<string, T>> Named<T>(ConfigValue<T> value, string names) =>
        new NamedValue<T>(value, names);
}
