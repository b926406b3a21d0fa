using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>The losses against the oracle: values in nats and bits, and gradients of the logits.</summary>
public sealed class LossGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Sigmoid_cross_entropy(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "sigmoid_cross_entropy");
        double batch = golden.Size("B"), nats = golden.Cotangents["nats_per_sequence"].Data[0],
            bits = golden.Cotangents["bits_per_sequence"].Data[0];
        using var bench = new Workbench();
        Variable logits = Logits(bench, golden);
        Variable loss = bench.Tape.SigmoidCrossEntropy(
            logits, golden.Inputs["target"].ToReal(), Mask(golden), (Real)(1 / batch));
        Close.Outputs(golden.Outputs["nats_per_sequence"], loss.Span, "nats");
        Close.Outputs(golden.Outputs["bits_per_sequence"], [(Real)(loss.Span[0] / Math.Log(2))], "bits");
        CheckGradient(bench, golden, logits, loss, nats + bits / Math.Log(2));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Softmax_cross_entropy(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "softmax_cross_entropy");
        using var bench = new Workbench();
        Variable logits = Logits(bench, golden);
        int classes = logits.Shape.RowCount;
        var targets = new Real[logits.Shape.Count];
        for (int row = 0; row < logits.Rows; row++)
            targets[row * classes + (int)golden.Inputs["classes"].Data[row]] = 1;
        Variable loss = bench.Tape.CrossEntropy(
            logits, targets, Mask(golden), [new(0, classes, classes)], (Real)(1.0 / golden.Size("B")));
        Close.Outputs(golden.Outputs["nats_per_sequence"], loss.Span, "nats");
        CheckGradient(bench, golden, logits, loss, golden.Cotangents["nats_per_sequence"].Data[0]);
    }

    /// <summary>The mask of rows for each of their columns.</summary>
    private static Real[] Mask(GoldenCase golden) =>
        [.. golden.Inputs["mask"].ToReal().SelectMany(mask => Enumerable.Repeat(mask, golden.Inputs["logits"].Shape[2]))];

    private static Variable Logits(Workbench bench, GoldenCase golden)
    {
        GoldenTensor logits = golden.Inputs["logits"];
        return bench.Input(logits.Data, new Shape(logits.Shape[0] * logits.Shape[1], logits.Shape[2]));
    }

    private static void CheckGradient(Workbench bench, GoldenCase golden, Variable logits, Variable loss, double cotangent)
    {
        bench.Tape.Seed(loss, [(Real)cotangent]);
        bench.Tape.BackwardFromSeeds();
        Close.Gradients(golden.Gradients["logits"], Workbench.GradientOf(logits), "logits");
    }
}
