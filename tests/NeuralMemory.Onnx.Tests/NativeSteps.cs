using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>A machine on the native engine, step by step.</summary>
internal sealed class NativeSteps : IDisposable
{
    private readonly Tape _tape;
    private readonly IMachineSteps _steps;
    private readonly int _sequences;

    /// <param name="machine">The machine.</param>
    /// <param name="sequences">How many sequences side by side.</param>
    /// <param name="steps">How many steps at most.</param>
    public NativeSteps(IMachine machine, int sequences, int steps)
    {
        _sequences = sequences;
        int[] lengths = new int[sequences];
        Array.Fill(lengths, steps);
        SequenceBatch batch = new();
        batch.Reshape(lengths, machine.InputWidth, machine.OutputWidth);
        _tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        _tape.Reset(batch.Rows);
        _steps = machine.Begin(_tape, batch);
    }

    /// <summary>What the next step starts from.</summary>
    public MachineState State => _steps.CopyState();

    /// <summary>Makes a step, of a row for each sequence.</summary>
    /// <returns>The logits.</returns>
    public float[] Step(float[] input) =>
        _steps.Step(_tape.Constant(input, new Shape(_sequences, input.Length / _sequences))).Span.ToArray();

    public void Dispose() => _tape.Dispose();
}
