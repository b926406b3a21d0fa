namespace NeuralMemory.Autodiff;

/// <summary>One recorded primitive: what its backward pass needs. Nodes are pooled by the tape and filled anew for each use.</summary>
internal abstract class Node
{
    /// <summary>The primitive's name, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The first output.</summary>
    public abstract NativeVariable Output { get; }

    /// <summary>All outputs by name, for finding where numbers stopped being finite.</summary>
    public virtual IEnumerable<NodeOutput> Outputs => [new(Name, Output, 0, Output.Rows)];

    /// <summary>What the dimensions of an output count.</summary>
    public virtual IReadOnlyList<string> Axes => PrimitiveAxes.Units;

    /// <summary>Adds to the gradients of the inputs, given those of the outputs. Called only when <see cref="HasGradient"/>.</summary>
    public abstract void Backward(NativeTape tape);

    /// <summary>
    /// Whether each row has the same bits, forward and backward, whatever rows are computed with it, so that tapes can share the rows of a
    /// step. Not where it draws, or has a gradient of parameters that is no row of a <see cref="LinearSlab"/>.
    /// </summary>
    public virtual bool GoesRowByRow => true;

    /// <summary>Whether any output has a gradient to pass on.</summary>
    public virtual bool HasGradient => Output.HasGradient;
}

/// <summary>The rows of a variable that a node wrote.</summary>
internal readonly record struct NodeOutput(string Name, NativeVariable Value, int FirstRow, int Rows);
