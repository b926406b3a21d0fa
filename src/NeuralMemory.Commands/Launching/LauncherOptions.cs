using System.CommandLine;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Where jobs are to run, as a user says it.</summary>
/// <param name="Name">The launcher; null where nobody has named one.</param>
/// <param name="Slurm">Options for sbatch, each <c>name=value</c>.</param>
/// <param name="MostAtOnce">How many jobs may run at a time elsewhere; null for as many as fit there.</param>
internal sealed record LauncherChoice(string? Name, IReadOnlyList<string> Slurm, int? MostAtOnce)
{
    /// <summary>Here.</summary>
    public static LauncherChoice Local { get; } = new(LocalLauncher.LauncherName, [], null);
}

/// <summary>The options that say where jobs run.</summary>
internal sealed class LauncherOptions
{
    private const string LauncherName = "--launcher", SlurmName = "--slurm";

    private readonly Option<string?> _launcher = new(LauncherName)
    {
        HelpName = "NAME",
        Description = $"Where the jobs run: {string.Join(" or ", Launchers.Names)}; local if nobody says another",
        CustomParser = result =>
        {
            string name = result.Tokens[^1].Value;
            if (!Launchers.Names.Contains(name))
                result.AddError($"'{LauncherName}': there is no launcher {Quoted.Text(name)}{NearestName.Hint(name, Launchers.Names)}");
            return name;
        },
    };

    private readonly Option<string[]> _slurm = new(SlurmName)
    {
        HelpName = "NAME=VALUE",
        Description = "An option for sbatch, as in --slurm partition=gpu --slurm time=2:00:00; may be repeated",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_launcher, _slurm];

    /// <summary>Whether any of them was given.</summary>
    public bool AreGiven(ParseResult parsed) => All.Any(option => parsed.GetResult(option) is { Implicit: false });

    /// <summary>What a user has said.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="jobs">How many jobs at a time, if that was typed.</param>
    public LauncherChoice Of(ParseResult parsed, long? jobs) =>
        new(parsed.GetValue(_launcher), parsed.GetValue(_slurm) ?? [], (int?)jobs);
}
