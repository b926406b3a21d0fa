using System.Text.Json;

namespace NeuralMemory.Results;

/// <summary>Reads the JSON header of a safetensors file and checks every number in it before anything uses it.</summary>
internal static class SafetensorsHeader
{
    /// <summary>The arrays in the order of their places, and the strings about the file.</summary>
    /// <param name="json">The header.</param>
    /// <param name="dataBytes">How many bytes follow the header; the arrays must fill them without gap or overlap.</param>
    /// <exception cref="FormatException">Something is wrong with the header; the message completes "file is damaged: ".</exception>
    public static (IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(
        ReadOnlyMemory<byte> json, long dataBytes)
    {
        if (json.Span is not [(byte)'{', ..])
            throw new FormatException("the header does not begin with '{'");
        using JsonDocument document = ParseJson(json);
        List<SafetensorsEntry> entries = [];
        IReadOnlyDictionary<string, string> metadata = new Dictionary<string, string>();
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (property.Name == SafetensorsFormat.MetadataKey)
                metadata = Metadata(property.Value);
            else
                entries.Add(Entry(property.Name, property.Value));
        }

        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        CheckPlaces(entries, dataBytes);
        return (entries, metadata);
    }

    private static JsonDocument ParseJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            CheckStrings(document.RootElement);
            return document;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("the header is not valid JSON", exception);
        }
    }

    /// <summary>.NET checks the UTF-8 and the surrogates of a string only when it is read: here, once, for all of them.</summary>
    /// <exception cref="InvalidOperationException">A string or a name is no text.</exception>
    private static void CheckStrings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    CheckStrings(item);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    _ = property.Name;
                    CheckStrings(property.Value);
                }

                break;
        }
    }

    private static Dictionary<string, string> Metadata(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{SafetensorsFormat.MetadataKey} is not an object");
        Dictionary<string, string> metadata = [];
        foreach (JsonProperty property in element.EnumerateObject())
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw new FormatException($"{SafetensorsFormat.MetadataKey} '{property.Name}' is not a string");
        return metadata;
    }

    private static SafetensorsEntry Entry(string name, JsonElement element)
    {
        if (name.Length == 0)
            throw new FormatException("an array has no name");
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"'{name}' is not described by an object");
        string type = element.TryGetProperty("dtype"u8, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"'{name}' has no dtype");
        int size = SafetensorsFormat.BytesOf(type);
        if (size == 0)
            throw new FormatException($"'{name}' has the unknown dtype '{type}'");
        long[] shape = Numbers(name, element, "shape");
        if (Numbers(name, element, "data_offsets") is not [long begin, long end])
            throw new FormatException($"'{name}' needs two data_offsets");
        UInt128 bytes = shape.Aggregate((UInt128)(uint)size, (product, length) => UInt128.Min(product * (ulong)length, UInt128.One << 64));
        if (end < begin || (UInt128)(ulong)(end - begin) != bytes)
            throw new FormatException($"'{name}' has data_offsets that do not fit its shape [{string.Join(", ", shape)}]");
        return new(name, type, shape, begin, end);
    }

    private static long[] Numbers(string name, JsonElement element, string field)
    {
        if (!element.TryGetProperty(field, out JsonElement value) || value.ValueKind != JsonValueKind.Array)
            throw new FormatException($"'{name}' has no {field}");
        return
        [
            .. value.EnumerateArray().Select(item => WholeNumber(item)
                ?? throw new FormatException($"'{name}' has a {field} that is not made of whole numbers")),
        ];
    }

    private static long? WholeNumber(JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long number) && number >= 0 ? number : null;

    private static void CheckPlaces(List<SafetensorsEntry> entries, long dataBytes)
    {
        long end = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != end)
                throw new FormatException($"'{entry.Name}' begins at byte {entry.Begin} of the data, expected {end}");
            end = entry.End;
        }

        if (end != dataBytes)
            throw new FormatException($"expected {end} bytes of data, found {dataBytes}");
    }
}
