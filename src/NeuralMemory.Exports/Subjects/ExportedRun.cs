using NeuralMemory.Results;

namespace NeuralMemory.Exports;

/// <summary>One run of an export.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Name">Its folder below the one that is exported, with <c>/</c>; of a run that is exported alone the folder's name.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Environment">Where and with what it was made.</param>
public sealed record ExportedRun(string Path, string Name, RunStatus Status, RunEnvironment Environment);
