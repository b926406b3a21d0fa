using NeuralMemory.Analysis;
using NeuralMemory.Autodiff;
using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The episode that a report shows step by step: through the machine of a seed that was solved, at the best point.</summary>
internal static class ReportedEpisode
{
    /// <summary>The episode; null where no machine can be opened, which is said and keeps no report from being written.</summary>
    public static ReportEpisode? Of(RunCollection runs, long? episode, EngineCatalog engines, Terminal terminal)
    {
        if (Report.ShownRun(runs) is not { } run)
            return null;
        try
        {
            using TrainedMachine machine = TrainedMachine.Open(run.Path, new() { Engines = engines });
            EvaluationPoint point = machine.PointsOf(new() { Settings = [] })[0];
            EpisodeTrace trace = machine.TraceEpisode(
                point, new() { Episode = episode ?? ShownEpisode.Of(point), Links = false, Steps = EpisodeTraceOptions.UsualSteps });
            return new($"{(runs.Groups.Count > 1 ? $"{LabelOf(runs, run)}, " : "")}seed {run.Seed}, {InspectionView.Of(trace).Title}. "
                + (episode is null ? $"The episode is {ShownEpisode.Rule}. " : "")
                + "All rows have time from left to right; the slider, the arrow keys and a click go to a step, space plays.", trace);
        }
        catch (Exception exception) when (exception is RunException or EngineException)
        {
            terminal.WriteErrorWords($"warning: no episode is shown: {exception.Message}");
            return null;
        }
        catch (InvalidInputException exception)
        {
            terminal.WriteErrorWords($"warning: no episode is shown: {exception.Diagnostics[0]}");
            return null;
        }
    }

    private static string LabelOf(RunCollection runs, RunFacts run) => runs.Groups.First(group => group.Runs.Contains(run)).Label;
}
