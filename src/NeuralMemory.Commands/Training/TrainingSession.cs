using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary>Runs training in the foreground: shows it, listens to signals, and reports how it ended.</summary>
/// <param name="terminal">Where to show it.</param>
/// <param name="json">Whether a script reads along.</param>
/// <param name="quiet">Whether only the end is of interest.</param>
internal sealed class TrainingSession(Terminal terminal, bool json, bool quiet)
{
    /// <summary>Trains.</summary>
    /// <param name="train">Starts or resumes the run with an observer and what asks it to stop.</param>
    /// <returns>The exit code.</returns>
    public int Run(Func<ITrainingObserver, CancellationToken, RunOutcome> train)
    {
        using Interruption interruption = new(terminal);
        terminal.OutliveOutput();
        NotingObserver? noting = null;
        RunOutcome outcome = Watch(observer => train(
            noting = new NotingObserver(observer, terminal), interruption.Token));
        if (!json)
            RunReport.Print(terminal, noting!.Experiment!, outcome, quiet);
        LostOutput.Note(terminal, outcome.Directory);
        return outcome.State switch
        {
            RunState.Done => LostOutput.ExitCode(terminal),
            RunState.Diverged => ExitCodes.Diverged,
            RunState.Interrupted => ExitCodes.Interrupted,
            _ => ExitCodes.Failed,
        };
    }

    private RunOutcome Watch(Func<ITrainingObserver, RunOutcome> train)
    {
        if (json)
            return train(new JsonObserver(terminal, quiet));
        if (quiet)
            return train(new Silence(terminal));
        return terminal.IsInteractive
            ? LiveProgress.Show(terminal, TimeProvider.System, train)
            : train(new PlainObserver(terminal, TimeProvider.System));
    }

    private sealed class Silence(Terminal terminal) : ITrainingObserver
    {
        public void Warned(string warning) => Warnings.Print(terminal, warning);
    }
}
