using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// scale * sum over the rows whose mask is not 0 of mask * -log softmax(logits)[class], in nats, from logits.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="logits">[R, O]</param>
    /// <param name="classes">[R], each in [0, O); read only where the mask is not 0.</param>
    /// <param name="mask">[R]</param>
    /// <param name="scale">For example 1 / (number of scored rows).</param>
    /// <returns>[1]</returns>
    public static Variable SoftmaxCrossEntropy(
        this Tape tape, Variable logits, ReadOnlySpan<int> classes, ReadOnlySpan<Real> mask, Real scale = 1)
    {
        int rows = logits.Rows, width = logits.Shape.RowCount;
        Expect.That(classes.Length == rows, $"{classes.Length} classes for {rows} rows");
        Expect.That(mask.Length == rows, $"{mask.Length} mask entries for {rows} rows");
        Variable loss = tape.New(new Shape(1));
        Real* slope = tape.Scratch(rows * width);
        double total = 0;
        for (int r = 0; r < rows; r++)
        {
            Real* x = logits.Value + r * width, d = slope + r * width;
            if (mask[r] == 0)
            {
                Elementwise.Clear(d, width);
                continue;
            }

            int wanted = classes[r];
            Expect.That(wanted >= 0 && wanted < width, $"class {wanted} of {width}");
            Numerics.Softmax.Forward(x, 1, d, width);
            // log sum e^x = x - log softmax(x), taken at the largest logit, whose probability is at least 1 / O.
            Real largest = Elementwise.Max(x, width), probability = Elementwise.Max(d, width);
            total += (largest - Math.Log(probability) - x[wanted]) * mask[r];
            Real factor = mask[r] * scale;
            for (int o = 0; o < width; o++)
                d[o] = factor * (d[o] - (o == wanted ? 1 : 0));
        }

        *loss.Value = (Real)(total * scale);
        if (tape.IsRecording)
            tape.Record<LossNode>().Set(nameof(SoftmaxCrossEntropy), logits, loss, slope);
        return loss;
    }
}
