using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    private int? _checkpointEvery;
    private long? _checkpointBeyond;

    /// <summary>
    /// K: a pass that records keeps the state of a machine before every K-th time-step, forgets what it computed between, and computes it
    /// once more in the backward pass (Chen et al. 2016, arXiv 1604.06174). It takes the memory of K steps, of a state for every K steps,
    /// and of what stays of all steps: answers and the rows of linear layers. Null where all steps are kept. Losses, gradients and answers
    /// have the same bits. Only the native engine does so, for machines that carry their state step by step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? CheckpointEvery
    {
        get => _checkpointEvery;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(value));
            _checkpointEvery = value;
        }
    }

    /// <summary>
    /// How many numbers the steps of a pass may take, with their gradients, before a K is chosen, anew in each pass, from what a step and
    /// a state take: that with which they take least, or a larger one where K steps stay in the cache. Means nothing where
    /// <see cref="CheckpointEvery"/> says it. Null where none is to be chosen.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long? CheckpointBeyond
    {
        get => _checkpointBeyond;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
            _checkpointBeyond = value;
        }
    }

    /// <summary>The K of the last pass; null where it kept all steps.</summary>
    public virtual int? CheckpointedEvery => null;

    /// <summary>
    /// The threads that share the sequences of a pass of training, where a pass is large enough and an engine and a machine let them; not
    /// disposed of here. They change no bit. Null where the caller's thread computes alone.
    /// </summary>
    public ShardPool? Helpers { get; set; }

    /// <summary>
    /// From how many weights times rows on <see cref="Helpers"/> share a pass: by itself from where one thread takes some ten times as long
    /// as others take to wake up.
    /// </summary>
    public long DividesFrom { get; set; } = 3_000_000;

    /// <summary>Whether <see cref="Helpers"/> shared the last pass.</summary>
    public virtual bool IsDivided => false;

    /// <summary>Runs a loop over time-steps, as its machine begins it; at most one of a pass is not kept whole.</summary>
    /// <param name="loop">The loop, whose first step is to come.</param>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="before">How many have been made before, of which messages know.</param>
    public void Unroll(IRecurrence loop, int steps, int before = 0)
    {
        ArgumentNullException.ThrowIfNull(loop);
        UnrollCore(loop, steps, before);
    }

    /// <summary>The engine's <see cref="Unroll"/>: keeps all steps.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="before">How many have been made before.</param>
    protected virtual void UnrollCore(IRecurrence loop, int steps, int before) => Run(loop, 0, steps, before);

    /// <summary>For engines: some of the steps of a loop.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="first">The first step.</param>
    /// <param name="end">The step after the last.</param>
    /// <param name="before">How many steps were made before the loop.</param>
    protected void Run(IRecurrence loop, int first, int end, int before)
    {
        for (int step = first; step < end; step++)
        {
            NextStep(before + step);
            loop.Next(step);
        }
    }
}
