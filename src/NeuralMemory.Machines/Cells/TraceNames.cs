namespace NeuralMemory.Machines;

/// <summary>Heads whose weightings a machine's trace has.</summary>
/// <param name="Quantity">The name of the quantity [B, heads, N].</param>
/// <param name="First">The first of its heads that is meant, from 0.</param>
/// <param name="Count">How many are.</param>
/// <param name="Head">What one is called, such as <c>read head</c>.</param>
public sealed record HeadTrace(string Quantity, int First, int Count, string Head);

/// <summary>A quantity in [0, 1] of a machine's trace that pictures show over time.</summary>
/// <param name="Quantity">The name of the quantity: [B, N], [B, heads, 1], or [B, heads, numbers] where these have names.</param>
/// <param name="Panel">What the panel is called that it is drawn in; quantities of the same name that follow one another share one.</param>
/// <param name="Head">What a row stands for where it is a head, such as <c>write</c>; null where each is a slot.</param>
public sealed record PanelTrace(string Quantity, string Panel, string? Head)
{
    /// <summary>What the numbers of a head are called, such as <c>push</c>; null where it has one.</summary>
    public IReadOnlyList<string>? Numbers { get; init; }
}
