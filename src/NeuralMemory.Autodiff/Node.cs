namespace NeuralMemory.Autodiff;

/// <summary>One recorded primitive: what its backward pass needs. Nodes are pooled by the tape and filled anew for each use.</summary>
internal abstract class Node
{
    /// <summary>The primitive's name, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The first output, for finding where numbers stopped being finite.</summary>
    public abstract Variable Output { get; }

    /// <summary>Adds to the gradients of the inputs, given those of the outputs. Called only when <see cref="HasGradient"/>.</summary>
    public abstract void Backward(Tape tape);

    /// <summary>Whether any output has a gradient to pass on.</summary>
    public virtual bool HasGradient => Output.HasGradient;
}
