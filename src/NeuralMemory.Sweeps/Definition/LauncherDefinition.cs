namespace NeuralMemory.Sweeps;

/// <summary>Where jobs run.</summary>
public enum LauncherKind
{
    /// <summary>On this machine, in the process that was started.</summary>
    Local,

    /// <summary>On a cluster, as tasks of an array that is submitted to Slurm.</summary>
    Slurm,
}

/// <summary>Where the jobs of a sweep run, as its YAML says it.</summary>
public sealed record LauncherDefinition
{
    /// <summary>Where.</summary>
    public LauncherKind Name { get; init; }

    /// <summary>Options of <c>sbatch</c> by their long names.</summary>
    public IReadOnlyDictionary<string, string> Slurm { get; init; } = new OrderedDictionary<string, string>();
}
