using System.Globalization;

namespace NeuralMemory.Commands.Tests;

/// <summary>
/// Whatever is done to a task, a config or a command line, the command answers in its own words, as a user hears them. The suite tries
/// some of the mutations; <c>results/evidence/mutations.sh</c> tries 2000 of them, by MUTATIONS=2000, and keeps the counts.
/// </summary>
public sealed class MutationTests
{
    private const int InSuite = 120;

    [Fact]
    public void No_mutation_is_answered_by_an_internal_error()
    {
        int wanted = int.TryParse(Environment.GetEnvironmentVariable("MUTATIONS"), CultureInfo.InvariantCulture, out int more)
            ? more : InSuite;
        List<MutationResult> results = [];
        using (MutationBench bench = new())
            for (int number = 0; number < wanted; number++)
                results.Add(bench.Try(number));
        if (more > 0)
            File.WriteAllLines(Testing.Repository.Path("results", "evidence", "mutations.csv"),
            [
                "mutated,mutations,refused,trained,unexpected",
                .. results.GroupBy(result => result.Kind).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
                    $"{group.Key},{group.Count()},{group.Count(each => each.IsRefused)},{group.Count(each => each.IsTrained)},"
                    + group.Count(each => each.Faults.Count > 0)),
            ]);
        string[] faults = [.. results.SelectMany(result => result.Faults)];
        Assert.True(faults.Length == 0, $"{faults.Length} faults\n{string.Join('\n', faults.Take(40))}");
        // Mutants that were all refused, or all right, would show little.
        Assert.All(results.GroupBy(result => result.Kind), group => Assert.InRange(group.Count(each => each.IsRefused), 1, group.Count() - 1));
        Assert.Contains(results, result => result.IsTrained);
    }
}
