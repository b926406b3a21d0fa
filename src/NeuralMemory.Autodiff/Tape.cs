namespace NeuralMemory.Autodiff;

/// <summary>placeholder</summary>
public sealed class Tape
{
}
