using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>
/// The part of a batch that is computed in one piece: its own episodes, tape and gradients. Shares nothing that changes with another.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="engine">What computes.</param>
/// <param name="task">The task.</param>
/// <param name="curriculum">Narrows what is drawn; null for nothing.</param>
/// <param name="training">How many sequences the batch has, and how many of them draw their noise together.</param>
/// <param name="set">The episodes that training goes through again and again; null where each is new.</param>
/// <param name="offset">How many sequences of the batch come before this shard's.</param>
/// <param name="sequences">How many are this shard's.</param>
/// <param name="reward">Rewards what the machine draws; null where it draws nothing.</param>
internal sealed class Shard(
    IMachine machine, IEngine engine, TaskDefinition task, Curriculum? curriculum, TrainingConfig training, FixedSet? set, int offset,
    int sequences, SampledReward? reward)
    : IDisposable
{
    private readonly EpisodeSampler _sampler = new(task, training.Batch)
    {
        Narrowing = curriculum,
        Set = set,
        ReadsSource = machine.Config.ReadsSource,
    };

    private readonly EpisodeScorer _scorer = new(task.Losses);
    private readonly EpisodeScorer? _levelScorer = curriculum is { LooksAround: true } ? new(task.Losses) : null;
    private readonly TrainingPass _pass = new(
        (tape, batch) => machine.Run(tape, batch), task.TargetGroups, machine.Config.ReadsAhead, reward is null ? null : reward.Give);
    private readonly TruncatedPass? _truncated =
        training.Truncate is { } steps ? new(machine, task.TargetGroups, steps) : null;

    private readonly StreamKey[] _noise = new StreamKey[(sequences + training.Shard - 1) / training.Shard];
    private readonly int[] _partOf = new int[sequences];

    /// <summary>The episodes of this step.</summary>
    public SequenceBatch Batch { get; } = new();

    /// <summary>The last pass; holds the shard's gradients.</summary>
    public Tape Tape { get; } = engine.NewTape(machine.Parameters);

    /// <summary>How many bytes the episodes and the tape take.</summary>
    public long Bytes => BytesOfPart + (Batch.Numbers + _sampler.Numbers + (_truncated?.NumbersOfWhole ?? 0)) * sizeof(Real);

    /// <summary>How many of them the tape takes, with what else is of the steps that it holds at once.</summary>
    public long BytesOfPart => (Tape.MostUsed + (_truncated?.NumbersOfPart ?? 0)) * sizeof(Real);

    /// <summary>How many rows the tape holds at once.</summary>
    public int RowsOfPart => _truncated?.RowsOfPart(Batch) ?? Batch.Rows;

    /// <summary>Bits, numbers and symbols that enter the loss.</summary>
    public long Targets { get; private set; }

    /// <summary>Sequences of which something enters the loss.</summary>
    public int Scored => _sampler.Scored;

    /// <summary>The shard's share of the loss.</summary>
    public double Loss { get; private set; }

    /// <summary>How well the episodes were answered.</summary>
    public ScoreSums Scores => _scorer.Total;

    /// <summary>How well those of the curriculum's present level were, in the channel that its metric is of.</summary>
    public ScoreSums LevelScores => (_levelScorer ?? _scorer).SumsOf(curriculum?.Metric.Channel);

    /// <summary>Draws the episodes of a step whose first is number <paramref name="firstEpisode"/>.</summary>
    public void Sample(StreamKey stream, long firstEpisode)
    {
        // Where its own episodes begin names the noise of as many as make a shard: the same for a run that was resumed, on any thread,
        // and where a batch is computed whole.
        for (int part = 0; part < _noise.Length; part++)
            _noise[part] = stream.Split("noise").Split(firstEpisode + offset + part * training.Shard);
        _sampler.Sample(Batch, stream, firstEpisode + offset, sequences);
        Targets = 0;
        foreach (TargetGroup group in _pass.Groups)
            Targets += Batch.CountScored(group);
    }

    /// <summary>Computes the loss of the episodes, times <paramref name="scale"/>, and its gradient.</summary>
    public void Learn(Real scale)
    {
        ResetTape();
        PassResult result = IsCut ? _truncated!.Learn(Tape, Batch, scale) : Tape.Learn(_pass, Batch, scale);
        Loss = result.Loss;
        _scorer.Reset();
        _scorer.Add(Batch, result.Logits);
        _levelScorer?.Reset();
        _levelScorer?.Add(Batch, result.Logits, only: _sampler.IsOfLevel);
    }

    /// <summary>The first gradient of the episodes that is not finite, in backward order; the pass is computed once more.</summary>
    public string? FindNonFiniteGradient(Real scale) => IsCut
        ? Again.FindNonFinite(Tape, Batch, scale, gradients: true)
        : Tape.FindNonFiniteGradient(_pass, Batch, scale);

    /// <summary>
    /// The first result of the last pass that is not finite; where the tape has forgotten a part of it, it is computed again.
    /// </summary>
    public string? FindNonFinite(Real scale)
    {
        if (IsCut)
            return Again.FindNonFinite(Tape, Batch, scale, gradients: false);
        // Results that other threads have computed are not this tape's.
        if (Tape.Helpers is not null)
        {
            Tape.Helpers = null;
            ResetTape();
            Tape.Learn(_pass, Batch, scale);
        }

        return Tape.FindNonFinite();
    }

    private bool IsCut => _truncated?.Cuts(Batch) == true;

    /// <summary>What computes a pass that is cut, from its beginning.</summary>
    private TruncatedPass Again
    {
        get
        {
            ResetTape();
            return _truncated!;
        }
    }

    private void ResetTape()
    {
        if (_noise.Length == 1)
            Tape.Reset(RowsOfPart, _noise[0]);
        else
            Tape.Reset(RowsOfPart, _noise, PartOfEach());
    }

    /// <summary>For each sequence, in the batch's order, the part of the noise that it draws from.</summary>
    private ReadOnlySpan<int> PartOfEach()
    {
        ReadOnlySpan<int> order = Batch.Order;
        for (int sequence = 0; sequence < _partOf.Length; sequence++)
            _partOf[sequence] = order[sequence] / training.Shard;
        return _partOf;
    }

    /// <inheritdoc/>
    public void Dispose() => Tape.Dispose();
}
