namespace NeuralMemory.Onnx;

/// <summary>An output of a node of a step.</summary>
/// <param name="Place">Which node of the step.</param>
/// <param name="Output">Which of its outputs.</param>
internal readonly record struct StepValue(int Place, int Output);

/// <summary>What all steps of a loop leave, in the order of time.</summary>
/// <param name="Joined">What the graph calls it.</param>
/// <param name="Value">What each step makes of it.</param>
internal sealed record LoopOutput(string Joined, StepValue Value);
