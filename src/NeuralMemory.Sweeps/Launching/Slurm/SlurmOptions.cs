namespace NeuralMemory.Sweeps;

/// <summary>What a submission to Slurm is made of.</summary>
public sealed record SlurmOptions
{
    /// <summary>Where the job's ID stands in <see cref="Work"/>.</summary>
    public const string JobPlace = "{job}";

    /// <summary>Where the job's seed stands in <see cref="Work"/>.</summary>
    public const string SeedPlace = "{seed}";

    /// <summary>The folder of the jobs, a group's or a sweep's. It must have the same path on the nodes.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// What starts this program, as full paths that exist on the nodes: the program alone, or <c>dotnet</c> and the program's library.
    /// </summary>
    public required IReadOnlyList<string> Program { get; init; }

    /// <summary>
    /// The program's arguments for one job, with <see cref="JobPlace"/> and <see cref="SeedPlace"/> as arguments of their own. They are
    /// those of a command that looks at the job's folder itself, and does what is still to be done.
    /// </summary>
    public required IReadOnlyList<string> Work { get; init; }

    /// <summary>Names the jobs in the queue, unless the settings do.</summary>
    public required string Name { get; init; }

    /// <summary>Options of <c>sbatch</c> by their long names, in order: see <see cref="SlurmSettings"/>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new OrderedDictionary<string, string>();

    /// <summary>How many jobs may run at a time, at least 1; null for as many as Slurm lets run.</summary>
    public int? MostAtOnce { get; init; }

    /// <summary>Threads of each job, at least 1: the processors that are asked for, unless the settings say how many.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// How many bytes the largest of some jobs takes: what is asked for, with some more, unless the settings say how much. Null, as a
    /// number and as a whole, to ask for nothing.
    /// </summary>
    public Func<IReadOnlyList<JobPlan>, long?>? Memory { get; init; }

    /// <summary>What the failure of a job means for the others.</summary>
    public FailurePolicy OnFailure { get; init; }

    /// <summary>The folder of Slurm's commands; null for where a shell finds them.</summary>
    public string? Commands { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
