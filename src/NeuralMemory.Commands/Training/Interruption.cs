using System.Runtime.InteropServices;

namespace NeuralMemory.Commands;

/// <summary>
/// Turns SIGINT, SIGTERM and SIGHUP into a polite request: the first asks to stop with a checkpoint, a second one that is no SIGHUP, and
/// no SIGTERM of Slurm, ends the process at once. Files are replaced by renaming only, so even that harms nothing.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const int ExitOfSignals = 128, InterruptNumber = 2, TerminateNumber = 15;

    private const string SlurmTask = "SLURM_ARRAY_TASK_ID";

    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _source = new();
    private readonly Terminal _terminal;
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;
    private long _firstSignal;

    /// <summary>Listens from now on.</summary>
    /// <param name="terminal">Is told that the request was heard.</param>
    public Interruption(Terminal terminal)
    {
        _terminal = terminal;
        HeedIfIgnored();
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            // Where a process may outlive its terminal; who wants that, ignores the signal by nohup.
            .. OperatingSystem.IsWindows() ? [] : (PosixSignalRegistration[])[PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle)],
        ];
    }

    /// <summary>
    /// Has an interrupt heard that a shell has ignored. Who starts another process before he listens calls this first: with the first one
    /// .NET takes down which signals are ignored, for good.
    /// </summary>
    public static void HeedIfIgnored() => IgnoredSignal.Heed(InterruptNumber);

    /// <summary>Asks to stop.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Listens no longer, unless a signal was heard: the process then ends soon, and until then may be asked again.</summary>
    public void Dispose()
    {
        if (Volatile.Read(ref _signals) > 0)
            return;
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) == 1)
        {
            _firstSignal = TimeProvider.System.GetTimestamp();
            _source.Cancel();
            _terminal.Interject(() =>
                _terminal.WriteErrorWords("stopping after this step, with a checkpoint; once more to stop at once"));
            return;
        }

        // The system and the shell both tell of a terminal that was closed, and nobody is there to be impatient.
        if (context.Signal == PosixSignal.SIGHUP)
            return;
        // Slurm asks before a job's time is over, and asks again when it is; it has its own way to end what does not listen.
        if (context.Signal == PosixSignal.SIGTERM && Environment.GetEnvironmentVariable(SlurmTask) is not null)
            return;
        // A wrapper such as timeout(1) signals the process and its group: what follows at once is the same request.
        if (TimeProvider.System.GetElapsedTime(_firstSignal) < Echo)
            return;
        _terminal.Live?.Dispose();
        Environment.Exit(ExitOfSignals + (context.Signal == PosixSignal.SIGINT ? InterruptNumber : TerminateNumber));
    }
}
