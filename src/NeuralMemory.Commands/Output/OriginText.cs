using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Whose weights a run began with.</summary>
internal static class OriginText
{
    private const int HashCharacters = 12;

    /// <summary>What a run says of its origin; null where it has none, or where that cannot be read, and why.</summary>
    public static RunOrigin? Read(RunDirectory run, out string? problem)
    {
        problem = null;
        try
        {
            return run.ReadOrigin();
        }
        catch (RunException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    /// <summary>
    /// <c>step 20,000 of results/ntm-copy-seed1 (copy, seed 1), weights 0123456789ab, without its optimizer</c>; of a file its name, what
    /// its arrays are called like, and its hash.
    /// </summary>
    public static string Of(RunOrigin origin)
    {
        string run = Path.GetRelativePath(".", origin.Run), hash = origin.WeightsSha256;
        if (run.StartsWith("..", StringComparison.Ordinal))
            run = origin.Run;
        if (origin.Layout is { } layout)
            return Quoted.Harmless($"{run} (a file, arrays as {layout} has them), ") + $"SHA-256 {Short(hash)}";
        return $"step {Readable.Count(origin.Step)} of " + Quoted.Harmless($"{run} ({origin.Task}, seed {origin.Seed}), ")
            + $"weights {Short(hash)}, {(origin.WithOptimizer ? "with" : "without")} its optimizer";
    }

    private static string Short(string hash) => hash[..Math.Min(HashCharacters, hash.Length)];

    /// <summary>What all runs of a group or a sweep begin with, for people.</summary>
    public static string OfAll(WarmStart from) => Quoted.Harmless($"note: each run begins with the weights of '{from}', ")
        + $"{(from.WithOptimizer ? "with" : "without")} its optimizer";

    /// <summary>For scripts, as <c>origin.json</c> has it.</summary>
    public static JsonObject Document(RunOrigin origin) => new()
    {
        ["run"] = origin.Run,
        ["name"] = origin.Name,
        ["seed"] = origin.Seed,
        ["task"] = origin.Task,
        ["step"] = origin.Step,
        ["sequences"] = origin.Sequences,
        ["weights_sha256"] = origin.WeightsSha256,
        ["layout"] = origin.Layout,
        ["with_optimizer"] = origin.WithOptimizer,
        ["notes"] = new JsonArray([.. origin.Notes.Select(note => JsonValue.Create(note))]),
    };
}
