using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>
/// The weights of another run that all runs of a sweep begin with. They are pinned when the sweep is begun: what is trained further there
/// changes no sweep, until its definition names other weights.
/// </summary>
internal static class SweepWeights
{
    /// <summary>The weights of a definition, pinned; null for none, or where a problem was reported.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="stored">What the sweep's folder says they were; null where it says nothing.</param>
    /// <param name="markOf">Where a key was written in the sweep's file; null where it was not.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    /// <exception cref="Results.RunException">There is no such run or checkpoint.</exception>
    public static WarmStart? Of(
        SweepDefinition definition, StoredWeights? stored, Func<string, SourceMark?> markOf, Diagnostics diagnostics)
    {
        if (definition.From.Length == 0)
        {
            if (definition.WithOptimizer)
                diagnostics.Add(markOf("with_optimizer") ?? SourceMark.WholeFile("--with-optimizer"),
                    "'with_optimizer' takes what another run's optimizer remembers: say which run by 'from'");
            return null;
        }

        if (stored is not null && stored.Named == definition.From)
            return new(stored.Run) { Step = stored.Step, WeightsSha256 = stored.Sha256, WithOptimizer = definition.WithOptimizer };
        if (WarmStart.Parse(definition.From) is { } start)
            return (start with { WithOptimizer = definition.WithOptimizer }).Pin();
        diagnostics.Add(markOf("from") ?? SourceMark.WholeFile("--from"),
            $"'from': expected a run, RUN@STEP or RUN@best, found {Quoted.Text(definition.From)}");
        return null;
    }

    /// <summary>The same as a sweep's folder keeps them.</summary>
    public static StoredWeights? Stored(SweepDefinition definition, WarmStart? from) => from is null ? null : new()
    {
        Named = definition.From,
        Run = from.Directory,
        Step = from.Step ?? 0,
        Sha256 = from.WeightsSha256 ?? "",
    };
}
