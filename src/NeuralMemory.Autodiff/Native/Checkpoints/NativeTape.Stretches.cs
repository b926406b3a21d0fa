using System.Runtime.InteropServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// A loop over time-steps of which a pass keeps the state before every K-th step. The steps between two such states, a stretch, stand on
/// the tape one stretch at a time: at first the last one, then, in the backward pass, each one before it, computed once more. What comes
/// before and after the loop is kept, and so are the rows of linear layers, whose order decides the bits of a sum.
/// </summary>
internal sealed unsafe partial class NativeTape
{
    private readonly Generation _stretch = new();
    private readonly List<Checkpoint> _checkpoints = [];
    private readonly List<Variable> _state = [];
    private readonly List<Node> _tail = [];
    private readonly List<StreamPlace> _noiseAtEnd = [];
    private readonly List<NativeVariable> _opened = [];
    private IRecurrence? _loop;
    private bool _isTailAside;
    private int _loopSteps, _firstStep, _stepsBefore, _every, _stretches, _present, _head, _headStarts, _tailStart;

    public override int? CheckpointedEvery => _loop is null ? null : _every;

    protected override void UnrollCore(IRecurrence loop, int steps, int before)
    {
        if (CanDivide(loop))
        {
            RunDivided((IDivisibleRecurrence)loop);
            return;
        }

        int head = _nodes.Count;
        (_isInSteps, _hasUsedInSteps) = (true, false);
        RunAlone(loop, steps, before);
        _isInSteps = false;
        if (IsRecording)
            Judge(loop, head);
    }

    private void RunAlone(IRecurrence loop, int steps, int before)
    {
        _state.Clear();
        bool isPlain = !IsRecording || _loop is not null || (CheckpointEvery is null && CheckpointBeyond is null);
        if (isPlain || !loop.GetState(_state))
        {
            Run(loop, 0, steps, before);
            return;
        }

        SaveVersions();
        int every = CheckpointEvery ?? 0;
        _firstStep = 0;
        if (CheckpointEvery is null)
        {
            _firstStep = Math.Min(LookedAt, steps);
            every = Choose(loop, steps, before);
        }

        if (every >= steps - _firstStep)
        {
            Run(loop, _firstStep, steps, before);
            return;
        }

        (_loop, _loopSteps, _stepsBefore, _head, _headStarts) = (loop, steps, before, _nodes.Count, _stepStarts.Count);
        (_every, _stretches) = (every, (steps - _firstStep - 1) / every + 1);
        for (int stretch = 0; stretch < _stretches; stretch++)
        {
            TakeDown(stretch);
            Enter(stretch);
            Run(loop, StartOf(stretch), EndOf(stretch), before);
        }

        Leave();
        _tailStart = _nodes.Count;
    }

    // How many steps tell what a step takes, and the results of a step with as much again for their gradients.
    private const int LookedAt = 2, StepFactor = 2;

    /// <summary>Makes the first steps, which are kept, and chooses a distance by what they take.</summary>
    private int Choose(IRecurrence loop, int steps, int before)
    {
        long used = 0;
        for (int step = 0; step < _firstStep; step++)
        {
            used = _kept.Arena.Used;
            Run(loop, step, step + 1, before);
        }

        long taken = _kept.Arena.Used - used;
        _state.Clear();
        loop.GetState(_state);
        // What sparse memories and links hold grows with the steps.
        long state = NumbersInStores / _firstStep * steps / 2;
        foreach (Variable variable in _state)
            state += variable.Shape.Count;
        // Sequences end: later steps have fewer rows than the first.
        int rows = _state.Count == 0 ? ExpectedRows : _state[0].Rows;
        double share = Math.Min(1, (double)ExpectedRows / Math.Max(1L, (long)steps * rows));
        return CheckpointDistance.Of(steps, StepFactor * taken * share, state * share, CheckpointBeyond!.Value);
    }

    /// <summary>The last stretch, which is not computed again, is a whole one, and the first is what is left.</summary>
    private int StartOf(int stretch) => stretch == 0 ? _firstStep : _loopSteps - (_stretches - stretch) * _every;

    private int EndOf(int stretch) => StartOf(stretch + 1);

    /// <summary>For a new pass.</summary>
    private void ForgetStretches()
    {
        _stretch.Reset();
        _tail.Clear();
        _opened.Clear();
        (_loop, _isTailAside) = (null, false);
    }

    /// <summary>A tensor whose rows steps write, and write once more when they are computed again.</summary>
    private NativeVariable Opened(NativeVariable kept)
    {
        if (IsRecording && _loop is null)
            _opened.Add(kept);
        return kept;
    }

    /// <summary>What comes next is kept.</summary>
    private void Leave()
    {
        EndStretch();
        _current = _kept;
    }

    /// <summary>Empties the tape of the stretch that it holds, and begins another one.</summary>
    private void Enter(int stretch)
    {
        CollectionsMarshal.SetCount(_nodes, _head);
        CollectionsMarshal.SetCount(_stepStarts, _headStarts);
        _stretch.Reset();
        BeginStretch();
        (_current, _present) = (_stretch, stretch);
        Checkpoint from = _checkpoints[stretch];
        from.Entry.Clear();
        for (int i = 0; i < from.State.Count; i++)
        {
            SavedVariable saved = from.State[i];
            from.Entry.Add(
                saved.Kept is { } kept ? kept
                : saved.First < i ? from.Entry[saved.First]
                : RentVariable().Become(saved.Shape, (Real*)saved.Values, saved.NeedsGradient));
        }

        for (int i = 0; i < _lentStores; i++)
            _stores[i].Become(_memoryVersions[i]);
        for (int i = 0; i < _lentLinkStores; i++)
            _linkStores[i].Become(_linkVersions[i]);
        _loop!.SetState(from.Entry);
    }

    /// <summary>Computes a stretch once more.</summary>
    private void Repeat(int stretch)
    {
        Enter(stretch);
        Checkpoint from = _checkpoints[stretch];
        ReturnNoise(from.Noise, from.Tossed);
        for (int i = 0; i < _slabs.Length; i++)
            _slabs[i]?.Return(from.Slabs[i]);
        ReturnStores(from);
        foreach (NativeVariable kept in _opened)
            kept.AsOpen();
        Run(_loop!, StartOf(stretch), EndOf(stretch), _stepsBefore);
    }

    /// <summary>Puts the nodes aside that come after the loop, before its stretches are gone through.</summary>
    private void PutTailAside()
    {
        if (_isTailAside)
            return;
        _tail.AddRange(CollectionsMarshal.AsSpan(_nodes)[_tailStart..]);
        _isTailAside = true;
    }

    /// <summary>Puts them back, behind the last stretch.</summary>
    private void PutTailBack()
    {
        Leave();
        _tailStart = _nodes.Count;
        _nodes.AddRange(_tail);
        _tail.Clear();
        _isTailAside = false;
    }
}
