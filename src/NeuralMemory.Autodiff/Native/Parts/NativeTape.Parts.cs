using System.Runtime.InteropServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// A pass whose sequences are shared by several threads, each with a tape of its own for the steps. What stands before the steps and
/// behind them is computed for all sequences by this tape, and so are the sums over sequences: weight gradients from the rows of all tapes,
/// in the order that they have on one tape, and the gradients of what a pass starts from. So all bits are those of one tape, and how many
/// threads there are is no matter of the result.
/// </summary>
internal sealed unsafe partial class NativeTape
{
    private readonly List<TapePart> _parts = [];
    private readonly Action<int> _forwardOfPart, _backwardOfPart, _weightGradient;
    private IDivisibleRecurrence? _divided;
    private SequenceBatch? _sharedWith;
    private int _partsInUse, _headOfSteps, _firstOfShare, _stepOfShare;
    private bool _isInSteps, _hasUsedInSteps, _isWatched;
    private bool? _dividesEven, _dividesRagged;
    private double _numbersPerRow;

    public override bool IsDivided => _divided is not null;

    private long UsedByParts
    {
        get
        {
            long used = 0;
            foreach (TapePart part in PartsInUse)
                used += part.Tape.Used;
            return used;
        }
    }

    private ReadOnlySpan<TapePart> PartsInUse => CollectionsMarshal.AsSpan(_parts)[..(IsDivided ? _partsInUse : 0)];

    /// <summary>Which of the rows of a linear layer this tape computes; null where it computes all of them.</summary>
    internal RowShare? ShareOf(ReadOnlySpan<Variable> inputs, int rows)
    {
        if (_sharedWith is null)
            return null;
        RowShare share = new(RowsOfAll(_sharedWith, LastMade(inputs)), _firstOfShare, _stepOfShare);
        return share.Rows == rows ? share : throw Unexpected($"a linear layer has {rows} rows, and not {share.Rows}");
    }

    /// <summary>The step of the input that was made last, which has the fewest rows; -1 where all stand before the first step.</summary>
    private static int LastMade(ReadOnlySpan<Variable> inputs)
    {
        int last = -1;
        foreach (Variable input in inputs)
            last = Math.Max(last, Of(input).MadeAt);
        return last;
    }

    private static int RowsOfAll(SequenceBatch batch, int step) => step < 0 ? batch.Sequences : batch.RowsAt(step);

    /// <summary>Begins a loop as one of the tapes that share it.</summary>
    internal IDivisibleRecurrence BeginPart(IDivisibleRecurrence whole, SequenceBatch part, int first, int step)
    {
        _sharedWith = null;
        IDivisibleRecurrence loop = whole.Begin(this, part);
        (_sharedWith, _firstOfShare, _stepOfShare, _headOfSteps) = (whole.Batch, first, step, _nodes.Count);
        return loop;
    }

    /// <summary>Goes back over the steps as one of the tapes that share them.</summary>
    internal void BackwardOfPart(NativeTape all)
    {
        GoBack(_nodes.Count, _headOfSteps, null);
        for (int i = 0; i < _slabs.Length; i++)
            _slabs[i]?.CopyShared(all._slabs[i]!);
    }

    private static InvalidOperationException Unexpected(string what) => new($"the steps cannot be shared by threads: {what}");

    private bool CanDivide(IRecurrence loop) =>
        Helpers is { Threads: > 1 } && loop is IDivisibleRecurrence { IsDivisible: true, Batch: var batch }
        && (IsRagged(batch) ? _dividesRagged : _dividesEven) == true && batch is { Sequences: > 1, Source: null }
        && _divided is null && CheckpointEvery is null && !TracksInputs && !_isWatched
        && (double)Parameters.Length * ExpectedRows >= DividesFrom
        && !(_numbersPerRow * ExpectedRows > CheckpointBeyond);

    private static bool IsRagged(SequenceBatch batch) => batch.Lengths[0] != batch.Lengths[^1];

    /// <summary>
    /// Looks at a pass that was not divided: whether its nodes are such that the next ones can be. What a machine does depends on nothing
    /// but a batch's dimensions; what it does with sequences that end shows where they end.
    /// </summary>
    private void Judge(IRecurrence loop, int head)
    {
        if (Helpers is null || _loop is not null || _divided is not null || loop is not IDivisibleRecurrence steps)
            return;
        ref bool? verdict = ref (IsRagged(steps.Batch) ? ref _dividesRagged : ref _dividesEven);
        verdict ??= !_hasUsedInSteps && _lentStores == 0 && _lentLinkStores == 0 && CanBegin(head) && CanShare(steps.Batch, head);
    }

