namespace NeuralMemory.Web;

/// <summary>A trained machine: a run and the step of its checkpoint.</summary>
/// <param name="Directory">The run's folder.</param>
/// <param name="Step">The step.</param>
public readonly record struct MachineKey(string Directory, long Step);
