using System.Text.Json.Nodes;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Tasks, their episodes and what is wrong with them, for scripts.</summary>
internal static class TaskDocuments
{
    /// <summary>A task as it is reached by name; what cannot be read has its problems in place of the rest.</summary>
    public static JsonObject Summary(string name, string file)
    {
        Diagnostics diagnostics = new();
        TaskDefinition? task = TaskDefinition.Load(file, diagnostics);
        JsonObject document = new() { ["name"] = name, ["file"] = file };
        if (task is not null)
            (document["version"], document["description"], document["parameters"]) = (task.Version, task.Description, Parameters(task));
        document["problems"] = Problems(diagnostics.Items);
        return document;
    }

    /// <summary>All that a task is.</summary>
    public static JsonObject Whole(TaskDefinition task) => new()
    {
        ["name"] = task.Name,
        ["version"] = task.Version,
        ["description"] = task.Description,
        ["source"] = task.Source,
        ["file"] = task.File,
        ["parameters"] = Parameters(task),
        ["inputs"] = Channels(task.Inputs),
        ["targets"] = Channels(task.Targets),
        ["phases"] = Names(task.Phases),
        ["min_length"] = task.MinLength,
        ["max_length"] = task.MaxLength,
        ["loss"] = Losses(task),
        ["terminator"] = Terminators(task),
        ["trains_otherwise"] = task.TrainsOtherwise,
        ["metrics"] = Names(task.Metrics.Select(metric => metric.Name)),
        ["text"] = task.Text,
    };

    /// <summary>How each target channel is scored: <c>bits</c>, <c>softmax</c> or <c>softmax(10)</c>.</summary>
    private static JsonObject Losses(TaskDefinition task) =>
        new(task.Losses.Select(loss => KeyValuePair.Create<string, JsonNode?>(loss.Channel.Name, loss.ToString())));

    private static JsonObject Terminators(TaskDefinition task) => new(task.Losses.Where(loss => loss.Terminator is not null)
        .Select(loss => KeyValuePair.Create<string, JsonNode?>(loss.Channel.Name, loss.Terminator)));

    /// <summary>An episode: a row of numbers for each step, targets also where they are not recalled.</summary>
    public static JsonObject Episode(Episode episode)
    {
        TaskDefinition task = episode.Task;
        IEnumerable<int> steps = Enumerable.Range(0, episode.Length);
        JsonObject document = new()
        {
            ["episode"] = episode.Number,
            ["length"] = episode.Length,
            ["parameters"] = new JsonObject(task.Parameters.Select((parameter, i) =>
                KeyValuePair.Create<string, JsonNode?>(parameter.Name, Json.Number(episode.Parameters[i])))),
            ["phases"] = Names(steps.Select(step => task.Phases[episode.PhaseOf(step)])),
            ["inputs"] = new JsonArray([.. steps.Select(step => Row(episode.InputRow(step)))]),
            ["targets"] = new JsonArray([.. steps.Select(step => Row(episode.TargetRow(step)))]),
            ["mask"] = new JsonArray([.. steps.Select(step => Row(episode.MaskRow(step)))]),
            ["recalled"] = new JsonArray([.. steps.Select(step => JsonValue.Create(episode.IsRecalled(step)))]),
        };
        if (episode.ReferenceBits is { } bits)
            document["reference_bits"] = Json.Number(bits);
        return document;
    }

    /// <summary>A file that was checked.</summary>
    public static JsonObject Check(string file, IReadOnlyList<Diagnostic> problems) => new()
    {
        ["file"] = file,
        ["valid"] = problems.Count == 0,
        ["problems"] = Problems(problems),
    };

    /// <summary>A task that was checked, with the lengths of the shortest and the longest of its episodes.</summary>
    public static JsonObject Check(string file, Validation found)
    {
        JsonObject document = Check(file, found.Problems);
        (document["shortest"], document["longest"]) = (found.Shortest?.Length, found.Longest?.Length);
        document["acknowledged"] = new JsonArray([.. found.Acknowledged.Select(each => JsonValue.Create(each))]);
        return document;
    }

    private static JsonArray Problems(IEnumerable<Diagnostic> problems) =>
        [.. problems.Select(JsonNode (problem) => new JsonObject
        {
            ["file"] = problem.Mark.File,
            ["line"] = problem.Mark.Line,
            ["column"] = problem.Mark.Column,
            ["message"] = problem.Message,
        })];

    private static JsonObject Parameters(TaskDefinition task) =>
        Json.Parameters(task.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Range)));

    /// <summary>Names and widths of channels, in the order of their columns; of those that hold symbols also how many there are.</summary>
    public static JsonArray Channels(ChannelLayout layout) => [.. layout.Items.Select(JsonNode (channel) =>
    {
        JsonObject document = new() { ["name"] = channel.Name, ["width"] = channel.Width };
        if (channel.Symbols is { } symbols)
            document["symbols"] = symbols;
        return document;
    })];

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);

    private static JsonArray Row(ReadOnlySpan<Real> row)
    {
        JsonArray numbers = [];
        foreach (Real number in row)
            numbers.Add((JsonNode)JsonValue.Create(number));
        return numbers;
    }
}
