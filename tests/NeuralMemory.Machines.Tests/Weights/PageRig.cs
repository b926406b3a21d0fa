using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>
/// A machine whose arrays are all random, also those that training begins at 0 or 1, so that none can be mistaken for another; and three
/// steps of one sequence, which may have a source.
/// </summary>
internal sealed class PageRig : IDisposable
{
    private const int Steps = 3, SourceSteps = 4, Inputs = 4, Outputs = 3;
    private readonly IMachine _machine;
    private readonly SequenceBatch _batch = new();

    public PageRig(MachineConfig config, bool hasSource = false, params SymbolColumn[] symbols)
    {
        StreamKey key = StreamKey.FromSeed(5);
        _machine = config.Build(new InputLayout(Inputs) { Symbols = symbols }, Outputs, key);
        foreach (PlainTensor tensor in _machine.Parameters.Tensors)
        {
            var stream = new RandomStream(key.Split(tensor.Name));
            var numbers = new Real[tensor.Shape.Count];
            tensor.CopyOut(_machine.Parameters.Block, numbers);
            foreach (ref Real number in numbers.AsSpan())
                number += (Real)(0.3 * stream.NextGaussian());
            tensor.CopyIn(numbers, _machine.Parameters.Block);
        }

        Weights = new(_machine.Parameters);
        _batch.Reshape([Steps], Inputs, Outputs);
        X = Fill(_batch, key.Split("inputs"));
        Source = hasSource ? Fill(_batch.ReshapeSource([SourceSteps], Inputs), key.Split("source")) : X;
    }

    /// <summary>The arrays.</summary>
    public SavedWeights Weights { get; }

    /// <summary>The inputs of each step.</summary>
    public double[][] X { get; }

    /// <summary>Those of the source; the inputs themselves without one.</summary>
    public double[][] Source { get; }

    /// <summary>Asserts that the machine answers so, and that every array has been used.</summary>
    /// <param name="answers">The logits of each step.</param>
    public void Check(IEnumerable<double[]> answers)
    {
        double[] expected = [.. answers.SelectMany(answer => answer)];
        using Tape tape = EngineUnderTest.NewTape(_machine.Parameters, recording: false);
        tape.Reset(_batch.Rows);
        Close.Within(1e-5, expected, _machine.Run(tape, _batch).Span, "answers");
        Assert.Empty(Weights.Unread);
        Assert.Equal(Steps, expected.Length / Outputs);
    }

    public void Dispose() => _machine.Dispose();

    /// <summary>The inputs of each step, as numbers; those of symbols from -1 on.</summary>
    private double[][] Fill(SequenceBatch batch, StreamKey key)
    {
        var stream = new RandomStream(key);
        foreach (ref Real input in batch.Inputs)
            input = (Real)stream.NextDouble(-1, 1);
        for (int row = 0; row < batch.Rows; row++)
            foreach (SymbolColumn symbol in _machine.Inputs.Symbols)
                batch.InputRow(row)[symbol.Column] = row % (symbol.Count + 1) - 1;
        return [.. Enumerable.Range(0, batch.Rows).Select(row => Array.ConvertAll(batch.InputRow(row).ToArray(), x => (double)x))];
    }
}
