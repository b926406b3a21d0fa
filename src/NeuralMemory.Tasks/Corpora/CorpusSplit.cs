namespace NeuralMemory.Tasks;

/// <summary>Which lines of a corpus episodes are drawn from.</summary>
public enum CorpusSplit
{
    /// <summary>Those for training.</summary>
    Training,

    /// <summary>Those that training never shows.</summary>
    HeldOut,
}
