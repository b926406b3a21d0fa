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

    /// <summary>No case of the oracle has numbers: here the logits of one are held against its targets as if they were.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Squared_error(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "sigmoid_cross_entropy");
        double[] x = golden.Inputs["logits"].Data, y = golden.Inputs["target"].Data;
        Real[] mask = Mask(golden);
        int count = mask.Count(each => each != 0);
        double mean = Enumerable.Range(0, x.Length).Sum(i => mask[i] * (x[i] - y[i]) * (x[i] - y[i])) / count;
        using var bench = new Workbench();
        Variable logits = Logits(bench, golden);
        Variable loss = bench.Tape.SquaredError(logits, golden.Inputs["target"].ToReal(), mask, (Real)(1.0 / count));
        Assert.Equal(mean, loss.Span[0], 1e-5 * mean);
        bench.Tape.Seed(loss, [3]);
        bench.Tape.BackwardFromSeeds();
        Real[] gradient = [.. Workbench.GradientOf(logits)];
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(mask[i] == 0 ? 0 : 6 * (x[i] - y[i]) / count, gradient[i], 1e-5);
    }

    [Fact]
    public void A_number_that_does_not_count_may_be_anything()
    {
        using var bench = new Workbench();
        Variable logits = bench.Input([double.NaN, 2, double.PositiveInfinity], new Shape(1, 3));
        Variable loss = bench.Tape.SquaredError(logits, [0, 5, 0], [0, 1, 0]);
        Assert.Equal(9, loss.Span[0]);
        bench.Tape.Backward(loss);
        Assert.Equal([0, -6, 0], [.. Workbench.GradientOf(logits)]);
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