    private bool CanBegin(int head)
    {
        for (int node = 0; node < head; node++)
            if (_nodes[node] is not (BroadcastNode or SoftmaxNode or TanhNode))
                return false;
        return true;
    }

    private bool CanShare(SequenceBatch batch, int head)
    {
        for (int node = head; node < _nodes.Count; node++)
            if (!_nodes[node].GoesRowByRow
                || (_nodes[node] is LinearNode linear && linear.Rows != RowsOfAll(batch, LastMade(linear.Inputs))))
                return false;
        return true;
    }

    private void RunDivided(IDivisibleRecurrence loop)
    {
        (_divided, _headOfSteps) = (loop, _nodes.Count);
        _partsInUse = Math.Min(Helpers!.Threads, loop.Batch.Sequences);
        while (_parts.Count < _partsInUse)
            _parts.Add(new(new NativeTape(Parameters, recording: true, hasGradients: false)));
        Helpers.Run(_partsInUse, _forwardOfPart);
        foreach (TapePart part in PartsInUse)
            if (part.Tape._headOfSteps != _headOfSteps)
                throw Unexpected($"{part.Tape._headOfSteps} primitives begin some sequences, and {_headOfSteps} all of them");
        TakeSlabs();
        Record<StepsOfPartsNode>().Set(Of(loop.Result));
    }

    /// <summary>Takes room for the rows of linear layers where it is taken on one tape: in the order of the steps.</summary>
    private void TakeSlabs()
    {
        for (int i = 0; i < _slabs.Length; i++)
        {
            // The first part has the longest sequence.
            int uses = _parts[0].Tape._slabs[i]?.Shared.Count ?? 0;
            for (int use = 0; use < uses; use++)
            {
                int all = _parts[0].Tape._slabs[i]!.Shared[use].Share.All, rows = 0;
                foreach (TapePart part in PartsInUse)
                    if (part.Tape._slabs[i] is { } slab && use < slab.Shared.Count)
                        rows += slab.Shared[use].Share.Rows;
                SlabOf(Parameters.Items[i]).TakeAll(all, ExpectedRows, rows == all);
            }
        }
    }

    private void GoBackOnParts()
    {
        Helpers!.Run(_partsInUse, _backwardOfPart);
        int first = 0;
        foreach (TapePart part in PartsInUse)
            TakeStartGradients(part.Tape, first++);
    }

    /// <summary>The rows of what all sequences start from get the gradients of those that a part has.</summary>
    private void TakeStartGradients(NativeTape part, int first)
    {
        foreach (NativeVariable? leaf in part._leaves)
            if (leaf is { HasGradient: true })
                throw Unexpected("a parameter has a gradient in them");
        for (int node = 0; node < _headOfSteps; node++)
        {
            NativeVariable own = part._nodes[node].Output;
            if (!own.HasGradient)
                continue;
            NativeVariable all = _nodes[node].Output;
            if (all.Rows == own.Rows)
                throw Unexpected($"{_nodes[node].Name} is the same for all sequences, and is used in them");
            int width = all.Shape.RowCount;
            Real* gradient = all.Accumulate(this);
            for (int row = 0, to = first; row < own.Rows; row++, to += _partsInUse)
                Elementwise.Copy(own.Gradient + (nint)row * width, gradient + (nint)to * width, width);
        }
    }

    /// <summary>Some panels of a layer's weight gradient.</summary>
    private void WeightGradientOfPart(int task)
    {
        int layer = task / _partsInUse;
        _slabs[layer]?.WeightGradient(_gradients!.Pointer + Parameters.Items[layer].Offset, task % _partsInUse, _partsInUse);
    }

    private void ForgetParts() => (_divided, _isInSteps) = (null, false);

    /// <summary>The steps of all sequences, which other tapes have.</summary>
    private sealed class StepsOfPartsNode : Node
    {
        private NativeVariable _result = null!;

        public override string Name => "Steps";

        public override NativeVariable Output => _result;

        /// <summary>Always: linear layers have rows of them.</summary>
        public override bool HasGradient => true;

        public void Set(NativeVariable result) => _result = result;

        public override void Backward(NativeTape tape) => tape.GoBackOnParts();
    }
}
