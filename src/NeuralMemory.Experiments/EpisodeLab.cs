using NeuralMemory.Machines;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments;

/// <summary>
/// One episode of a trained machine, to be looked at from any side: windows of its trace, the memory at any step, who wrote each slot, and
/// the same with something changed. The machine goes through the episode once; of a long one a part is kept, and what else is asked for is
/// computed again, with the same bits. The right answer comes back where a task has answers that come back. Not thread-safe; on the native
/// engine several threads may each have laboratories of their own of one machine.
/// </summary>
/// <example>
/// What the memory of a copy machine holds after step 10, and what becomes of the answer when nothing is written:
/// <code>
/// using TrainedMachine machine = TrainedMachine.Open("results/ntm-copy-seed1");
/// EvaluationPoint point = machine.PointsOf(new() { Settings = ["length=20"] })[0];
/// using EpisodeLab lab = EpisodeLab.Open(machine, point, episode: 0);
/// TracedQuantity memory = lab.MemoryAt(10)!;
/// using EpisodeLab poked = lab.With([Poke.Parse("clamp:heads/erase=0")]);
/// int wrong = poked.Recording.WrongAnswers - lab.Recording.WrongAnswers;
/// </code>
/// </example>
public sealed class EpisodeLab : IDisposable
{
    private readonly TrainedMachine _machine;
    private readonly IMachine? _resized;
    private readonly LabLimits _limits;
    private readonly LabPass _pass;
    private bool _isDisposed;

    private EpisodeLab(
        TrainedMachine machine, EvaluationPoint point, long episode, IReadOnlyList<Poke> pokes, LabLimits limits, EpisodeLab? plain,
        CancellationToken token)
    {
        (_machine, Point, Episode, Pokes, _limits) = (machine, point, episode, pokes, limits);
        _resized = point.Slots is { } slots ? machine.Machine.WithSlots(slots) : null;
        try
        {
            TracedPass pass = new((_resized ?? machine.Machine).With(point.Clamps), point, episode, pokes);
            _pass = IsStepped(pass.Machine.Config)
                ? new SteppedPass(pass, machine.Engine, limits, SameUpTo(plain), FirstOf(pokes), token)
                : new WholePass(pass, machine.Engine, limits);
            Outline = EpisodeTraces.Outline(pass, point, machine.Engine, machine.About, _pass.Recording) with
            {
                Episode = episode,
            };
            Overview = new(_pass.Heads, [.. Enumerable.Range(0, Steps).Select(Recording.WrongAnswersAt)]);
        }
        catch
        {
            _pass?.Dispose();
            _resized?.Dispose();
            throw;
        }
    }

    /// <summary>T.</summary>
    public int Steps => Outline.Steps;

    /// <summary>The setting.</summary>
    public EvaluationPoint Point { get; }

    /// <summary>The number of the episode, from 0.</summary>
    public long Episode { get; }

    /// <summary>What is changed.</summary>
    public IReadOnlyList<Poke> Pokes { get; }

    /// <summary>What was shown, wanted and answered in the whole episode.</summary>
    public EpisodeRecording Recording => Outline.Recording;

    /// <summary>The episode without what the machine computed: its channels, its phases, the state before the first step.</summary>
    public EpisodeTrace Outline { get; }

    /// <summary>What is known of every step: where the heads were, and what was wrong.</summary>
    public EpisodeOverview Overview { get; }

    /// <summary>How many bytes are held for the episode, that of the machine apart.</summary>
    public long HeldBytes => _pass.HeldBytes;

    /// <summary>Opens an episode: the machine goes through it once.</summary>
    /// <param name="machine">The machine, which lives longer.</param>
    /// <param name="point">
    /// The setting, such as one of <see cref="TrainedMachine.PointsOf"/>: with parameters of the task, slots and a seed of one's own where
    /// the request has such.
    /// </param>
    /// <param name="episode">The number of the episode, from 0.</param>
    /// <param name="pokes">What is changed; null for nothing.</param>
    /// <param name="token">Asks to stop while the machine goes through a long episode.</param>
    /// <exception cref="InvalidInputException">
    /// The task could not make the episode, or the machine or the episode has nothing of what is to be changed.
    /// </exception>
    /// <exception cref="Autodiff.EngineException">The engine failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="token"/> asked to stop.</exception>
    public static EpisodeLab Open(
        TrainedMachine machine, EvaluationPoint point, long episode, IReadOnlyList<Poke>? pokes = null,
        CancellationToken token = default) =>
        Open(machine, point, episode, pokes ?? [], new LabLimits(), token);

