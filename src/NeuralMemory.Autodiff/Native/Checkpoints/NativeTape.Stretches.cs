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
    private int _loopSteps, _stepsBefore, _every, _stretches, _present, _head, _headStarts, _tailStart;

    public override int? CheckpointedEvery => _loop is not null && _stretches > 1 ? _every : null;

    protected override void UnrollCore(IRecurrence loop, int steps, int before)
    {
        _state.Clear();
        bool isPlain = !IsRecording || _loop is not null || (CheckpointEvery is null && CheckpointBeyond is null);
        if (isPlain || !loop.GetState(_state))
        {
            Run(loop, 0, steps, before);
            return;
        }

        (_loop, _loopSteps, _stepsBefore, _head, _headStarts) = (loop, steps, before, _nodes.Count, _stepStarts.Count);
        Divide(CheckpointEvery ?? steps);
        TakeDown(0);
        Enter(0);
        if (CheckpointEvery is null)
            RunFirstAndDivide();
        else
            Run(loop, 0, EndOf(0), before);
        for (int stretch = 1; stretch < _stretches; stretch++)
        {
            TakeDown(stretch);
            Enter(stretch);
            Run(loop, StartOf(stretch), EndOf(stretch), before);
        }

        Leave();
        _tailStart = _nodes.Count;
    }

    /// <summary>Divides the steps: the last stretch, which is not computed again, is a whole one, and the first what is left.</summary>
    private void Divide(int every)
    {
        _every = Math.Min(every, _loopSteps);
        _stretches = (_loopSteps - 1) / _every + 1;
    }

    private int StartOf(int stretch) => stretch == 0 ? 0 : _loopSteps - (_stretches - stretch) * _every;

    private int EndOf(int stretch) => StartOf(stretch + 1);

    /// <summary>Makes the first stretch, of which two steps tell what a step takes.</summary>
    private void RunFirstAndDivide()
    {
        int seen = Math.Min(2, _loopSteps);
        long before = 0;
        for (int step = 0; step < seen; step++)
        {
            before = _stretch.Arena.Used;
            Run(_loop!, step, step + 1, _stepsBefore);
        }

        _state.Clear();
        _loop!.GetState(_state);
        long state = 0;
        foreach (Variable variable in _state)
            state += variable.Shape.Count;
        // What sparse memories and links hold grows with the steps.
        state += NumbersInStores / seen * _loopSteps / 2;
        // Sequences end: later steps have fewer rows than the first.
        double share = Math.Min(1, (double)ExpectedRows / Math.Max(1L, (long)_loopSteps * RowsOfState));
        Divide(CheckpointDistance.Of(
            _loopSteps, StepFactor * (_stretch.Arena.Used - before) * share, state * share, CheckpointBeyond!.Value));
        // What has been made already belongs to the first stretch.
        while (_stretches > 1 && EndOf(0) < seen)
            Divide(_every + 1);
        Run(_loop, seen, EndOf(0), _stepsBefore);
    }

    // Its results, and as much again for their gradients.
    private const int StepFactor = 2;

    private int RowsOfState => _state.Count == 0 ? ExpectedRows : _state[0].Rows;

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
            _stores[i].Become(_checkpoints[0].MemoryVersions[i]);
        for (int i = 0; i < _lentLinkStores; i++)
            _linkStores[i].Become(_checkpoints[0].LinkVersions[i]);
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
