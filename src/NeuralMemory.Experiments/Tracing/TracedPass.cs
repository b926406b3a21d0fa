using System.Globalization;
using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>One held-out episode, drawn, and a machine's way through it.</summary>
internal sealed class TracedPass
{
    private readonly IMachine _machine;
    private readonly EvaluationPoint _point;
    private readonly SequenceBatch _batch = new();
    private readonly Episode _episode;
    private readonly IReadOnlyList<Poke> _pokes;

    /// <param name="machine">The machine, of the memory size to look at.</param>
    /// <param name="point">What to look at.</param>
    /// <param name="episode">The episode's number, from 0.</param>
    /// <param name="pokes">What is changed.</param>
    /// <param name="option">What the user calls where that was written, such as <c>--poke</c>; null for nothing.</param>
    /// <exception cref="InvalidInputException">The task could not make the episode, or it has nothing of what is to be changed.</exception>
    public TracedPass(IMachine machine, EvaluationPoint point, long episode, IReadOnlyList<Poke> pokes, string? option = null)
    {
        (_point, _pokes) = (point, pokes);
        EpisodeSampler sampler = new(point.Task) { ReadsSource = machine.Config.ReadsSource };
        sampler.Sample(_batch, Evaluator.StreamOf(point), episode, 1);
        _episode = sampler.Draw(Evaluator.StreamOf(point), episode);
        // What is read before the first step has a phase too, but is no step.
        int before = _episode.Length - Steps;
        PhaseOf = [.. Enumerable.Range(0, Steps).Select(step => _episode.PhaseOf(Math.Clamp(step + before, 0, _episode.Length - 1)))];
        _machine = PokedBatch.Poke(machine, _batch, pokes, option);
    }

    /// <summary>The machine, in which pokes hold that are about its heads.</summary>
    public IMachine Machine => _machine;

    /// <summary>What is changed.</summary>
    public IReadOnlyList<Poke> Pokes => _pokes;

    /// <summary>T.</summary>
    public int Steps => _batch.Lengths[0];

    /// <summary>[T] the phase of each step.</summary>
    public IReadOnlyList<int> PhaseOf { get; }

    /// <summary>The task and its parameters in this episode.</summary>
    public string TaskInWords => string.Join(", ",
    [
        _point.Task.Name,
        .. _point.Task.Parameters.Select((parameter, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} = {_episode.Parameters[i]:0.####}")),
        Steps == 1 ? "1 step" : string.Create(CultureInfo.InvariantCulture, $"{Steps} steps"),
    ]);

    /// <summary>The state before the first step, of a machine with a memory; else nothing.</summary>
    public IEnumerable<(TracedShape Shape, float[] Numbers)> Initial(IEngine engine)
    {
        if (_machine.Config.MemorySlots is null)
            yield break;
        using Tape tape = engine.NewTape(_machine.Parameters, recording: false);
        tape.Reset(_batch.Rows);
        MachineState state = _machine.Begin(tape, _batch).CopyState();
        Dictionary<string, TraceQuantity> declared = _machine.Config.Quantities.ToDictionary(quantity => quantity.Name);
        foreach (string name in state.Names.Where(declared.ContainsKey))
            if (!name.StartsWith("links/", StringComparison.Ordinal))
                yield return (TracedShape.Of(name, "step", state.ShapeOf(name), declared[name]), state[name].ToArray());
    }

    /// <summary>Goes through the episode; the right answer comes back where an answer does.</summary>
    /// <returns>What was shown, wanted and answered.</returns>
    public EpisodeRecording Run(IEngine engine, ITraceWriter trace)
    {
        if (_pokes.OfType<MemoryPoke>().Any())
            return Recorded(PassSteps.Run(_machine, _batch, _pokes, engine, trace));
        using Tape tape = engine.NewTape(_machine.Parameters, recording: false);
        tape.Reset(_batch.Rows);
        Variable logits = _machine.Run(tape, _batch, trace);
        return Recorded(logits.Span);
    }

    /// <summary>Makes ready to go through the episode step by step.</summary>
    public PassSteps Begin(IEngine engine) => new(_machine, _batch, _pokes.OfType<MemoryPoke>(), engine);

    /// <summary>What was shown, wanted and answered.</summary>
    /// <param name="logits">[T, O] those of all steps.</param>
    public EpisodeRecording RecordingOf(Real[] logits) => Recorded(PassSteps.Answered(_batch, logits, _machine.OutputWidth));

    /// <summary>The words of what is read before the first step, where there is such; else null.</summary>
    public IReadOnlyList<string>? Source => _batch.Source is { } source ? new StepNames(_point.Task).Of(source) : null;

    /// <summary>[T, O] what each target counts in the loss.</summary>
    public ReadOnlySpan<Real> Mask => _batch.Mask;

    private EpisodeRecording Recorded(ReadOnlySpan<Real> logits) =>
        EpisodeRecorder.RecordingOf(_batch, logits, _point.Task) with { Slots = _machine.Config.MemorySlots };

    /// <summary>The channels of a layout.</summary>
    public static IReadOnlyList<TracedChannel> ChannelsOf(ChannelLayout layout) =>
    [
        .. layout.Items.Zip(layout.Vocabularies, (channel, vocabulary) => new TracedChannel(channel.Name, channel.Start, channel.Width)
        {
            Symbols = channel.Symbols,
            Words = vocabulary?.Symbols,
        }),
    ];
}
