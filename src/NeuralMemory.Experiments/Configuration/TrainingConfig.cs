using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>How a machine is trained.</summary>
public sealed record TrainingConfig
{
    /// <summary>Updates to make; null when <see cref="Sequences"/> says it.</summary>
    public long? Steps { get; init; }

    /// <summary>Sequences to see, at least; null when <see cref="Steps"/> says it. With both, the first one reached counts.</summary>
    public long? Sequences { get; init; }

    /// <summary>
    /// How many sequences there are to learn from, at least 1: training goes through them again and again, each time in another order. Null
    /// where every sequence is a new one.
    /// </summary>
    public int? Set { get; init; }

    /// <summary>B, sequences of a step, at least 1.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>
    /// Sequences that the native engine computes in one piece, at least 1; where nobody says it, what <see cref="ShardOf"/> gives. Results
    /// depend on it, in their last bits, and not on how many threads share them. Other engines only draw what dropout drops for so many
    /// together.
    /// </summary>
    public int Shard
    {
        get => field > 0 ? field : ShardOf(Batch);
        init;
    }

    /// <summary>
    /// The shard of a batch where nobody says another. It follows from the batch alone, so that threads change no bit: 4 for batches of 5
    /// to 127, which keeps a thread for every four sequences busy and costs little on one, as matrix products take four rows at a time;
    /// 8 for larger ones, which have shards enough, and for smaller ones, which are one shard.
    /// </summary>
    /// <param name="batch">Sequences of a step.</param>
    public static int ShardOf(int batch) => batch is > 4 and < 128 ? 4 : 8;

    /// <summary>Threads; 0 for all processors. Never changes a bit of what the native engine computes.</summary>
    public int Threads { get; init; }

    /// <summary>What computes.</summary>
    public EngineConfig Engine { get; init; } = new NativeEngineConfig();

    /// <summary>What the loss of a batch is averaged over.</summary>
    public LossAverage Loss { get; init; } = LossAverage.MeanBit;

    /// <summary>
    /// K, after how many steps of a sequence it is cut for the gradient, at least 1: the state is carried on, and nothing is differentiated
    /// past the cut (truncated backpropagation through time). The memory of a tape is that of K steps. Null for no cut.
    /// </summary>
    public int? Truncate { get; init; }

    /// <summary>
    /// Whether time-steps are computed again in the backward pass in place of being kept, which saves memory and changes no bit.
    /// </summary>
    public Recomputation Recompute { get; init; }

    /// <summary>The optimizer.</summary>
    public OptimizerSettings Optimizer { get; init; } = new();

    /// <summary>How gradients are clipped; null for not at all.</summary>
    public ClipConfig? Clip { get; init; } = new() { Norm = 1 };

    /// <summary>The learning rate over the run.</summary>
    public ScheduleConfig Schedule { get; init; } = new ConstantScheduleConfig();

    /// <summary>How training grows harder; null to train on everything from the beginning.</summary>
    public CurriculumConfig? Curriculum { get; init; }

    /// <summary>Steps between two lines of training metrics, at least 1.</summary>
    public int Report { get; init; } = 100;

    /// <summary>What is kept to go on from.</summary>
    public CheckpointConfig Checkpoint { get; init; } = new();

    /// <summary>After how many steps training ends: the first of the bounds.</summary>
    public long TotalSteps => Math.Min(Steps ?? long.MaxValue, Sequences is { } sequences ? (sequences - 1) / Batch + 1 : long.MaxValue);

    /// <summary>The sequences to learn from, in the order of this run; null where every sequence is a new one.</summary>
    /// <param name="task">The task. Of one that draws something per batch, whole batches change places.</param>
    /// <param name="stream">The key of all sequences of training.</param>
    internal FixedSet? SetOf(TaskDefinition task, StreamKey stream) =>
        Set is { } size ? new(size, stream, task.DrawsPerBatch ? Batch : 1) : null;

    /// <summary>What is wrong with the set for a task; null for nothing.</summary>
    /// <param name="task">The task.</param>
    internal string? SetProblem(TaskDefinition task)
    {
        if (Set is not { } size)
            return null;
        if (Curriculum is not null)
            return "with 'training.curriculum' the sequences change from level to level, so that they are no fixed set; "
                + "leave one of the two out";
        return task.DrawsPerBatch && size % Batch != 0
            ? $"the task '{task.Name}' draws something per batch, and {size} sequences are no whole number of batches of {Batch}; write "
                + $"{Math.Max(1, size / Batch) * Batch}"
            : null;
    }
}

/// <summary>What the summed loss of a batch is divided by.</summary>
public enum LossAverage
{
    /// <summary>The bits, numbers and symbols of the batch that are scored.</summary>
    MeanBit,

    /// <summary>The sequences of the batch.</summary>
    Sequence,
}

/// <summary>An optimizer with its learning rate.</summary>
public sealed record OptimizerSettings
{
    /// <summary>The learning rate, above 0; the schedule begins with it.</summary>
    public double Rate { get; init; } = 3e-4;

    /// <summary>The method.</summary>
    public OptimizerConfig Method { get; init; } = new GravesRmsPropConfig();
}

/// <summary>How gradients are clipped: one of the two.</summary>
public sealed record ClipConfig
{
    /// <summary>The longest gradient, above 0; a longer one is scaled down.</summary>
    public double? Norm { get; init; }

    /// <summary>The largest magnitude of an entry, above 0; each is cut to it.</summary>
    public double? Value { get; init; }

    /// <summary>The clip that is meant.</summary>
    public GradientClip Build() => (Norm, Value) switch
    {
        ({ } norm, null) => new NormClip { MaxNorm = norm },
        (null, { } value) => new ValueClip { MaxValue = value },
        _ => throw new InvalidOperationException("a clip is by norm or by value"),
    };
}

/// <summary>When checkpoints are written and how many stay.</summary>
public sealed record CheckpointConfig
{
    /// <summary>Steps between two checkpoints, at least 1; one more is written when training ends.</summary>
    public long Every { get; init; } = 2000;

    /// <summary>How many of the latest stay, at least 1; the best one stays besides, and the first, where there is one.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>Whether one of step 0 is written, before training begins.</summary>
    public bool First { get; init; }
}
