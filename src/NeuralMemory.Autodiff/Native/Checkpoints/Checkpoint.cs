using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// All that the steps from one on depend on, taken down before it: the state that the step before left, where random streams and the rows
/// of linear layers stand, and what sparse memories and links hold. Used again from pass to pass.
/// </summary>
internal sealed class Checkpoint
{
    /// <summary>The state's variables.</summary>
    public List<SavedVariable> State { get; } = [];

    /// <summary>The same as the steps see them that follow; made anew each time.</summary>
    public List<Variable> Entry { get; } = [];

    /// <summary>Where the random streams stand.</summary>
    public List<StreamPlace> Noise { get; } = [];

    /// <summary>For how many sequences it was drawn whether they keep an expectation.</summary>
    public int Tossed { get; set; }

    /// <summary>Where the rows of each linear layer go, by the layers' numbers.</summary>
    public List<SlabPlace> Slabs { get; } = [];

    /// <summary>Whether the gradient of each variable of the state is other than nothing, for the steps before.</summary>
    public List<bool> HasGradient { get; } = [];

    /// <summary>The sparse memories, a sequence after another, as <see cref="SparseSlots.Save"/> leaves them.</summary>
    public List<nint> Memories { get; } = [];

    /// <summary>The links, a head after another.</summary>
    public List<SavedLinks> Links { get; } = [];
}
