using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>Has a machine answer sequences that were given, as many side by side as an evaluation has.</summary>
internal sealed class GivenEvaluator : IDisposable
{
    private readonly IMachine _machine;
    private readonly TaskDefinition _task;
    private readonly SequenceBatch _batch = new();
    private readonly EpisodeScorer _scorer;
    private readonly Tape _tape;
    private readonly int _groupSize;

    /// <param name="machine">The machine, of the memory size to answer with.</param>
    /// <param name="task">The task whose channels the sequences have.</param>
    /// <param name="engine">What computes.</param>
    public GivenEvaluator(IMachine machine, TaskDefinition task, IEngine engine)
    {
        (_machine, _task, _groupSize) = (machine, task, SideBySide.InEvaluation(engine.DividesBatches));
        _scorer = new(task.Losses);
        _tape = engine.NewTape(machine.Parameters, recording: false);
    }

    /// <summary>Has them answered, in order.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="observe">Is given each with its answers.</param>
    /// <returns>How well, of those whose targets are known.</returns>
    public TaskScores Run(IEnumerable<GivenSequence> sequences, Action<EpisodeNumbers> observe)
    {
        TaskScores? all = null;
        long first = 0;
        foreach (GivenSequence[] group in sequences.Chunk(_groupSize))
        {
            Pack(group);
            _tape.Reset(_batch.Rows);
            ReadOnlySpan<Real> logits = _machine.Run(_tape, _batch).Span;
            _scorer.Reset();
            _scorer.Add(_batch, logits);
            foreach (EpisodeNumbers answered in BatchEpisodes.Of(_batch, first, sampler: null, logits, _task, _scorer))
                observe(answered with { Slots = _machine.Config.MemorySlots });
            all = all is null ? _scorer.Scores : all.Plus(_scorer.Scores);
            first += group.Length;
        }

        return all ?? _scorer.Scores;
    }

    /// <inheritdoc/>
    public void Dispose() => _tape.Dispose();

    private void Pack(GivenSequence[] group)
    {
        _batch.Reshape([.. group.Select(sequence => sequence.Length)], _task.Inputs.Width, _task.Targets.Width);
        if (_machine.Config.ReadsSource && _task.HasSource)
        {
            SequenceBatch source = _batch.ReshapeSource([.. group.Select(sequence => sequence.SourceLength)], _task.Inputs.Width);
            for (int s = 0; s < group.Length; s++)
                Copy(group[source.Order[s]].Source, source, s, source.Inputs, source.InputWidth);
        }

        for (int s = 0; s < group.Length; s++)
        {
            GivenSequence given = group[_batch.Order[s]];
            Copy(given.Inputs, _batch, s, _batch.Inputs, _batch.InputWidth);
            if (given.Targets.Length > 0)
                Copy(given.Targets, _batch, s, _batch.Targets, _batch.TargetWidth);
            if (given.Mask.Length > 0)
                Copy(given.Mask, _batch, s, _batch.Mask, _batch.TargetWidth);
        }

        // As episodes of the task are answered; where nothing is scored of any, in all steps.
        if (_task.Targets.HasSymbols && group.All(sequence => sequence.Mask.Span.IndexOfAnyExcept(0f) >= 0))
            _batch.AnswerScored();
    }

    private static void Copy(ReadOnlyMemory<float> rows, SequenceBatch batch, int sequence, Span<Real> to, int width)
    {
        for (int t = 0; t < batch.Lengths[sequence]; t++)
            rows.Span.Slice(t * width, width).CopyTo(to[(batch.Row(sequence, t) * width)..]);
    }
}
