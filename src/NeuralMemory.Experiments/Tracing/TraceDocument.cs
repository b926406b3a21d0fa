using System.Text.Json.Nodes;
using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// What the arrays of a trace cannot say, so that <see cref="TraceReader"/> makes an <see cref="EpisodeTrace"/> of the file alone: what
/// quantities are called and where their numbers lie, the task's channels with their words, what is a symbol, and what a number.
/// </summary>
internal static class TraceDocument
{
    /// <summary>Adds it to the document of a trace.</summary>
    /// <param name="about">The document.</param>
    /// <param name="shapes">The quantities that were traced.</param>
    /// <param name="config">The machine.</param>
    /// <param name="task">The task.</param>
    /// <param name="recording">What was shown, wanted and answered.</param>
    public static void Add(
        JsonObject about, IEnumerable<TracedShape> shapes, MachineConfig config, TaskDefinition task, EpisodeRecording recording)
    {
        string[] order = [.. config.Quantities.Select(quantity => quantity.Name)];
        about["reads_after_writing"] = config.ReadsAfterWriting;
        about["slots"] = recording.Slots;
        about["quantities"] = new JsonObject(shapes
            .OrderBy(shape => Array.IndexOf(order, shape.Name) is >= 0 and var place ? place : order.Length)
            .Select(shape => KeyValuePair.Create<string, JsonNode?>(shape.Name, Quantity(shape.With([], default)))));
        about["inputs"] = Channels(TracedPass.ChannelsOf(task.Inputs));
        about["targets"] = Channels(TracedPass.ChannelsOf(task.Targets));
        about["symbols"] = Symbols(recording.Symbols);
        about["shown_symbols"] = Symbols(recording.ShownSymbols);
        if (recording.Numbers.Count > 0)
            about["numbers"] = Numbers(recording.Numbers);
    }

    private static JsonObject Quantity(TracedQuantity quantity) => new()
    {
        ["title"] = quantity.Title,
        ["low"] = quantity.Low,
        ["high"] = quantity.High,
        ["shares"] = quantity.IsDistribution,
    };

    private static JsonArray Channels(IReadOnlyList<TracedChannel> channels) => new(
    [
        .. channels.Select(channel => new JsonObject
        {
            ["name"] = channel.Name,
            ["start"] = channel.Start,
            ["width"] = channel.Width,
            ["symbols"] = channel.Symbols,
            ["words"] = Words(channel.Words),
        }),
    ]);

    private static JsonArray Symbols(IReadOnlyList<RecordedSymbol> symbols) => new(
    [
        .. symbols.Select(symbol => new JsonObject
        {
            ["start"] = symbol.Start,
            ["classes"] = symbol.Classes,
            ["number"] = symbol.IsNumber,
            ["words"] = Words(symbol.Words),
        }),
    ]);

    private static JsonArray Numbers(IReadOnlyList<RecordedNumbers> numbers) => new(
    [
        .. numbers.Select(number => new JsonObject
        {
            ["start"] = number.Start,
            ["channels"] = number.Channels,
            ["tolerance"] = number.Tolerance,
        }),
    ]);

    private static JsonArray? Words(IReadOnlyList<string>? words) =>
        words is null ? null : new([.. words.Select(word => JsonValue.Create(word))]);
}
