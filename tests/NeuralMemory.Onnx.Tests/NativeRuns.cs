using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>What models are compared with: the native engine, on inputs that are drawn.</summary>
internal static class NativeRuns
{
    /// <summary>The numbers of all tests' machines: columns in and logits out.</summary>
    public const int InputWidth = 4, OutputWidth = 3;

    /// <summary>One sequence of numbers in [-1, 1), and what is read before it, if something is.</summary>
    public static SequenceBatch Drawn(int length, int? source = null)
    {
        var random = new RandomStream(StreamKey.FromSeed(length));
        SequenceBatch batch = new();
        batch.Reshape([length], InputWidth, OutputWidth);
        Draw(random, batch.Inputs);
        if (source is { } read)
            Draw(random, batch.ReshapeSource([read], InputWidth).Inputs);
        return batch;
    }

    /// <summary>Numbers in [-1, 1).</summary>
    public static float[] Drawn(RandomStream random, int count)
    {
        var numbers = new float[count];
        Draw(random, numbers);
        return numbers;
    }

    /// <summary>The logits of whole sequences.</summary>
    public static float[] LogitsOf(IMachine machine, SequenceBatch batch)
    {
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        tape.Reset(batch.Rows);
        return machine.Run(tape, batch).Span.ToArray();
    }

    private static void Draw(RandomStream random, Span<float> numbers)
    {
        foreach (ref float number in numbers)
            number = (float)random.NextDouble(-1, 1);
    }
}
