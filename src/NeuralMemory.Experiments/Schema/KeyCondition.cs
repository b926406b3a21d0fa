namespace NeuralMemory.Experiments;

/// <summary>When a key of a section means anything. Where it does not, it is neither shown nor taken.</summary>
/// <typeparam name="T">The section's record.</typeparam>
/// <param name="Text">For messages: what must hold, such as <c>'kind' is 'hyper-lstm'</c>.</param>
/// <param name="Holds">Whether it holds of a record.</param>
public sealed record KeyCondition<T>(string Text, Func<T, bool> Holds);
