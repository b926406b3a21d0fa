namespace NeuralMemory.Machines;

/// <summary>Heads whose weights a machine's trace has, to be drawn as maps.</summary>
/// <param name="Quantity">
/// The name of the quantity: [B, heads, N] in each step, or in one piece where what looks are steps of what was read before the first
/// one, or latents.
/// </param>
/// <param name="First">The first of its heads that is meant, from 0.</param>
/// <param name="Count">How many are.</param>
/// <param name="Group">What the maps are called, such as <c>decoder, layer 1, to the source</c>.</param>
/// <param name="Axis">What is looked at; what looks, where the weights are turned.</param>
public sealed record WeightTrace(string Quantity, int First, int Count, string Group, WeightAxis Axis)
{
    /// <summary>Whether what looked is on the axis, and each row is what it looked at, so that rows can be told step by step.</summary>
    public bool IsTurned { get; init; }
}

/// <summary>What weights are spread over.</summary>
public enum WeightAxis
{
    /// <summary>The slots of a memory.</summary>
    Slots,

    /// <summary>The steps of the sequence itself.</summary>
    Steps,

    /// <summary>The steps of what is read before the answer; where a task has no source, those of the sequence itself.</summary>
    Source,

    /// <summary>The latents of an array.</summary>
    Latents,
}
