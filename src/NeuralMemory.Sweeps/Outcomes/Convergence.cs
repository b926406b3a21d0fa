namespace NeuralMemory.Sweeps;

/// <summary>When a run was solved.</summary>
/// <param name="Sequences">Training sequences seen then.</param>
/// <param name="Seconds">Wall-clock seconds of training until then.</param>
public readonly record struct Convergence(long Sequences, double Seconds);
