using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Commands;

/// <summary>What a person is told when a run has ended: whether it learned, where it is, and what to do next.</summary>
internal static class RunReport
{
    /// <summary>Prints the report.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="experiment">What was run.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="brief">Whether to leave out the grid and what to do next.</param>
    public static void Print(Terminal terminal, Experiment experiment, RunOutcome outcome, bool brief)
    {
        TextWriter output = terminal.Out;
        if (!brief)
        {
            EvaluationTable.Print(terminal, outcome.Evaluations.Skip(1));
            output.WriteLine();
        }

        terminal.WriteWords(Verdict(terminal, experiment, outcome), indent: 2);
        terminal.WriteWords($"{Readable.Count(outcome.Step)} steps, {Readable.Count(outcome.Sequences)} sequences, "
            + $"{Readable.Duration(outcome.Elapsed)}; {outcome.Reason}", indent: 2);
        output.WriteLine($"run: {outcome.Directory}");
        if (brief)
            return;
        output.WriteLine();
        output.WriteLine("next:");
        foreach (string command in Next(experiment, outcome))
            output.WriteLine($"  {terminal.Program} {command}");
    }

    private static string Verdict(Terminal terminal, Experiment experiment, RunOutcome outcome)
    {
        if (outcome.State != RunState.Done)
            return terminal.Paint($"{Json.NameOf(outcome.State)}", outcome.State == RunState.Diverged ? TextColor.Red : TextColor.Yellow);
        EvaluationResult final = outcome.Evaluations[0];
        string where = $"on {Readable.Count(final.Episodes)} {final.Split ?? "fresh"} sequences ({Readable.Parameters(final.Parameters)})"
            + (final.Unscored == 0 ? "" : $", {Readable.Count(final.Unscored)} of which have nothing to score");
        string word = IsSolved(experiment, final)
            ? terminal.Paint("solved:", TextColor.Green)
            : terminal.Paint("not solved:", TextColor.Yellow);
        return final.Scores.Total is { WrongSequences: 0, Sequences: > 0 } total
            ? $"{word} no wrong {Readable.ThingOf(total)} {where}, {Readable.LossOf(total)}{Readable.Decisive(final)}"
            : $"{word} {Readable.Scores(final)} {where}";
    }

    private static bool IsSolved(Experiment experiment, EvaluationResult final) =>
        final.Scores.Total is { WrongSequences: 0, Sequences: > 0 }
        || experiment.Config.Stop is { } stop && stop.IsMet(final.Scores.Value(stop.Metric));

    private static IEnumerable<string> Next(Experiment experiment, RunOutcome outcome)
    {
        string run = CommandText.Quote(outcome.Directory);
        if (outcome.State == RunState.Interrupted)
            yield return $"resume {run}";
        if (outcome.State == RunState.Diverged)
            yield return $"train {CommandText.Quote(Path.Combine(outcome.Directory, RunFiles.Config))} "
                + $"--set training.optimizer.rate={Readable.Number(experiment.Config.Training.Optimizer.Rate / 3)} "
                + $"--out {CommandText.Quote(outcome.Directory + "-slower")}";
        if (outcome.State == RunState.Done && IsSolved(experiment, outcome.Evaluations[0]))
            yield return $"eval {run}{Harder(experiment)}";
        else if (outcome.State == RunState.Done && experiment.Config.Training.Steps is { } steps)
            yield return $"resume {run} --set training.steps={steps * 2}";
        yield return $"runs show {run}";
    }

    /// <summary>The first varied parameter at twice what was trained, with twice the memory.</summary>
    private static string Harder(Experiment experiment)
    {
        TaskParameter? varied = experiment.Task.Parameters
            .FirstOrDefault(parameter => !parameter.Range.IsFixed && parameter.Range.High > 0);
        string set = varied is null ? "" : $" --set {varied.Name}={Readable.Number(varied.Range.High * 2)}";
        return experiment.Config.Machine.MemorySlots is { } slots ? $"{set} --slots {slots * 2}" : set;
    }
}
