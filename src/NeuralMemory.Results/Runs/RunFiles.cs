namespace NeuralMemory.Results;

/// <summary>The names of what a run folder holds.</summary>
public static class RunFiles
{
    /// <summary>The folder that runs go to, below the current one, where nobody says another.</summary>
    public const string UsualFolder = "results";

    /// <summary>The resolved configuration. Written last when a run begins: with it the folder is a run.</summary>
    public const string Config = "config.yaml";

    /// <summary>The task's definition as it was used.</summary>
    public const string Task = "task.yaml";

    /// <summary>The folder of the text that the task draws from, where it draws from one.</summary>
    public const string Corpus = "corpus";

    /// <summary>The hash of that text, as <c>sha256sum</c> writes and checks it.</summary>
    public const string CorpusHash = "corpus.sha256";

    /// <summary>The command line that began the run.</summary>
    public const string Command = "command.txt";

    /// <summary>Where and with what the run was made: <see cref="RunEnvironment"/>.</summary>
    public const string Environment = "environment.json";

    /// <summary>Whose weights the run began with, where they are another run's: <see cref="RunOrigin"/>.</summary>
    public const string Origin = "origin.json";

    /// <summary>How the run stands: <see cref="RunStatus"/>.</summary>
    public const string Status = "status.json";

    /// <summary>The commands that touched the run, one <see cref="JournalEntry"/> a line.</summary>
    public const string Journal = "journal.jsonl";

    /// <summary>The folder of the uncommitted changes that there were.</summary>
    public const string JournalPatches = "journal";

    /// <summary>One <see cref="MetricsRecord"/> a line.</summary>
    public const string Metrics = "metrics.jsonl";

    /// <summary>What was measured as a table, made of the other files when training ends: <see cref="MetricsTable"/>.</summary>
    public const string Table = "metrics.csv";

    /// <summary>The folder of checkpoints: <see cref="CheckpointStore"/>.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>The folder of evaluations: <see cref="Evaluation"/>.</summary>
    public const string Evaluations = "evaluations";

    /// <summary>What people write down about a run or a group.</summary>
    public const string Note = "note.txt";

    /// <summary>The words that people mark a run or a group by, one a line.</summary>
    public const string Tags = "tags.txt";

    /// <summary>The definition of a sweep, in the folder that its groups lie in.</summary>
    public const string Sweep = "sweep.yaml";

    /// <summary>The folders of a sweep that hold no runs: its tasks, what it was before, and what was submitted to a cluster.</summary>
    public static IReadOnlyList<string> SweepFolders { get; } = ["tasks", "history", "slurm"];

    /// <summary>The file whose operating-system lock is the right to write to the run.</summary>
    public const string Lock = "run.lock";
}
