using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    public override string? FindNonFinite()
    {
        for (int i = 0; i < _nodes.Count; i++)
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

    /// <remarks>
    /// A result has its whole gradient when the backward pass comes to the node that made it. Which node left it so is seen in a second
    /// pass, which looks at that one number after each node.
    /// </remarks>
    protected override string? WatchBackward(Action again)
    {
        again();
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            int output = 0;
            foreach (NodeOutput each in _nodes[i].Outputs)
            {
                if (FirstNonFinite(each) is { } at)
                {
                    string place = PlaceIn(
                        i, $"the gradient of {each.Name}", each.Value.Shape, each.FirstRow, at,
                        each.Value.Gradient[each.FirstRow * each.Value.Shape.RowCount + at]);
                    return $"{place}{MakerOf(again, i, output, at)}";
                }

                output++;
            }

            Step(i);
        }

        for (int i = 0; i < _leaves.Length; i++)
            if (_leaves[i] is { HasGradient: true } leaf && FirstNonFinite(new("", leaf, 0, leaf.Rows)) is { } at)
            {
                string place = ParameterSet.PlaceIn(Parameters.Items[i].Name, leaf.Shape, at, leaf.Gradient[at]);
                return $"the gradient of {place}{MakerOf(again, i, output: null, at)}";
            }

        FinishGradients();
        return null;
    }

    /// <summary>Runs the backward pass of a node.</summary>
    private void Step(int node)
    {
        if (!_nodes[node].HasGradient)
            return;
        _temporary.TakeBack();
        _nodes[node].Backward(this);
    }

    /// <summary>Says which node made a gradient that is not finite.</summary>
    /// <param name="again">Computes the forward pass once more.</param>
    /// <param name="node">The node whose result it is of; the parameter, where there is no output.</param>
    /// <param name="output">Which of its outputs; null for a parameter.</param>
    /// <param name="at">Which number of the rows that the node wrote.</param>
    private string MakerOf(Action again, int node, int? output, int at)
    {
        again();
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            Step(i);
            NodeOutput watched = output is { } number
                ? _nodes[node].Outputs.ElementAt(number)
                : new("", _leaves[node]!, 0, _leaves[node]!.Rows);
            if (watched.Value.HasGradient
                && !Real.IsFinite(watched.Value.Gradient[watched.FirstRow * watched.Value.Shape.RowCount + at]))
                return $", from {_nodes[i].Name}{(TimeStepOf(i) is { } step ? $" at time-step {step}" : "")}";
        }

        return "";
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
}
