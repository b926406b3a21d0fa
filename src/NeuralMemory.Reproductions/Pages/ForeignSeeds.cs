using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// Seeds that a table tells of and whose runs are not on this machine: tables are kept with a repository, runs are not.
/// </summary>
internal static class ForeignSeeds
{
    /// <summary>Whether the tables of a folder have seeds that these outcomes lack, and would lose them by being written anew.</summary>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="outcomes">What the runs of this machine came to.</param>
    /// <param name="unread">The names of configs that could not be read, so that nothing is known of their runs.</param>
    /// <exception cref="RunException">A table cannot be read.</exception>
    public static bool AreIn(string folder, IEnumerable<ReproductionOutcome> outcomes, IEnumerable<string> unread) =>
        outcomes.Any(outcome => SeedsOf(folder, outcome.Name).Except(SeedsOf(outcome)).Any())
        || unread.Any(name => SeedsOf(folder, name).Any());

    /// <summary>The seeds that were run here.</summary>
    private static IEnumerable<string> SeedsOf(ReproductionOutcome outcome) =>
        outcome.Seeds.Where(seed => ReproductionTable.NameOf(seed) != ReproductionTable.NotRun)
            .Select(seed => FormattableString.Invariant($"{seed.Seed}"));

    /// <summary>The seeds of a config's table that were run.</summary>
    private static IEnumerable<string> SeedsOf(string folder, string name)
    {
        string table = Path.Combine(folder, $"{name}.csv");
        try
        {
            return File.Exists(table)
                ? [.. File.ReadLines(table).Skip(1).Select(line => line.Split(',')).Where(WasRun).Select(fields => fields[0])]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RunException.Refused("read", table, exception);
        }
    }

    private static bool WasRun(string[] fields) => fields is [_, not (ReproductionTable.NotRun or ReproductionTable.Refused), ..];
}
