using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;

namespace NeuralMemory.Commands;

/// <summary>Trains a group, and says what its seeds have come to.</summary>
/// <param name="terminal">Where to speak.</param>
/// <param name="engines">What computes.</param>
internal sealed class GroupSession(Terminal terminal, EngineCatalog engines)
{
    /// <summary>Whether a script reads along.</summary>
    public required bool Json { get; init; }

    /// <summary>Whether only the end is of interest.</summary>
    public required bool Quiet { get; init; }

    /// <summary>Whether only to say what would be done.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Where its seeds train.</summary>
    public required LauncherChoice Launcher { get; init; }

    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    /// <summary>Trains what is missing of it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="sideBySide">How many seeds at a time.</param>
    /// <param name="force">Whether runs that are in the way, or diverged, are moved aside.</param>
    /// <returns>The exit code.</returns>
    public int Run(SeedGroup group, int sideBySide, bool force)
    {
        Warnings.Print(terminal, group.Experiment);
        // What trains says them itself.
        foreach (string note in DryRun ? group.Origin?.Notes ?? [] : [])
            Warnings.Print(terminal, note);
        if (group.From is { } from && !Json && !Quiet)
            terminal.WriteErrorWords(OriginText.OfAll(from));
        JobOptions options = new() { Command = Command, Engines = engines, Force = force, Time = TimeProvider.System };
        JobSession session = new(terminal, Json, Quiet)
        {
            Jobs = group.Jobs,
            Launcher = Launchers.Of(group, group.TrainArguments(SlurmOptions.SeedPlace), sideBySide, Launcher, options),
            SideBySide = sideBySide,
            Force = force,
            Engines = engines,
            Words = ("seeds", "config"),
            RefusesAll = true,
        };
        return DryRun ? session.DryRun() : session.Run(begin: null, report: () => GroupReport.Print(terminal, group, Json, Quiet));
    }
}
