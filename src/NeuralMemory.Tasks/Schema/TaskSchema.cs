using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NeuralMemory.Tasks;

/// <summary>
/// The JSON Schema of task files, for editors: which keys stand where and what each means. What expressions mean, only reading a file can
/// tell.
/// </summary>
public static class TaskSchema
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON Schema (2020-12) of a task file.</summary>
    public static string JsonSchema()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "NeuralMemory task",
        };
        foreach (var (name, value) in Root())
            schema[name] = value?.DeepClone();
        schema["$defs"] = new JsonObject
        {
            ["expression"] = SchemaNode.Any("An expression: numbers, names and functions", "string", "number", "boolean"),
            ["phase"] = SchemaNode.Either("A phase, or a loop over phases", Phase(), Loop()),
        };
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Root() => SchemaNode.Keys("", new()
    {
        ["task"] = SchemaNode.Text("The name"),
        ["version"] = SchemaNode.Whole("Raise it when the meaning changes, so that a result names the definition it used", 1),
        ["source"] = SchemaNode.Text("Where the task was published"),
        ["description"] = SchemaNode.Text("What it asks, in a sentence"),
        ["seed"] = SchemaNode.Whole("From it comes what is drawn once for the task; 0 when absent", long.MinValue),
        ["corpus"] = Corpus(),
        ["parameters"] = SchemaNode.Named("Names with a number, or a range [low, high] that is drawn from for every sequence", Parameter()),
        ["variables"] = SchemaNode.Named("Names with expressions of parameters and of the variables above", SchemaNode.Expression),
        ["inputs"] = SchemaNode.Named("What the machine is shown: channels with their widths", Channel()),
        ["targets"] = SchemaNode.Named("What it must answer: channels with their widths", Channel()),
        ["draw"] = SchemaNode.Named("Names with expressions that may draw random values, once for every sequence", Draw()),
        ["where"] = SchemaNode.OneOrMany("Conditions on parameters, variables and draws: what does not meet them is drawn again",
            Condition()),
        ["episode"] = SchemaNode.List("Phases that follow one another in time", SchemaNode.Phase),
        ["loss"] = SchemaNode.PerChannel("How targets are scored: bits, softmax, squared, or a loss for each channel"),
        ["tolerance"] = SchemaNode.PerChannel("How far an answer may be from a number and is right, where the loss is squared"),
        ["terminator"] = SchemaNode.PerChannel("The class of a channel that ends its answer"),
        ["decoding"] = Decoding(),
        ["metrics"] = SchemaNode.List("What is measured; all that apply when absent", SchemaNode.Text("A metric")),
        ["acknowledged"] = SchemaNode.List("What the check would report, and is meant", Finding()),
        ["budget"] = Budget(),
    }, "task", "version", "inputs", "targets", "episode", "loss");

    private static JsonObject Parameter() => SchemaNode.Either("A number, a range, or either with how often it is drawn",
        Range(), SchemaNode.Keys("A range and how often it is drawn", new() { ["range"] = Range(), ["per"] = Scope() }, "range", "per"));

    private static JsonObject Range() => SchemaNode.Either("A number, or a range [low, high]",
        SchemaNode.Number("A number that is fixed"),
        SchemaNode.List("The lowest and the highest value", SchemaNode.Number("A bound"), 2, 2));

    private static JsonObject Draw() => SchemaNode.Either("An expression, or one with how often it is drawn", SchemaNode.Expression,
        SchemaNode.Keys("An expression and how often it is drawn",
            new() { ["value"] = SchemaNode.Expression, ["per"] = Scope() }, "value", "per"));

    private static JsonObject Condition() => SchemaNode.Either("A condition, or one with what is drawn again", SchemaNode.Expression,
        SchemaNode.Keys("A condition and what is drawn again", new()
        {
            ["holds"] = SchemaNode.Expression,
            ["from"] = SchemaNode.Text("The draw from which on values are drawn again; what stands above it is kept"),
        }, "holds", "from"));

    private static JsonObject Scope() => SchemaNode.Words<DrawScope>("How often it is drawn");

    private static JsonObject Channel() => SchemaNode.Either("A width, or how many symbols the channel has", SchemaNode.Expression,
        SchemaNode.Keys("One column with the number of a symbol", new() { ["symbols"] = SchemaNode.Expression }, "symbols"));

    private static JsonObject Phase() => SchemaNode.Keys("What is shown and asked for some steps", new()
    {
        ["name"] = SchemaNode.Text("Its name in previews and pictures"),
        ["show"] = SchemaNode.Named("Input channels with what is written to them", SchemaNode.Expression),
        ["recall"] = SchemaNode.Named("Target channels with what is asked of them", SchemaNode.Expression),
        ["score"] = SchemaNode.PerChannel("Which of what is recalled is scored, where that is not all of it"),
        ["train"] = SchemaNode.PerChannel("Which of what is recalled enters the loss of training, where that is not what is scored"),
        ["reference"] = SchemaNode.Named("What the best possible predictor expects of what is recalled", SchemaNode.Expression),
        ["source"] = SchemaNode.Named("Input channels with what an answer is read from, in place of show", SchemaNode.Expression),
        ["feedback"] = SchemaNode.Named("The answer that comes back as an input, one step later", SchemaNode.Expression),
        ["steps"] = SchemaNode.Described("How many steps the phase has, if that is not to follow from its sequences"),
        ["think"] = SchemaNode.Described("A pause of so many blank steps"),
        ["when"] = SchemaNode.Described("The phase happens only where this is not 0"),
    });

    private static JsonObject Loop() => SchemaNode.Keys("Phases that are gone through several times", new()
    {
        ["for"] = SchemaNode.Named("The index, with how many times: { i: count }", SchemaNode.Expression),
        ["do"] = SchemaNode.List("The phases", SchemaNode.Phase),
        ["when"] = SchemaNode.Described("The loop happens only where this is not 0"),
    }, "for", "do");

    private static JsonObject Corpus() => SchemaNode.Keys("A text file that lines are drawn from", new()
    {
        ["file"] = SchemaNode.Text("Its path, beside the task or in a folder below it"),
        ["columns"] = SchemaNode.Named("Its columns, in order, with how each is cut", Column()),
        ["longest"] = SchemaNode.Whole("Lines with more symbols in a column are left out", 1, CorpusLimits.Symbols),
        ["held_out"] = SchemaNode.Whole("One line in so many is kept for evaluation", 2, int.MaxValue),
    }, "file", "columns");

    private static JsonObject Column() => SchemaNode.Either("How a column is cut into symbols", Cut(),
        SchemaNode.Keys("A column and its vocabulary", new()
        {
            ["cut"] = Cut(),
            ["vocabulary"] = SchemaNode.Text("The column whose vocabulary it shares"),
            ["begin"] = SchemaNode.Flag("Whether its vocabulary has a symbol for the beginning"),
            ["unknown"] = SchemaNode.Flag("Whether its vocabulary has a symbol for what it lacks"),
        }, "cut"));

    private static JsonObject Cut() => SchemaNode.Words<TextCut>("How it is cut");

    private static JsonObject Decoding() => SchemaNode.Keys("How a machine answers whose answers come back", new()
    {
        ["beam"] = SchemaNode.Whole("How many of its own answers are kept side by side; 1 is greedy", 1, TaskFeedback.MostBeam),
        ["longest"] = SchemaNode.Whole("How many steps an answer has at most", 1, TaskLimits.Rows),
    });

    private static JsonObject Finding() => SchemaNode.Keys("A finding that is meant", new()
    {
        ["finding"] = SchemaNode.Words<TaskFinding>("What the check would report"),
        ["reason"] = SchemaNode.Text("Why it is meant"),
    }, "finding", "reason");

    private static JsonObject Budget() => SchemaNode.Keys("What an episode may cost", new()
    {
        ["work"] = SchemaNode.Whole("Operations", 1, EpisodeBudget.MostWork),
        ["numbers"] = SchemaNode.Whole("Numbers that are held at once", 1, EpisodeBudget.MostNumbers),
    });
}
