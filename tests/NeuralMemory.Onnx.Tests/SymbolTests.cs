using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>Symbols by their numbers come in, and probabilities go out; a number is what its logit is.</summary>
public sealed class SymbolTests
{
    private static readonly InputLayout s_inputs = new(4) { Symbols = [new(1, 5, "word"), new(2, 3, "back")] };

    private static readonly TargetGroup[] s_groups = [new(0, 6, 3), TargetGroup.Bits(6, 1), TargetGroup.Squared(7, 1), new(8, 4, 4)];

    [Theory]
    [InlineData("lstm")]
    [InlineData("dnc Lstm")]
    [InlineData("transformer")]
    [InlineData("perceiver")]
    [InlineData("seq2seq, bahdanau")]
    public void A_symbol_is_shown_by_its_number_and_none_by_minus_one(string name)
    {
        using IMachine machine = (MachineCatalog.All[name] with { Embedding = 6 }).Build(s_inputs, 12, StreamKey.FromSeed(2));
        OnnxModel written = OnnxExporter.Export(machine, new() { Whole = true, Groups = s_groups });
        Assert.Contains(new("symbols", "word: column 1 of input, 0 to 4, back: column 2 of input, 0 to 2"), written.Metadata);
        float[] inputs = [0.5f, 4, -1, -0.5f, 1, 0, 2, 0.25f, 0, -1, 0, 1];
        SequenceBatch batch = new();
        batch.Reshape([3], 4, 12);
        inputs.CopyTo(batch.Inputs);
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        tape.Reset(batch.Rows);
        float[] logits = machine.Run(tape, batch).Span.ToArray();
        using OrtModel model = new(written);
        var made = model.Run([new(PortNames.Input, new(inputs, [3, 4]))]);
        Differences.Check("logits", logits, made[PortNames.Logits].Buffer.Span);
        Differences.Check("probabilities", [.. logits.Chunk(12).SelectMany(ProbabilitiesOf)], made[PortNames.Probabilities].Buffer.Span);
    }

    private static IEnumerable<float> ProbabilitiesOf(float[] row) =>
    [
        .. SoftmaxOf(row[..3]), .. SoftmaxOf(row[3..6]), 1 / (1 + MathF.Exp(-row[6])), row[7], .. SoftmaxOf(row[8..]),
    ];

    private static IEnumerable<float> SoftmaxOf(float[] logits)
    {
        float sum = logits.Sum(MathF.Exp);
        return logits.Select(logit => MathF.Exp(logit) / sum);
    }
}
