using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments;

/// <summary>
/// The way of a machine that goes step by step. It runs once through the whole episode. A short one is kept whole; of a long one states are
/// kept, and what is asked for is computed again from the nearest.
/// </summary>
internal sealed class SteppedPass : LabPass
{
    /// <summary>What the trace calls the memory.</summary>
    public const string Memory = "memory";

    private readonly TracedPass _pass;
    private readonly PassSteps _steps;
    private readonly LabLimits _limits;
    private readonly int _interval, _slots;
    private readonly IReadOnlyList<TracedHead> _heads;
    private readonly OverviewTracer _overview;
    private readonly TracedQuantity? _memory;
    private readonly Real[] _logits;
    private readonly List<MachineState> _states = [];
    private readonly List<SlotWriters> _writers = [];
    private readonly IReadOnlyList<TracedQuantity>? _whole;
    private readonly RecentWindows _windows;
    private readonly LinkedList<MemoryStretch> _stretches = new();
    private readonly long _bytesOfState;

    /// <param name="pass">The episode.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="limits">What may be kept.</param>
    /// <param name="plain">
    /// The way of the same machine through the same episode that is the same up to <paramref name="from"/>; null for none.
    /// </param>
    /// <param name="from">The first step that may differ.</param>
    /// <param name="token">Asks to stop.</param>
    /// <exception cref="OperationCanceledException"><paramref name="token"/> asked to stop.</exception>
    public SteppedPass(TracedPass pass, IEngine engine, LabLimits limits, SteppedPass? plain, int from, CancellationToken token)
    {
        (_pass, _limits, _windows) = (pass, limits, new(limits.Recent));
        _steps = pass.Begin(engine);
        try
        {
            MachineState start = _steps.CopyState();
            KeptTracer tried = TracerOf(pass.Machine.Config, Whole(0, 1));
            Step(tried);
            IReadOnlyList<TracedQuantity> first = EpisodeTraces.Named(tried.Quantities, pass);
            _heads = TracedHead.Of(first);
            _memory = first.FirstOrDefault(quantity => quantity.Name == Memory);
            _slots = _memory?.Axes[1].Length ?? 0;
            _overview = new(_heads, pass.Steps, _slots);
            _bytesOfState = sizeof(Real) * start.Names.Sum(name => (long)start.ShapeOf(name).Count) + 2L * sizeof(int) * _slots;
            _interval = limits.IntervalOf(pass.Steps, _bytesOfState);
            _logits = new Real[pass.Steps * pass.Machine.OutputWidth];
            bool isWhole = pass.Steps * BytesOf(first) <= limits.Bytes;
            KeptTracer? kept = isWhole ? TracerOf(pass.Machine.Config, Whole(0, pass.Steps)) : null;
            _states.Add(start);
            _writers.Add(new(_slots));
            if (plain is not null && !isWhole)
                TakeOver(plain, from);
            GoThrough(kept, token);
            _whole = kept is null ? null : EpisodeTraces.Named(kept.Quantities, pass);
            Recording = pass.RecordingOf(_logits);
        }
        catch
        {
            _steps.Dispose();
            throw;
        }
    }

    public override EpisodeRecording Recording { get; }

    public override IReadOnlyList<HeadOverview> Heads => _overview.Heads;

    public override long HeldBytes => _states.Count * _bytesOfState + BytesOf(_whole ?? []) + BytesOf(_windows.Quantities)
        + _stretches.Sum(stretch => stretch.Bytes) + _logits.Length * (long)sizeof(Real)
        + _pass.Steps * (long)_heads.Count * (sizeof(int) + sizeof(float));

    public override IReadOnlyList<TracedQuantity> Window(int first, int steps) => _whole is not null
        ? Cut(_whole, first, steps)!
        : _windows.Get(first, steps, () => Trace(Part(first, steps, _limits)));

