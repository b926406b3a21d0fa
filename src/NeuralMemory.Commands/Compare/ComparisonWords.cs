using NeuralMemory.Analysis;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>What the numbers of a comparison are, in sentences: below the tables, and as comments in LaTeX.</summary>
internal static class ComparisonWords
{
    public static IEnumerable<string> Of(Comparison comparison, ComparisonStyle style)
    {
        GroupFigures[] groups = [.. comparison.Tasks.SelectMany(task => task.Groups)];
        RunFacts[] runs = [.. groups.SelectMany(group => group.Group.Runs)];
        yield return $"metrics: {Statistic(style)} of the runs that have ended, on {Episodes(runs)} at the end; one that diverged or "
            + "failed counts as worse than all numbers";
        if (style.HasBootstrap)
            yield return $"95 % of the {style.Center.ToString().ToLowerInvariant()}: percentiles of "
                + $"{Readable.Count(Bootstrap.UsualResamples)} bootstrap resamples of the runs";
        if (style.IsPaired)
            yield return "less another group: the differences of runs of one seed, and how many are lower and higher";
        SolveRule[] rules = [.. groups.Select(group => group.Rule).OfType<SolveRule>().Distinct()];
        if (rules.Length > 0)
            yield return $"solved: {(rules is [var rule] ? rule.ToString() : "as each config says")}, on the episodes during training; "
                + "with the 95 % score interval of Wilson. To solve: the median of Kaplan and Meier with its 95 % interval; runs that were "
                + "not solved count as longer than their training";
    }

    private static string Statistic(ComparisonStyle style) => style.Statistic switch
    {
        ShownStatistic.Mean => "mean and standard deviation (n - 1)",
        ShownStatistic.All => "all statistics (quartiles of type 7, sd of n - 1)",
        _ => "median and quartiles (type 7)",
    };

    private static string Episodes(RunFacts[] runs) => runs.Where(run => run.Final is not null).ToArray() switch
    {
        [] => "episodes",
        var ended when ended.All(run => run.HasTestEpisodes) => "test episodes drawn apart",
        var ended when ended.All(run => !run.HasTestEpisodes) => "held-out episodes",
        _ => "held-out episodes, some drawn apart from those of stop rules",
    };
}
