using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>What a run says when it begins.</summary>
internal static class RunHeadline
{
    /// <summary><c>ntm on copy (width = 8, length = [1, 20])</c>.</summary>
    public static string Subject(Experiment experiment) =>
        $"{experiment.Config.Machine.Kind} on {Quoted.Harmless(experiment.Task.Name)} ({Readable.Parameters(experiment.Task)})";

    /// <summary>Why a run that was there begins anew.</summary>
    public const string WhyAnew = "the run ended before its first checkpoint was written";

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(RunStarted run)
    {
        Experiment experiment = run.Experiment;
        string engine = experiment.Config.Training.Engine is NativeEngineConfig ? "" : $", {run.Engine}";
        string threads = Readable.Count(experiment.Threads, "thread");
        if (run.MovedAside is { } aside)
            yield return $"the run that was there is now in {aside}";
        if (run.BeginsAnew)
            yield return $"{WhyAnew}: it begins anew";
        yield return $"{Quoted.Harmless(experiment.Config.Name)}: {Subject(experiment)}, batch {experiment.Config.Training.Batch}, "
            + $"seed {experiment.Config.Seed}, {threads}{engine}";
        if (experiment.Curriculum is { } curriculum)
            yield return $"curriculum: {CurriculumText.Of(curriculum)}";
        EvaluationConfig evaluation = experiment.Config.Evaluation;
        string episodes = Readable.Count(evaluation.Episodes), parameters = Readable.Parameters(experiment.Evaluation.Task);
        string reported = evaluation.TestSeed is null ? EvaluationSplit.Selection : EvaluationSplit.Test;
        yield return evaluation.Every is { } steps
            ? $"evaluation: every {Readable.Count(steps)} steps, {episodes} selection sequences ({parameters}); "
                + $"at the end {episodes} {reported} sequences"
            : $"evaluation: at the end, {episodes} {reported} sequences ({parameters})";
        if (run.Origin is { } origin)
            yield return $"from: {OriginText.Of(origin)}";
        yield return run.Step == 0 ? $"run: {run.Directory}" : $"run: {run.Directory}, from step {Readable.Count(run.Step)}";
    }
}
