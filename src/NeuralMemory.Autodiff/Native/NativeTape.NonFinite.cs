using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    public override string? FindNonFinite()
    {
        if (_loop is null)
            return FindNonFinite(0, _nodes.Count);
        if (FindNonFinite(0, _head) is { } before)
            return before;
        int tossed = SaveNoise(_noiseAtEnd);
        PutTailAside();
        string? place = null;
        for (int stretch = 0; stretch < _stretches && place is null; stretch++)
        {
            Repeat(stretch);
            place = FindNonFinite(_head, _nodes.Count);
        }

        ReturnNoise(_noiseAtEnd, tossed);
        if (place is not null)
            return place;
        PutTailBack();
        return FindNonFinite(_tailStart, _nodes.Count);
    }

    /// <remarks>
    /// A result has its whole gradient when the backward pass comes to the node that made it. Which node left it so is seen in a second
    /// pass, which looks at that one number after each node.
    /// </remarks>
    protected override string? WatchBackward(Action again)
    {
        // Parts of a pass that others have are not looked at.
        _isWatched = true;
        try
        {
            return Watch(again);
        }
        finally
        {
            _isWatched = false;
        }
    }

    private string? Watch(Action again)
    {
        again();
        var search = new GradientSearch(this);
        if (GoBack(search))
            return $"{search.Place}{MakerOf(again, search.Found)}";
        for (int i = 0; i < _leaves.Length; i++)
            if (_leaves[i] is { HasGradient: true } leaf && FirstNonFinite(new("", leaf, 0, leaf.Rows)) is { } at)
            {
                string place = ParameterSet.PlaceIn(Parameters.Items[i].Name, leaf.Shape, at, leaf.Gradient[at]);
                return $"the gradient of {place}{MakerOf(again, new(leaf, at, 0))}";
            }

        FinishGradients();
        return null;
    }

    /// <summary>Says which node made a gradient that is not finite.</summary>
    /// <param name="again">Computes the forward pass once more.</param>
    /// <param name="watched">The number that the gradient is of.</param>
    private string MakerOf(Action again, Watched watched)
    {
        // The pass does again what it did, so that its objects are the same.
        again();
        var search = new MakerSearch(this, watched);
        GoBack(search);
        return search.From is { } from ? MakerOf(again, from) : search.Maker;
    }

    private string? FindNonFinite(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            foreach ((string name, NativeVariable output, int firstRow, int rows) in _nodes[i].Outputs)
            {
                int row = output.Shape.RowCount;
                for (int at = 0; at < rows * row; at++)
                    if (output.Value[firstRow * row + at] is var value && !Real.IsFinite(value))
                        return PlaceIn(i, name, output.Shape, firstRow, at, value);
            }
        }

        return null;
    }

    /// <summary>The first number of a result's gradient that is not finite, counted from the node's first row; null for none.</summary>
    private static int? FirstNonFinite(in NodeOutput output)
    {
        if (!output.Value.HasGradient)
            return null;
        int row = output.Value.Shape.RowCount;
        Real* gradient = output.Value.Gradient + output.FirstRow * row;
        for (int at = 0; at < output.Rows * row; at++)
            if (!Real.IsFinite(gradient[at]))
                return at;
        return null;
    }

    /// <summary>Where a number is that a node wrote: in a step counted from its first row, else from that of the result.</summary>
    private string PlaceIn(int node, string name, Shape shape, int firstRow, int at, Real value) => TimeStepOf(node) is { } step
        ? Place(name, step, shape, at, _nodes[node].Axes, value)
        : Place(name, step: null, shape, firstRow * shape.RowCount + at, _nodes[node].Axes, value);

    private int? TimeStepOf(int node)
    {
        int step = _stepStarts.FindLastIndex(start => start.Node <= node);
        return step < 0 ? null : _stepStarts[step].Number;
    }

    /// <summary>A number of a variable.</summary>
    /// <param name="Variable">The variable.</param>
    /// <param name="At">Which number.</param>
    /// <param name="Stretch">The stretch that the variable is of, where it passes with one.</param>
    private readonly record struct Watched(NativeVariable Variable, int At, int Stretch);

    /// <summary>Looks for the first result whose gradient is not finite.</summary>
    private sealed class GradientSearch(NativeTape tape) : BackwardWatch
    {
        public string Place { get; private set; } = "";

        public Watched Found { get; private set; }

        public override bool Before(int node)
        {
            foreach (NodeOutput each in tape._nodes[node].Outputs)
            {
                if (FirstNonFinite(each) is not { } at)
                    continue;
                int whole = each.FirstRow * each.Value.Shape.RowCount + at;
                Place = tape.PlaceIn(
                    node, $"the gradient of {each.Name}", each.Value.Shape, each.FirstRow, at, each.Value.Gradient[whole]);
                Found = new(each.Value, whole, tape._present);
                return true;
            }

            return false;
        }
    }

    /// <summary>Looks for the node that makes a gradient not finite.</summary>
    private sealed class MakerSearch(NativeTape tape, Watched watched) : BackwardWatch
    {
        public string Maker { get; private set; } = "";

        /// <summary>What handed the gradient over, where it came from steps behind a checkpoint.</summary>
        public Watched? From { get; private set; }

        public override bool After(int node)
        {
            if (!IsThere)
                return false;
            Maker = $", from {tape._nodes[node].Name}{(tape.TimeStepOf(node) is { } step ? $" at time-step {step}" : "")}";
            return true;
        }

        public override bool Entered()
        {
            if (!watched.Variable.IsPassing || !IsThere)
                return false;
            int later = tape._present + 1, place = tape._state.IndexOf(watched.Variable);
            From = new(Of(tape._checkpoints[later].Entry[place]), watched.At, later);
            return true;
        }

        private bool IsThere =>
            (!watched.Variable.IsPassing || tape._present == watched.Stretch)
            && watched.Variable.HasGradient && !Real.IsFinite(watched.Variable.Gradient[watched.At]);
    }
}