    public override TracedQuantity? MemoryAt(int step)
    {
        if (_memory is null)
            return null;
        return _whole is not null
            ? Cut([_whole.First(quantity => quantity.Name == Memory)], step, 1)![0]
            : _memory with { Rows = [step], Values = StretchOf(step).MemoryAt(step) };
    }

    public override SlotWriters? WritersAt(int step) => _memory is null ? null : StretchOf(step).WritersAt(step).Copy();

    public override IReadOnlyList<TracedQuantity> LinksAt(int step) =>
        !_pass.Machine.Config.Quantities.Any(quantity => EpisodeTracer.IsOfLinks(quantity.Name))
            ? []
            : [.. Trace(Whole(step, 1, links: true)).Where(quantity => EpisodeTracer.IsOfLinks(quantity.Name))];

    public override void Dispose() => _steps.Dispose();

    /// <summary>Begins where another way has been, as far as it is the same.</summary>
    private void TakeOver(SteppedPass plain, int from)
    {
        if (plain._interval != _interval || plain._slots != _slots)
            return;
        int kept = Math.Min(from / _interval, plain._states.Count - 1);
        for (int i = 1; i <= kept; i++)
        {
            _states.Add(plain._states[i]);
            _writers.Add(plain._writers[i]);
        }

        int steps = kept * _interval;
        _overview.StartFrom(plain._overview, steps, _writers[kept]);
        plain._logits.AsSpan(0, steps * _pass.Machine.OutputWidth).CopyTo(_logits);
    }

    /// <summary>Goes from the last state that is kept to the end.</summary>
    private void GoThrough(KeptTracer? kept, CancellationToken token)
    {
        ITraceWriter overview = _overview;
        _steps.GoTo(_states[^1]);
        for (int t = _steps.Time; t < _pass.Steps; t++)
        {
            token.ThrowIfCancellationRequested();
            if (t == _states.Count * _interval)
            {
                _states.Add(_steps.CopyState());
                _writers.Add(_overview.Writers.Copy());
            }

            _steps.Step().CopyTo(_logits.AsSpan(t * _pass.Machine.OutputWidth));
            overview.BeginStep(t);
            _steps.Current.Describe(overview);
            if (kept is ITraceWriter whole)
            {
                whole.BeginStep(t);
                _steps.Current.Describe(whole);
            }
        }
    }

    /// <summary>Computes some steps again.</summary>
    private IReadOnlyList<TracedQuantity> Trace(EpisodeTraceOptions options)
    {
        KeptTracer tracer = TracerOf(_pass.Machine.Config, options);
        GoTo(options.First);
        for (int t = options.First; t < options.First + options.Steps; t++)
            Step(tracer);
        return EpisodeTraces.Named(tracer.Quantities, _pass);
    }

    /// <summary>The stretch of steps between two states that a step lies in, computed up to that step.</summary>
    private MemoryStretch StretchOf(int step)
    {
        int place = Math.Min(step / _interval, _states.Count - 1);
        MemoryStretch? stretch = _stretches.FirstOrDefault(each => each.First == place * _interval);
        if (stretch is null)
        {
            while (_stretches.Count >= _limits.Recent)
                _stretches.RemoveLast();
            stretch = new(place * _interval, _heads, _slots, _writers[place]);
        }
        else
            _stretches.Remove(stretch);
        _stretches.AddFirst(stretch);
        if (stretch.End <= step)
            GoTo(stretch.End);
        while (stretch.End <= step)
            Step(stretch);
        return stretch;
    }

    private void Step(ITraceWriter trace)
    {
        trace.BeginStep(_steps.Time);
        _steps.Step();
        _steps.Current.Describe(trace);
    }

    /// <summary>Has the next step be one: goes on from where it stands, or from the last state before.</summary>
    private void GoTo(int step)
    {
        int place = Math.Min(step / _interval, _states.Count - 1);
        if (_steps.Time > step || _steps.Time < place * _interval)
            _steps.GoTo(_states[place]);
        while (_steps.Time < step)
            _steps.Step();
    }
}
