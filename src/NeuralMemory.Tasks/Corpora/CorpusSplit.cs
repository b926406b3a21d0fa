namespace NeuralMemory.Tasks;

/// <summary>Which lines of a corpus episodes are drawn from.</summary>
public enum CorpusSplit
{
    /// <summary>Those for training.</summary>
    Training,

    /// <summary>All that training never shows.</summary>
    HeldOut,

    /// <summary>Those of the held-out ones that choose: stop rule and best checkpoint look at them.</summary>
    Selection,

    /// <summary>The others of the held-out ones, which nothing was chosen by.</summary>
    Test,
}
