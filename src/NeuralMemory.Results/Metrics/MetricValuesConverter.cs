using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeuralMemory.Results;

/// <summary>
/// Writes metric values as one JSON object in their order. JSON has no NaN or infinity; they are the strings
/// "NaN", "Infinity" and "-Infinity", which C#, Python's <c>float</c> and JavaScript's <c>Number</c> understand.
/// </summary>
internal sealed class MetricValuesConverter : JsonConverter<IReadOnlyList<MetricValue>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("the values must be an object");
        List<MetricValue> values = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            values.Add(new(name, ReadNumber(ref reader, name)));
        }

        return values;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<MetricValue> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string name, double number) in value)
        {
            if (double.IsFinite(number))
                writer.WriteNumber(name, number);
            else
                writer.WriteString(name, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }

        writer.WriteEndObject();
    }

    private static double ReadNumber(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.String when reader.ValueTextEquals("NaN") => double.NaN,
        JsonTokenType.String when reader.ValueTextEquals("Infinity") => double.PositiveInfinity,
        JsonTokenType.String when reader.ValueTextEquals("-Infinity") => double.NegativeInfinity,
        _ => throw new JsonException($"the value of '{name}' must be a number"),
    };
}
