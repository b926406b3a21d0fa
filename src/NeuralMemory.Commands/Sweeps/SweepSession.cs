using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Runs a sweep: writes what it is into its folder, launches what is missing, and says what came out.</summary>
/// <param name="terminal">Where to speak.</param>
/// <param name="engines">What computes.</param>
internal sealed class SweepSession(Terminal terminal, EngineCatalog engines)
{
    /// <summary>Whether a script reads along.</summary>
    public required bool Json { get; init; }

    /// <summary>Whether only the end is of interest.</summary>
    public required bool Quiet { get; init; }

    /// <summary>Whether only to say what would be done.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Whether runs that diverged are moved aside and begun anew.</summary>
    public required bool Force { get; init; }

    /// <summary>Where jobs run.</summary>
    public required LauncherChoice Launcher { get; init; }

    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    /// <summary>Runs it.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <returns>The exit code.</returns>
    public int Run(Sweep sweep)
    {
        if (RunDirectory.IsRun(sweep.Folder))
            throw new RunException(RunProblem.Exists, $"'{sweep.Folder}' is a run; choose another folder by --out");
        foreach (Diagnostic warning in sweep.Warnings)
            Warnings.Print(terminal, warning.ToString());
        if (!Json && !Quiet)
            Remark(sweep);
        SweepDefinition definition = sweep.Definition;
        JobSession session = new(terminal, Json, Quiet)
        {
            Jobs = sweep.Jobs,
            Launcher = Launchers.Of(sweep, Launcher, OptionsOf(definition, Command, Force, engines)),
            SideBySide = definition.Jobs,
            Force = Force,
            Engines = engines,
            Words = ("jobs", "point"),
            RefusesAll = false,
        };
        return DryRun
            ? session.DryRun()
            : session.Run(begin: () => SweepFolder.Write(sweep), report: () => SweepReport.Print(terminal, sweep, Json, each: false));
    }

    /// <summary>How the jobs of a sweep are run.</summary>
    public static JobOptions OptionsOf(SweepDefinition definition, string command, bool force, EngineCatalog engines) => new()
    {
        Command = command,
        Engines = engines,
        Force = force,
        Retries = definition.Retries,
        OnFailure = definition.OnFailure,
        Time = TimeProvider.System,
    };

    /// <summary>What a user may not expect.</summary>
    private void Remark(Sweep sweep)
    {
        if (sweep.From is { } from)
            terminal.WriteErrorWords(OriginText.OfAll(from));
        foreach (IReadOnlyList<SweepPoint> same in sweep.Repeated)
        {
            string[] labels = [.. same.Select(point => point.Label).Distinct()];
            terminal.WriteErrorWords($"note: {string.Join(" and ", labels)} " + (labels.Length == 1
                ? $"is there {same.Count} times, and is run once"
                : "come to the same config, which is run once"));
        }

        if (SweepFolder.Unnamed(sweep) is { Count: > 0 } unnamed)
            terminal.WriteErrorWords($"note: {Readable.Count(unnamed.Count, "point")} in '{sweep.Folder}' that the sweep does not name "
                + $"any more {(unnamed.Count == 1 ? "stays" : "stay")} as {(unnamed.Count == 1 ? "it is" : "they are")}: "
                + string.Join(", ", unnamed.Select(Path.GetFileName)));
    }
}
