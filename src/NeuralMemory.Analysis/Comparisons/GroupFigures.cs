using NeuralMemory.Results;

namespace NeuralMemory.Analysis;

/// <summary>What a group of runs came to.</summary>
public sealed class GroupFigures
{
    /// <param name="group">The group.</param>
    /// <param name="rule">When a run counts as solved; null for what its config says.</param>
    public GroupFigures(RunGroup group, SolveRule? rule = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        Group = group;
        Rule = rule ?? SolveRule.Of(group.Config);
        if (Rule is not { } solving)
            return;
        RunFacts[] ended = [.. group.Runs.Where(run => run.HasEnded)];
        Solved = new(ended.Count(run => solving.Find(run) is not null), ended.Length);
        SequencesToSolve = ToSolve(solved => solved.Sequences, run => run.Sequences);
        SecondsToSolve = ToSolve(solved => solved.Seconds, run => run.Seconds);
    }

    /// <summary>The group.</summary>
    public RunGroup Group { get; }

    /// <summary>When a run counts as solved; null where nothing says.</summary>
    public SolveRule? Rule { get; }

    /// <summary>How many were solved of those that have ended; null without a rule.</summary>
    public Proportion? Solved { get; }

    /// <summary>
    /// The training sequences until a run was solved; those that were not, or not yet, count as censored. Null without a rule.
    /// </summary>
    public Survival? SequencesToSolve { get; }

    /// <summary>The same in wall-clock seconds of training.</summary>
    public Survival? SecondsToSolve { get; }

    /// <summary>The training steps until a run was solved.</summary>
    public Survival? StepsToSolve => ToSolve(solved => solved.Step, run => run.Steps);

    /// <summary>How many numbers the machine learns; null where no checkpoint tells.</summary>
    public long? Parameters => Group.Runs.Select(run => run.Parameters).FirstOrDefault(count => count is not null);

    /// <summary>Training sequences in a second of wall-clock time, over the runs that have any.</summary>
    public Summary SequencesPerSecond => Summary.Of(Group.Runs.Select(run => run.SequencesPerSecond).OfType<double>());

    /// <summary>A metric at the end, over all runs that have ended; see <see cref="RunGroup.Summarize"/>.</summary>
    public Summary Of(string metric) => Group.Summarize(metric);

    /// <summary>The bootstrap interval of a metric's median or mean at the end.</summary>
    public Interval Bootstrapped(string metric, Center center) =>
        Of(metric).Count == 0 ? Interval.None : Bootstrap.Of(Group.Outcomes(metric), center);

    /// <summary>How a metric changes from another group to this one, over the seeds that have ended in both.</summary>
    /// <param name="other">The group that this one is compared with.</param>
    /// <param name="metric">The metric.</param>
    public PairedDifferences Against(GroupFigures other, string metric)
    {
        ArgumentNullException.ThrowIfNull(other);
        return PairedDifferences.Of(
            from own in Group.Runs
            join its in other.Group.Runs on own.Seed equals its.Seed
            let first = its.Outcome(metric)
            let second = own.Outcome(metric)
            where own.Seed is not null && first is not null && second is not null
            select (first.Value, second.Value));
    }

    private Survival? ToSolve(Func<Solution, double> quantity, Func<RunFacts, double> trained) => Rule is not { } rule ? null
        : Survival.Of(Group.Runs.Select(run => rule.Duration(run, quantity, trained(run))));
}
