using Microsoft.ML.OnnxRuntime.Tensors;

namespace NeuralMemory.Onnx.Tests;

/// <summary>A model of a step, called in a loop: what a step leaves goes into the next one.</summary>
internal sealed class OrtSteps(OrtModel model)
{
    /// <summary>What the last step has left, by the names that the next one takes it by; nothing before the first.</summary>
    public Dictionary<string, DenseTensor<float>> State { get; private set; } = [];

    /// <summary>Makes a step.</summary>
    /// <param name="input">A row for each sequence.</param>
    /// <param name="sequences">How many.</param>
    /// <returns>The logits.</returns>
    public float[] Step(float[] input, int sequences = 1)
    {
        State[PortNames.Input] = new(input, [sequences, input.Length / sequences]);
        Dictionary<string, DenseTensor<float>> made = model.Run(State);
        State = made.Where(output => output.Key.EndsWith(PortNames.Next, StringComparison.Ordinal))
            .ToDictionary(output => output.Key[..^PortNames.Next.Length], output => output.Value);
        return made[PortNames.Logits].Buffer.ToArray();
    }
}
