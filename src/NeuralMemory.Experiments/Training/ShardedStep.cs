using System.Numerics;
using System.Runtime.InteropServices;
using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>What a batch gave.</summary>
/// <param name="Loss">What is minimised.</param>
/// <param name="Scores">How well the episodes were answered.</param>
/// <param name="LevelScores">How well those of the curriculum's present level were, in the channel that its metric is of.</param>
internal readonly record struct StepOutcome(double Loss, ScoreSums Scores, ScoreSums LevelScores);

/// <summary>
/// Samples a batch and computes its loss and gradient, shard by shard on the threads of a pool, or, by an engine that does not divide
/// batches, as one shard. Sums go in the order of the shards, so that the number of threads changes no bit: those of gradients by ranges
/// of parameters, of which each thread has its own. Where there are more threads than shards, several share the sequences of one.
/// Allocates nothing once its buffers have grown.
/// </summary>
internal sealed class ShardedStep : IDisposable
{
    /// <summary>The parameters from which on an update of them is divided though one thread alone has computed the batch.</summary>
    private const int WorthWaking = 1 << 20;

    /// <summary>How many numbers of the sum stay in the first-level cache while those of all shards come by.</summary>
    private const int Block = 2048;

    private readonly Shard[] _shards;
    private readonly SampledReward[] _rewards;
    private readonly ShardPool _pool;
    private readonly ShardPool[] _helpers;
    private readonly StreamKey _stream;
    private readonly LossAverage _average;
    private readonly Action<int> _sample, _learn, _add;
    private readonly NumberRanges? _ranges;
    private readonly double[] _squares;
    private long _firstEpisode;
    private Real _scale;

    /// <summary>Makes ready.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="task">The task.</param>
    /// <param name="curriculum">Narrows what is drawn; null for nothing.</param>
    /// <param name="training">How the machine is trained.</param>
    /// <param name="stream">The key of all sequences of training.</param>
    /// <param name="computing">What computes.</param>
    /// <param name="scale">How many times as large the batch is that memory has to be shared with: above 1 for a part of one.</param>
    public ShardedStep(
        IMachine machine, TaskDefinition task, Curriculum? curriculum, TrainingConfig training, StreamKey stream, Computing computing,
        double scale = 1)
    {
        (_pool, _stream, _average) = (computing.Pool, stream, training.Loss);
        List<Shard> shards = [];
        List<SampledReward> rewards = [];
        int size = SideBySide.InTraining(training, computing.Engine.DividesBatches);
        for (int offset = 0; offset < training.Batch; offset += size)
        {
            if (machine.Config.Sampling is { } sampling)
                rewards.Add(new(sampling, task.Losses));
            shards.Add(new(
                machine, computing.Engine, task, curriculum, training, training.SetOf(task, stream), offset,
                Math.Min(size, training.Batch - offset), rewards.LastOrDefault()));
        }

        foreach (Shard shard in shards)
            StepMemory.Tell(shard.Tape, training, scale * shards.Count);
        (_shards, _rewards) = ([.. shards], [.. rewards]);
        int helpers = Math.Min(computing.Pool.Threads / shards.Count, size);
        _helpers = helpers > 1 ? [.. shards.Select(_ => new ShardPool(helpers, Environment.ProcessorCount / shards.Count))] : [];
        for (int shard = 0; shard < _helpers.Length; shard++)
            _shards[shard].Tape.Helpers = _helpers[shard];
        _sample = shard => _shards[shard].Sample(_stream, _firstEpisode);
        _learn = shard => _shards[shard].Learn(_scale);
        int length = machine.Parameters.Length;
        // A batch of one shard leaves other threads asleep, and to wake them takes as long as a small update.
        _ranges = computing.Pool.Threads > 1 && (_shards.Length > 1 || length >= WorthWaking) ? new(length, computing.Pool) : null;
        _squares = _ranges is null ? [] : new double[GradientClip.SquaresOf(length)];
        _add = range => AddRange(_ranges![range]);
    }

    /// <summary>Divides what is left of the step among the threads that computed the batch; null where that does not pay.</summary>
    public NumberRanges? Ranges => _ranges;

    /// <summary>What <see cref="GradientClip.Square"/> gave of the last batch's gradient; empty where that was not measured.</summary>
    public ReadOnlySpan<double> Squares => _squares;

    /// <summary>The gradient of the last batch, laid out like the parameters.</summary>
    public Span<Real> Gradient => _shards[0].Tape.Gradients;

    /// <summary>Which numbers of it may be other than zero; null for all.</summary>
    public TouchedNumbers? Touched => _shards[0].Tape.Touched;

