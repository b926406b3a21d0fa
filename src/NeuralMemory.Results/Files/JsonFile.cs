using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NeuralMemory.Results;

/// <summary>
/// The JSON of all files: snake_case names in the order of declaration, '\n' line ends on every system, the same bytes for the same values.
/// Each folder that has documents describes them in a context of its own, made with these options.
/// </summary>
internal static class JsonFile
{
    /// <summary>The options of documents that people read, and of one record a line.</summary>
    public static JsonSerializerOptions OptionsFor(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = indented,
        NewLine = "\n",
        // No HTML around these files, so quotes and umlauts may stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document's text, line end included.</summary>
    public static byte[] ToDocument<T>(T value, JsonTypeInfo<T> type) => [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];

    /// <summary>Writes <paramref name="value"/> as the document at <paramref name="path"/>, atomically.</summary>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type) =>
        AtomicFile.Write(path, stream => stream.Write(ToDocument(value, type)));

    /// <summary>Reads the document at <paramref name="path"/>.</summary>
    /// <exception cref="RunException">There is none, or it is not what its name says.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        Storage.ExpectContent(path);
        byte[] bytes = Storage.Try("read", path, () => Storage.TakeTurn(() => File.ReadAllBytes(path)));
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new RunException(RunProblem.Damaged, $"'{path}' is damaged: {Explain(exception, bytes, type)}", exception);
        }
    }

    /// <summary>What is wrong with <paramref name="json"/>, which <paramref name="type"/> could not be read from.</summary>
    public static string Explain<T>(JsonException exception, ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return "not a JSON object";
            foreach (JsonPropertyInfo field in type.Properties)
                if (field.IsRequired && !document.RootElement.TryGetProperty(field.Name, out _))
                    return $"the field '{field.Name}' is missing";
            return exception.Path is { Length: > 2 } path ? $"the field '{path[2..]}' has an unexpected value" : "an unexpected value";
        }
        catch (JsonException syntax)
        {
            if (syntax.BytePositionInLine is null)
                return "a field is given twice";
            // .NET counts from zero.
            string line = syntax.LineNumber > 0 ? $"line {syntax.LineNumber + 1}, " : "";
            return $"not valid JSON at {line}byte {syntax.BytePositionInLine + 1}";
        }
    }
}
