using System.CommandLine;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>Seeds as a user lists them: <c>1..10</c>, <c>1,3,5</c>, <c>1..3,7</c>.</summary>
internal static class SeedList
{
    /// <summary>1 to 10: the seeds of a user who names none.</summary>
    public static IReadOnlyList<long> Usual { get; } = [.. Enumerable.Range(1, 10)];

    /// <summary><c>--seeds</c>; null if not given.</summary>
    /// <param name="description">What it is for.</param>
    public static Option<IReadOnlyList<long>?> Option(string description = "Which seeds, as 1..10 or 1,3,5; 1..10 if not given") =>
        new("--seeds")
        {
            HelpName = "SEEDS",
            Description = description,
            CustomParser = result =>
            {
                if (SeedNumbers.Read(result.Tokens[^1].Value) is { } seeds)
                    return seeds;
                result.AddError($"'--seeds': expected seeds, as in 1..10 or 1,3,5, found '{result.Tokens[^1].Value}'");
                return null;
            },
        };
}
