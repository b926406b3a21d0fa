namespace NeuralMemory.Tasks;

/// <summary>What training minimises.</summary>
public enum TaskLoss
{
    /// <summary>Every target channel is a bit: sigmoid cross-entropy of its logit, summed over the masked rows.</summary>
    Bits,
}
