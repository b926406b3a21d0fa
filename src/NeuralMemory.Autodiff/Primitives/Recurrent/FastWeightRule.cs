namespace NeuralMemory.Autodiff;

/// <summary>How fast weights are written.</summary>
/// <param name="Heads">H, the heads, each with a memory of its own; at least 1.</param>
/// <param name="Erases">
/// Whether what a key reads is taken away before its value is written there (the delta rule); else values pile up.
/// </param>
public readonly record struct FastWeightRule(int Heads, bool Erases);

/// <summary>What fast weights are written and read by, in each row.</summary>
/// <param name="Queries">[R, H D] what is looked for, of any length.</param>
/// <param name="Keys">[R, H D] where to write, of any length.</param>
/// <param name="Values">[R, H V] what to write.</param>
/// <param name="Strengths">[R, H] how much of it.</param>
/// <param name="Decays">[R, H] what stays of the memory before it is written; null for all.</param>
public readonly record struct FastWeightInputs(
    Variable Queries, Variable Keys, Variable Values, Variable Strengths, Variable? Decays = null);
