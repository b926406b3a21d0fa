using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>
/// Measures a machine on held-out episodes, with tapes that do not record: beyond inputs and logits, what it needs does not grow with the
/// length. Episodes and their grouping depend on the point and the seed alone, so the number of threads changes no bit.
/// </summary>
internal sealed class Evaluator : IDisposable
{
    private readonly Lane[] _lanes;
    private readonly TaskScores[] _scores;
    private readonly ShardPool _pool;
    private readonly int _episodes, _groupSize;
    private readonly Action<int> _work;
    private readonly Action<EpisodeNumbers>? _observe;
    private readonly Turns _turns = new();
    private StreamKey _stream;
    private CancellationToken _token;
    private volatile bool _isInterrupted;

    /// <param name="machine">The machine, of the memory size to measure with.</param>
    /// <param name="point">What to measure.</param>
    /// <param name="withAnswers">Whether to measure, too, what the machine answers while its own answer comes back to it.</param>
    /// <param name="computing">What computes.</param>
    /// <param name="observe">Is given every episode, in order; null for nobody.</param>
    public Evaluator(
        IMachine machine, EvaluationPoint point, bool withAnswers, Computing computing, Action<EpisodeNumbers>? observe = null)
    {
        _observe = observe;
        (_pool, _episodes) = (computing.Pool, point.Episodes);
        _groupSize = SideBySide.InEvaluation(computing.Engine.DividesBatches);
        _scores = new TaskScores[(_episodes + _groupSize - 1) / _groupSize];
        int lanes = Math.Min(_pool.Threads, _scores.Length);
        _lanes =
        [
            .. Enumerable.Range(0, lanes)
                .Select(_ => new Lane(machine, point.Task, withAnswers, computing.Engine) { Keeps = observe is not null }),
        ];
        _work = Work;
    }

    /// <summary>What the episodes of a point are drawn from.</summary>
    public static StreamKey StreamOf(EvaluationPoint point) => StreamKey.FromSeed(point.Seed).Split("evaluation");

    /// <summary>Measures with the machine's present parameters.</summary>
    /// <param name="episodes">What to draw the episodes from.</param>
    /// <param name="token">Asks to stop: each thread finishes the episodes that it is at.</param>
    /// <returns>The scores of all episodes; null when some were not measured because of <paramref name="token"/>.</returns>
    /// <exception cref="InvalidInputException">The task could not make one of the episodes.</exception>
    public TaskScores? Run(StreamKey episodes, CancellationToken token)
    {
        (_stream, _token, _isInterrupted) = (episodes, token, false);
        _turns.Begin();
        _pool.Run(_lanes.Length, _work);
        if (_isInterrupted)
            return null;
        return _scores.Skip(1).Aggregate(_scores[0], (sum, scores) => sum.Plus(scores));
    }

    /// <summary>How many bytes a thread takes for a group of episodes.</summary>
    /// <param name="machine">The machine, of the memory size to measure with.</param>
    /// <param name="point">What to measure.</param>
    /// <param name="withAnswers">Whether its own answers come back to it, too.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="episodes">How many episodes to compute.</param>
    public static long BytesOf(IMachine machine, EvaluationPoint point, bool withAnswers, IEngine engine, int episodes)
    {
        using Lane lane = new(machine, point.Task, withAnswers, engine);
        lane.Measure(StreamOf(point), 0, episodes);
        return lane.Bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lane lane in _lanes)
            lane.Dispose();
    }

    private void Work(int lane)
    {
        try
        {
            Measure(lane);
        }
        catch
        {
            _turns.CallOff();
            throw;
        }
    }

    private void Measure(int lane)
    {
        for (int group = lane; group < _scores.Length; group += _lanes.Length)
        {
            if (_token.IsCancellationRequested)
            {
                _isInterrupted = true;
                _turns.CallOff();
                return;
            }

            int first = group * _groupSize;
            _scores[group] = _lanes[lane].Measure(_stream, first, Math.Min(_groupSize, _episodes - first));
            if (_observe is not null && !_turns.Take(group, () => Array.ForEach(_lanes[lane].Kept, _observe)))
                return;
        }
    }

    /// <summary>What one thread works with.</summary>
    private sealed class Lane(IMachine machine, TaskDefinition task, bool withAnswers, IEngine engine) : IDisposable
    {
        private readonly EpisodeSampler _sampler = new(task, withReference: task.HasReference)
        {
            ReadsSource = machine.Config.ReadsSource,
        };

        private readonly FreeAnswers? _answers = withAnswers ? new(machine, task) : null;
        private readonly EpisodeScorer _scorer = new(task.Losses);
        private readonly SequenceBatch _batch = new();
        private readonly Tape _tape = engine.NewTape(machine.Parameters, recording: false);

        /// <summary>Whether to keep what is measured, episode by episode.</summary>
        public bool Keeps { get; init; }

        /// <summary>What was measured last, where it is kept.</summary>
        public EpisodeNumbers[] Kept { get; private set; } = [];

        public long Bytes => (_tape.MostUsed + _batch.Numbers + _sampler.Numbers) * sizeof(Real);

        public TaskScores Measure(StreamKey stream, long first, int episodes)
        {
            _sampler.Sample(_batch, stream, first, episodes);
            _tape.Reset(_batch.Rows);
            _scorer.Reset();
            ReadOnlySpan<Real> logits = machine.Run(_tape, _batch).Span;
            _scorer.Add(_batch, logits, _sampler.ReferenceNats);
            if (Keeps)
                Kept = BatchEpisodes.Of(_batch, first, _sampler, logits, task, _scorer);
            TaskScores scores = _scorer.Scores;
            return _answers is null ? scores : scores with { Total = scores.Total with { Answers = MeasureAnswers(_answers) } };
        }

        private AnswerSums MeasureAnswers(FreeAnswers answers)
        {
            AnswerSums sums = default;
            int[]?[] given = answers.Run(_tape, _batch, _sampler);
            for (int s = 0; s < given.Length; s++)
                if (given[s] is { } answer
                    && answers.Wanted(_batch, s, _sampler.AnswerStarts[_batch.Order[s]]) is { Length: > 0 } wanted)
                {
                    sums = sums.Plus(AnswerSums.Of(answer, wanted, task.Feedback!.Answer.Terminator));
                    if (Keeps)
                        Kept[_batch.Order[s]] = Kept[_batch.Order[s]] with { Answer = answer, Wanted = wanted };
                }

            return sums;
        }

        public void Dispose() => _tape.Dispose();
    }
}
