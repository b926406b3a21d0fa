namespace NeuralMemory.Autodiff;

/// <summary>Looks on while a tape goes back, and says whether it has seen enough.</summary>
internal abstract class BackwardWatch
{
    /// <summary>A node comes next, which has all of its gradient.</summary>
    public virtual bool Before(int node) => false;

    /// <summary>A node has passed its gradient on.</summary>
    public virtual bool After(int node) => false;

    /// <summary>Steps were computed once more, and what they leave has its gradient.</summary>
    public virtual bool Entered() => false;
}
