using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>Runs one episode and keeps what the machine said and where it looked; its own answer may come back to it.</summary>
internal sealed class Inspector
{
    private readonly IMachine _machine;
    private readonly TaskDefinition _task;
    private readonly IEngine _engine;
    private readonly IReadOnlyList<Poke> _pokes;
    private readonly StepNames _inputs;
    private readonly WeightCollector _weights;
    private readonly EpisodeSampler _sampler;
    private readonly SequenceBatch _batch = new();

    private Inspector(IMachine machine, EvaluationPoint point, IEngine engine, long episode, IReadOnlyList<Poke> pokes)
    {
        (_task, _engine, _pokes) = (point.Task, engine, pokes);
        _inputs = new(_task);
        _weights = new(machine.Config.WeightTraces);
        _sampler = new(_task) { ReadsSource = machine.Config.ReadsSource };
        _sampler.Sample(_batch, Evaluator.StreamOf(point), episode, 1);
        _machine = PokedBatch.Poke(machine, _batch, pokes, PokeRules.PokeOption);
    }

    /// <summary>Looks into one episode.</summary>
    /// <param name="machine">The machine, of the memory size to look at.</param>
    /// <param name="point">What to look at.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="episode">The episode's number, from 0.</param>
    /// <param name="isForced">Whether the right answer comes back in place of the machine's own.</param>
    /// <param name="pokes">What is changed.</param>
    /// <exception cref="InvalidInputException">The task could not make the episode, or it has nothing of what is to be changed.</exception>
    public static Inspection Inspect(
        IMachine machine, EvaluationPoint point, IEngine engine, long episode, bool isForced, IReadOnlyList<Poke> pokes)
    {
        Inspector inspector = new(machine, point, engine, episode, pokes);
        using Tape tape = engine.NewTape(machine.Parameters, recording: false);
        return !isForced && point.Task.Feedback is { } feedback && inspector._sampler.AnswerStarts[0] >= 0
            ? inspector.Free(tape, feedback)
            : inspector.Whole(tape);
    }

    private Inspection Free(Tape tape, TaskFeedback feedback)
    {
        if (_pokes.OfType<MemoryPoke>().FirstOrDefault() is { } poke)
            throw new InvalidInputException(SourceMark.WholeFile($"{PokeRules.PokeOption} {poke}"),
                "the memory is not changed while the machine's own answer comes back to it; '--forced' has the right one come back");
        int[]?[] sought = new FreeAnswers(_machine, _task).Run(tape, _batch, _sampler);
        List<(int Step, Real[] Logits)> answers = [];
        // Of all beginnings that were kept side by side, the steps of the answer that was found are looked into.
        FreeAnswers free = new(_machine, _task)
        {
            Beam = 1,
            Given = sought,
            Observer = (step, current, logits) =>
            {
                current.Describe(_weights);
                answers.Add((step, logits.ToArray()));
            },
        };
        int[] said = free.Run(tape, _batch, _sampler)[0]!;
        int start = _sampler.AnswerStarts[0];
        int[] wanted = free.Wanted(_batch, 0, start);
        Vocabulary? vocabulary = _task.Targets.VocabularyOf(feedback.Answer.Channel);
        List<InspectedStep> steps = [];
        foreach ((int step, Real[] logits) in answers)
        {
            int place = step - start;
            if (place < 0 || place >= said.Length)
            {
                steps.Add(new(_inputs.Of(_batch.InputRow(_batch.Row(0, Math.Min(step, _batch.Lengths[0] - 1))), step), null, null, 0));
                continue;
            }

            string shown = place == 0
                ? _inputs.Of(_batch.InputRow(_batch.Row(0, step)), step)
                : StepNames.NameOf(vocabulary, said[place - 1]);
            steps.Add(new(
                shown, place < wanted.Length ? StepNames.NameOf(vocabulary, wanted[place]) : null,
                StepNames.NameOf(vocabulary, said[place]), ProbabilityOf(feedback.LogitsOf(logits), said[place])));
        }

        return Make(steps, isFree: true) with { Beam = feedback.Beam };
    }

    private Inspection Whole(Tape tape)
    {
        AnswerNames answers = new(_task);
        IReadOnlyList<string?>[] said = answers.Of(_batch, RecordedAnswers.Of(_batch, LogitsOf(tape), _task));
        IReadOnlyList<string> shown = _inputs.Of(_batch);
        return Make([.. shown.Select((name, t) => new InspectedStep(name, said[0][t], said[1][t], 0))], isFree: false);
    }

    private ReadOnlySpan<Real> LogitsOf(Tape tape)
    {
        if (_pokes.OfType<MemoryPoke>().Any())
            return PassSteps.Run(_machine, _batch, _pokes, _engine, _weights);
        tape.Reset(_batch.Rows);
        return _machine.Run(tape, _batch, _weights).Span;
    }

    private Inspection Make(IReadOnlyList<InspectedStep> steps, bool isFree)
    {
        IReadOnlyList<string> source = _batch.Source is { } read ? _inputs.Of(read) : [];
        // Where something is said in some steps alone, beside the names of others, it stands with what was shown.
        bool isMixed = !isFree && steps.Any(step => step.Said is null);
        string[] rows = [.. steps.Select(step => step.Said is not { } said ? step.Shown : isMixed ? $"{step.Shown} \u2192 {said}" : said)];
        string[] shown = [.. steps.Select(step => step.Shown)];
        MapNames names = new(rows, shown, source.Count > 0 ? source : _inputs.Of(_batch));
        List<WeightRecording> maps = [], ofSteps = [];
        foreach (WeightTrace trace in _machine.Config.WeightTraces)
            for (int head = 0; head < trace.Count; head++)
                if (_weights.WeightsOf(trace, head) is { } weights)
                {
                    maps.Add(names.Name(trace, head, weights, _weights.RowsOf(trace)));
                    if (_weights.RowsOf(trace) == WeightAxis.Steps)
                        ofSteps.Add(maps[^1]);
                }

        return new(steps, maps, isFree) { Source = source, MapsOfSteps = ofSteps };
    }

    private static double ProbabilityOf(ReadOnlySpan<Real> logits, int symbol) =>
        Math.Exp(logits[symbol] - BeamSearch.LogSumExp(logits));
}
