using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// Seeds that a table tells of and whose runs are not on this machine: tables are kept with a repository, runs are not.
/// </summary>
internal static class ForeignSeeds
{
    /// <summary>Whether the tables of a folder have seeds that these outcomes lack, and would lose them by being written anew.</summary>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="outcomes">What the runs of this machine came to.</param>
    /// <exception cref="RunException">A table cannot be read.</exception>
    public static bool AreIn(string folder, IEnumerable<ReproductionOutcome> outcomes) => outcomes.Any(outcome =>
    {
        HashSet<string> own =
        [
            .. outcome.Seeds.Where(seed => ReproductionTable.NameOf(seed) != ReproductionTable.NotRun)
                .Select(seed => FormattableString.Invariant($"{seed.Seed}")),
        ];
        return SeedsOf(Path.Combine(folder, $"{outcome.Name}.csv")).Any(seed => !own.Contains(seed));
    });

    /// <summary>The seeds of a table that were run.</summary>
    private static IEnumerable<string> SeedsOf(string table)
    {
        try
        {
            return File.Exists(table)
                ? [.. File.ReadLines(table).Skip(1).Select(line => line.Split(',')).Where(WasRun).Select(fields => fields[0])]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunException(RunProblem.Storage, $"cannot read '{table}': {exception.Message}", exception);
        }
    }

    private static bool WasRun(string[] fields) => fields is [_, not (ReproductionTable.NotRun or ReproductionTable.Refused), ..];
}