    /// <summary>The same with other limits of what is kept.</summary>
    internal static EpisodeLab Open(
        TrainedMachine machine, EvaluationPoint point, long episode, IReadOnlyList<Poke> pokes, LabLimits limits, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(point);
        ArgumentOutOfRangeException.ThrowIfNegative(episode);
        return new(machine, point, episode, pokes, limits, null, token);
    }

    /// <summary>
    /// The same episode with something changed, in place of what is changed here. What comes before is taken over and not computed again,
    /// where nothing is changed here.
    /// </summary>
    /// <param name="pokes">What is changed.</param>
    /// <param name="token">Asks to stop.</param>
    /// <inheritdoc cref="Open(TrainedMachine, EvaluationPoint, long, IReadOnlyList{Poke}, CancellationToken)"/>
    /// <returns>A laboratory of its own, to be disposed of by itself.</returns>
    public EpisodeLab With(IReadOnlyList<Poke> pokes, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(pokes);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new(_machine, Point, Episode, pokes, _limits, this, token);
    }

    /// <summary>The trace of some steps, but for the links between slots (<see cref="LinksAt"/>).</summary>
    /// <param name="first">The first step.</param>
    /// <param name="steps">
    /// How many, at least 1; fewer where the episode ends before. Of an episode that is too long to be kept whole, a window has the memory
    /// of its first and its last step alone (<see cref="MemoryAt"/> has any), and of what is very large in a long window not every step.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public EpisodeTrace Window(int first, int steps)
    {
        Expect(first, least: 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        int count = Math.Min(steps, Steps - first);
        return Outline with { First = first, Steps = count, Quantities = _pass.Window(first, count) };
    }

    /// <summary>The memory after a step, as a quantity of one row [width, slots]; null for a machine without one.</summary>
    /// <param name="step">The step; -1 for before the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public TracedQuantity? MemoryAt(int step)
    {
        Expect(step, least: -1);
        return step < 0 ? Outline.Initial.FirstOrDefault(quantity => quantity.Name == SteppedPass.Memory) : _pass.MemoryAt(step);
    }

    /// <summary>Who had written each slot after a step; null for a machine without a memory.</summary>
    /// <param name="step">The step; -1 for before the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public SlotWriters? WritersAt(int step)
    {
        Expect(step, least: -1);
        return step >= 0 ? _pass.WritersAt(step) : MemoryAt(step) is { } memory ? new(memory.Axes[1].Length) : null;
    }

    /// <summary>
    /// The links between slots after a step, each a quantity of one row: <c>links/values</c> [writer, slot, previous slot], or, where they
    /// are sparse, [writer, slot, link] and <c>links/slots</c>, the slots that they lead from. None for a machine without links.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public IReadOnlyList<TracedQuantity> LinksAt(int step)
    {
        Expect(step, least: 0);
        return _pass.LinksAt(step);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _pass.Dispose();
        _resized?.Dispose();
    }

    /// <summary>Whether a machine goes step by step; what one has read ahead and has no memory is cheap to run as a whole.</summary>
    private static bool IsStepped(MachineConfig config) =>
        config.CarriesState || (config.MemorySlots is not null && !config.ComputesAtOnce);

    /// <summary>The first step that may differ.</summary>
    private static int FirstOf(IReadOnlyList<Poke> pokes) => pokes.Count == 0 ? int.MaxValue : pokes.Min(poke => poke.From);

    /// <summary>Whose way a changed one is up to the first change.</summary>
    private static SteppedPass? SameUpTo(EpisodeLab? plain) =>
        plain is { Pokes.Count: 0, _pass: SteppedPass pass } && !plain._machine.Machine.Config.ReadsAhead ? pass : null;

    private void Expect(int step, int least)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Steps);
    }
}
