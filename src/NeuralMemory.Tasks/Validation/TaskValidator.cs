using System.Globalization;
using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Looks for what is wrong with a task beyond its syntax and types, by making episodes, also at the extremes of its parameters.
/// </summary>
public static class TaskValidator
{
    private const int EpisodesPerExtreme = 16;

    // A random bit asked for once an episode equals another by chance in all of them once in 2^64.
    private const int EpisodesLookedAt = 64;

    // Where episodes cost so much, fewer are made: one for each extreme, and of those looked at as many as tell chance from a rule.
    private const int FewestLookedAt = 16;
    private static readonly long MostWork = EpisodeBudget.Standard.Work / 2;

    /// <summary>
    /// Checks a task. Every channel is written by some phase; episodes can be made with every parameter at either end of its range, in
    /// all combinations (up to 8 varied parameters; beyond, the others stay drawn), and with parameters as drawn; and in those nothing
    /// points to a task that is not meant: nothing that is scored, a target that is never scored, a channel that never varies, an answer
    /// that stands in the input of the step that asks for it, a key that asks for one of several values. What the task acknowledges of
    /// these is no problem. A task that trains otherwise than it is evaluated is looked at both ways.
    /// </summary>
    public static Validation Check(TaskDefinition task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var diagnostics = new Diagnostics();
        TaskProgram program = task.Compile();
        var places = new HashSet<SourceMark>();
        Finding[] silent = [.. program.SilentChannels.Select(each => new Finding(TaskFinding.SilentChannel, each))];
        // A channel that is never written is also the same in every step: it is told of once.
        places.UnionWith(silent.Select(each => each.Problem.Mark));
        var lengths = new Lengths();
        IReadOnlyList<Finding>? found = null;
        // What training shows or asks for otherwise than evaluations do is looked at both ways.
        TaskDefinition[] forms = task.TrainsOtherwise ? [task, task.OnLines(CorpusSplit.HeldOut)] : [task];
        foreach (TaskDefinition form in forms)
        {
            foreach (TaskParameter[] parameters in ParameterCorners.Of(form))
                // One error of a place is enough: the next corner would repeat it with other numbers.
                Report(Try(form, parameters, lengths));
            IReadOnlyList<Finding>? more = LookAt(form, program.Recalled, lengths, out IReadOnlyList<Diagnostic> errors);
            found = form == task ? more : Finding.OfBoth(found, more);
            Report(errors);
        }

        // Where episodes cannot be drawn, nothing is known of what would be found in them.
        foreach (Diagnostic problem in found is null
            ? silent.Select(each => each.Problem)
            : Finding.Judge(task.Acknowledged, [.. silent, .. found.Where(each => !places.Contains(each.Problem.Mark))])
                .DistinctBy(problem => problem.Mark))
            diagnostics.Add(problem.Mark, problem.Message);
        foreach (TaskDefinition form in diagnostics.Any ? [] : forms)
            if (NothingScored.Problem(form) is { } unscored && !diagnostics.Any)
                diagnostics.Add(new(task.File, 1, 1), unscored);
        return new(diagnostics.Items, lengths.Shortest, lengths.Longest)
        {
            Acknowledged = [.. task.Acknowledged.Select(each => $"{YamlValues.NameOf(each.Kind)}: {each.Reason}")],
        };

        void Report(IEnumerable<Diagnostic> problems)
        {
            foreach (Diagnostic problem in problems)
                if (places.Add(problem.Mark))
                    diagnostics.Add(problem.Mark, problem.Message);
        }
    }

    private static IReadOnlyList<Diagnostic> Try(TaskDefinition task, IReadOnlyList<TaskParameter> parameters, Lengths lengths)
    {
        var diagnostics = new Diagnostics();
        if (task.With(parameters, diagnostics) is not { } extreme)
            return diagnostics.Items;
        var sampler = new EpisodeSampler(extreme);
        try
        {
            for (int i = 0; i < EpisodesPerExtreme && (i == 0 || lengths.Work < MostWork); i++)
            {
                lengths.Add(task, sampler.Draw(StreamKey.FromSeed(0), i));
                lengths.Work += sampler.Work;
            }
        }
        catch (InvalidInputException error)
        {
            return error.Diagnostics;
        }

        return [];
    }

    /// <summary>What drawn episodes show; null when they cannot be drawn, and then why.</summary>
    private static IReadOnlyList<Finding>? LookAt(
        TaskDefinition task, IReadOnlyList<RecalledChannel> recalled, Lengths lengths, out IReadOnlyList<Diagnostic> errors)
    {
        var sampler = new EpisodeSampler(task);
        var visible = new VisibleAnswers(task, recalled);
        List<EpisodeDigest> digests = [];
        errors = [];
        try
        {
            for (int i = 0; i < EpisodesLookedAt && (i < FewestLookedAt || lengths.Work < 2 * MostWork); i++)
            {
                Episode episode = sampler.Draw(StreamKey.FromSeed(0), i);
                lengths.Work += sampler.Work;
                lengths.Add(task, episode);
                visible.Look(episode);
                digests.Add(new(episode));
            }
        }
        catch (InvalidInputException error)
        {
            errors = error.Diagnostics;
            return null;
        }

        return
        [
            .. visible.Problems.Select(problem => new Finding(TaskFinding.VisibleAnswer, problem)),
            .. new IdleChannels(task, recalled).Findings(digests),
            .. new AmbiguousAnswers(task, recalled).Problems(digests)
                .Select(problem => new Finding(TaskFinding.AmbiguousAnswer, problem)),
        ];
    }

    /// <summary>The shortest and the longest of some episodes, and what they cost.</summary>
    private sealed class Lengths
    {
        public long Work { get; set; }

        public EpisodeExtreme? Shortest { get; private set; }

        public EpisodeExtreme? Longest { get; private set; }

        public void Add(TaskDefinition task, Episode episode)
        {
            if (Shortest is null || episode.Length < Shortest.Length)
                Shortest = Describe(task, episode);
            if (Longest is null || episode.Length > Longest.Length)
                Longest = Describe(task, episode);
        }

        private static EpisodeExtreme Describe(TaskDefinition task, Episode episode)
        {
            IEnumerable<string> varied = task.Parameters.Zip(episode.Parameters)
                .Where(each => !each.First.Range.IsFixed)
                .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.First.Name} = {each.Second:0.####}"));
            return new(episode.Length, string.Join(", ", varied));
        }
    }
}
