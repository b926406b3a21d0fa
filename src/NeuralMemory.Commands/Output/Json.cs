using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Commands;

/// <summary>
/// What scripts read. Names are in snake_case; numbers that are not finite are "NaN" and "Infinity", as in a run's files.
/// </summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Documents = new(Lines) { WriteIndented = true, NewLine = "\n" };

    /// <summary>A number.</summary>
    public static JsonNode Number(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A time in seconds.</summary>
    public static JsonNode Seconds(TimeSpan time) => JsonValue.Create(Math.Round(time.TotalSeconds, 3));

    /// <summary>A whole document as one line, its end left out.</summary>
    public static string Line(JsonNode line) => line.ToJsonString(Lines);

    /// <summary>Prints one line, which is a whole document.</summary>
    public static void WriteLine(Terminal terminal, JsonNode line) => terminal.Out.WriteLine(Line(line));

    /// <summary>Prints a document that people may look at too.</summary>
    public static void Write(Terminal terminal, JsonNode document) => terminal.Out.WriteLine(document.ToJsonString(Documents));

    /// <summary>An evaluation.</summary>
    public static JsonObject Evaluation(EvaluationResult result)
    {
        JsonObject document = new()
        {
            ["name"] = result.Name,
            ["step"] = result.Step,
            ["sequences"] = result.Sequences,
            ["episodes"] = result.Episodes,
            ["parameters"] = Parameters(result.Parameters),
            ["slots"] = result.Slots,
        };
        if (result.Split is { } split)
            document["split"] = split;
        document["seed"] = result.Seed;
        if (result.Unscored > 0)
            document["unscored"] = result.Unscored;
        if (result.DrawnOnce.Count > 0)
            document["drawn_once"] = new JsonArray([.. result.DrawnOnce.Select(name => JsonValue.Create(name))]);
        if (result.Engine is { } engine)
            document["engine"] = engine;
        if (result.Beam is { } beam)
            document["beam"] = beam;
        if (result.Clamps.Count > 0)
            document["clamps"] = new JsonArray([.. result.Clamps.Select(clamp => JsonValue.Create(clamp))]);
        foreach (MetricValue metric in result.Metrics)
            document[metric.Name] = Number(metric.Value);
        return document;
    }

    /// <summary>A status; null for none.</summary>
    public static JsonObject? Status(RunStatus? status) => status is null ? null : new()
    {
        ["state"] = NameOf(status.State),
        ["step"] = status.Step,
        ["sequences"] = status.Sequences,
        ["reason"] = status.Reason,
        ["checkpoint"] = status.Checkpoint,
        ["note"] = status.Note,
        ["seconds"] = Number(status.Seconds),
        ["updated"] = status.Updated.ToString("O", CultureInfo.InvariantCulture),
    };

    /// <summary>The name of a state in files.</summary>
    public static string NameOf(RunState state) => state.ToString().ToLowerInvariant();

    /// <summary>Parameters: a number each, or a pair of bounds.</summary>
    public static JsonObject Parameters(IEnumerable<KeyValuePair<string, ValueRange>> parameters)
    {
        JsonObject document = [];
        foreach (var (name, range) in parameters)
            document[name] = range.IsFixed ? Number(range.Low) : new JsonArray(Number(range.Low), Number(range.High));
        return document;
    }
}
