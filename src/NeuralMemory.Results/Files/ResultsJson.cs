using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NeuralMemory.Results;

/// <summary>
/// The JSON of all files: snake_case names in the order of declaration, '\n' line ends on every system, the same bytes for the same values.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RunStatus))]
[JsonSerializable(typeof(RunEnvironment))]
[JsonSerializable(typeof(MetricsRecord))]
[JsonSerializable(typeof(Evaluation))]
[JsonSerializable(typeof(CheckpointManifest))]
internal sealed partial class ResultsJson : JsonSerializerContext
{
    /// <summary>For documents that people read.</summary>
    public static ResultsJson Documents => field ??= new(OptionsFor(indented: true));

    /// <summary>For one record a line.</summary>
    public static ResultsJson Lines => field ??= new(OptionsFor(indented: false));

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
        byte[] bytes = Storage.Try("read", path, () => File.ReadAllBytes(path));
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new RunException(RunProblem.Damaged, $"'{path}' is damaged: {Explain(exception)}", exception);
        }
    }

    /// <summary>The reason without the position that .NET appends, which counts from zero, and without type names.</summary>
    public static string Explain(JsonException exception)
    {
        string where = exception.LineNumber is { } line ? $"line {line + 1}, byte {exception.BytePositionInLine + 1}" : "";
        string field = exception.Path is { Length: > 2 } path ? $"'{path[2..]}'" : "";
        string at = string.Join(", ", new[] { field, where }.Where(part => part.Length > 0));
        return at.Length > 0 ? $"not the expected JSON at {at}" : "not the expected JSON";
    }

    private static JsonSerializerOptions OptionsFor(bool indented) => new(Default.Options)
    {
        WriteIndented = indented,
        NewLine = "\n",
        // No HTML around these files, so quotes and umlauts may stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
