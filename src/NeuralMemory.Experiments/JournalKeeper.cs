using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>
/// Writes down in the journal of a run that this process touches it, and how that ended. What the journal cannot take is told, and ends
/// nothing: the run is worth more.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="time">The clock.</param>
/// <param name="warn">Is told what could not be written.</param>
internal sealed class JournalKeeper(RunDirectory run, TimeProvider time, Action<string> warn)
{
    public const string Train = "train", Resume = "resume", Evaluate = "eval", Import = "import";

    private JournalEntry? _began;

    /// <summary>Something begins to write.</summary>
    /// <param name="what">What.</param>
    /// <param name="step">The training steps that were made by then.</param>
    /// <param name="command">The command line; empty where a program called.</param>
    /// <param name="overrides">The changes of the config that are asked for.</param>
    /// <param name="tree">The look at the work tree.</param>
    public void Begin(string what, long step, string command, IReadOnlyList<string>? overrides, WorkTreeLook tree) => Try(() =>
    {
        JournalEntry entry = JournalEntry.Begin(typeof(JournalKeeper).Assembly, time.GetUtcNow(), what, step) with
        {
            Command = command.Length > 0 ? command : null,
            Overrides = overrides is { Count: > 0 } ? overrides : null,
        };
        _began = entry;
        run.Journal.Append(entry with { Source = run.Journal.KeepChanges(tree) });
    });

    /// <summary>It has ended.</summary>
    /// <param name="step">The training steps that were made by then.</param>
    /// <param name="outcome">How.</param>
    /// <param name="reason">Why; null for nothing.</param>
    public void End(long step, string outcome, string? reason) => Try(() =>
    {
        if (_began is { } began)
            run.Journal.Append(began.End(time.GetUtcNow(), step, outcome, reason));
        _began = null;
    });

    /// <summary>The same of a run, whose state is how it ended.</summary>
    public void End(long step, RunState state, string? reason) => End(step, state.ToString().ToLowerInvariant(), reason);

    private void Try(Action write)
    {
        try
        {
            // A folder that was taken has another's journal.
            run.ExpectOwn();
            write();
        }
        catch (RunException exception)
        {
            warn($"the journal of the run has a gap: {exception.Message}");
        }
    }
}