    /// <summary>Computes the batch whose first episode has this number.</summary>
    /// <param name="firstEpisode">The number.</param>
    /// <param name="rewardBaseline">The usual log-likelihood of a sequence, for machines that draw; null while none is known.</param>
    /// <exception cref="InvalidInputException">The task could not make one of the episodes.</exception>
    public StepOutcome Run(long firstEpisode, double? rewardBaseline = null)
    {
        _firstEpisode = firstEpisode;
        foreach (SampledReward reward in _rewards)
            reward.Baseline = rewardBaseline;
        _pool.Run(_shards.Length, _sample);
        long counted = 0;
        foreach (Shard shard in _shards)
            counted += _average == LossAverage.MeanBit ? shard.Targets : shard.Scored;
        // Where nothing is scored, nothing is lost.
        _scale = counted == 0 ? 0 : (Real)(1.0 / counted);
        _pool.Run(_shards.Length, _learn);
        AddGradients();
        double loss = _shards[0].Loss;
        ScoreSums scores = _shards[0].Scores, levelScores = _shards[0].LevelScores;
        for (int i = 1; i < _shards.Length; i++)
        {
            loss += _shards[i].Loss;
            scores = scores.Plus(_shards[i].Scores);
            levelScores = levelScores.Plus(_shards[i].LevelScores);
        }

        return new(loss, scores, levelScores);
    }

    /// <summary>
    /// The first number of the last batch that is not finite: of the results in the order of the computation, then of their gradients in
    /// the order of the backward pass, for which the batch is computed once more; then of the sum over shards. Null when all are.
    /// </summary>
    public string? FindNonFinite()
    {
        if (First(shard => shard.FindNonFinite(_scale)) is { } result)
            return result;
        if (First(shard => shard.FindNonFiniteGradient(_scale)) is { } gradient)
            return gradient;
        AddGradients();
        return _shards[0].Tape.Parameters.FindNonFinite(Gradient) is { } sum ? $"the sum over shards of the gradient of {sum}" : null;
    }

    /// <summary>Whether several threads shared the sequences of a shard in the last batch.</summary>
    public bool IsShared => _shards.Any(shard => shard.Tape.IsDivided);

    /// <summary>Into how many shards a batch is divided.</summary>
    public int Shards => _shards.Length;

    /// <summary>How many bytes the episodes of the last batch and the tapes take.</summary>
    public long Bytes => _shards.Sum(shard => shard.Bytes);

    /// <summary>How many of them are of the steps that a tape holds at once.</summary>
    public long BytesOfPart => _shards.Sum(shard => shard.BytesOfPart);

    /// <summary>How many of those are of time-steps that a tape need not keep.</summary>
    public long BytesOfSteps => _shards.Sum(shard => shard.Tape.MostUsedBySteps) * sizeof(Real);

    /// <summary>Before every how many-th time-step a state was kept in the last batch; null where all steps were.</summary>
    public int? CheckpointedEvery
    {
        get
        {
            int? least = null;
            foreach (Shard shard in _shards)
                if (shard.Tape.CheckpointedEvery is { } every && !(every >= least))
                    least = every;
            return least;
        }
    }

    /// <summary>How many rows a tape holds at once, at most.</summary>
    public int RowsOfPart => _shards.Max(shard => shard.RowsOfPart);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Shard shard in _shards)
            shard.Dispose();
        foreach (ShardPool helpers in _helpers)
            helpers.Dispose();
    }

    private string? First(Func<Shard, string?> find)
    {
        for (int i = 0; i < _shards.Length; i++)
            if (find(_shards[i]) is { } place)
                return _shards.Length == 1 ? place : $"shard {i}: {place}";
        return null;
    }

    /// <summary>Adds up the gradients of the shards, in their order.</summary>
    private void AddGradients()
    {
        for (int i = 1; i < _shards.Length; i++)
            if (_shards[i].Tape.Touched is { } touched)
                Touched?.Add(touched);
        if (_ranges is not null)
            _ranges.Run(_add);
        else if (_shards.Length > 1)
            AddRange((0, Gradient.Length));
    }

    private void AddRange((int First, int End) range)
    {
        for (int from = range.First; from < range.End; from += Block)
        {
            int to = Math.Min(from + Block, range.End);
            for (int i = 1; i < _shards.Length; i++)
            {
                Span<Real> part = _shards[i].Tape.Gradients, sum = Gradient;
                TouchedNumbers? touched = _shards[i].Tape.Touched;
                for (int at = from; TouchedNumbers.Next(touched, to, ref at, out int first, out int end);)
                    Add(part[first..end], sum[first..end]);
            }
        }

        if (_squares.Length > 0)
            GradientClip.Square(Gradient, range.First, range.End, Touched, _squares);
    }

    /// <summary>Blocks of gradients, and stretches of them, are whole cache lines, so there is no tail.</summary>
    internal static void Add(ReadOnlySpan<Real> part, Span<Real> sum)
    {
        ReadOnlySpan<Vector<Real>> from = MemoryMarshal.Cast<Real, Vector<Real>>(part);
        Span<Vector<Real>> to = MemoryMarshal.Cast<Real, Vector<Real>>(sum);
        for (int i = 0; i < to.Length; i++)
            to[i] += from[i];
    }
}
