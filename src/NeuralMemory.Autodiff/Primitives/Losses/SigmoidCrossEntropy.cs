using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// scale * sum over the rows whose mask is not 0 of mask * cross-entropy(sigmoid(logit), target), in nats, from logits: max(x, 0) - x t
    /// + log(1 + e^-|x|) stays finite for every logit.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="logits">[R, O]</param>
    /// <param name="targets">[R, O], each in [0, 1].</param>
    /// <param name="mask">[R]</param>
    /// <param name="scale">For example 1 / (number of target bits).</param>
    /// <returns>[1]</returns>
    public static Variable SigmoidCrossEntropy(
        this Tape tape, Variable logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, Real scale = 1)
    {
        int rows = logits.Rows, width = logits.Shape.RowCount;
        Expect.That(targets.Length == rows * width, $"{targets.Length} targets for {rows * width} logits");
        Expect.That(mask.Length == rows, $"{mask.Length} mask entries for {rows} rows");
        Variable loss = tape.New(new Shape(1));
        Real* slope = tape.Scratch(rows * width), part = tape.Scratch(width);
        double total = 0;
        for (int r = 0; r < rows; r++)
        {
            Real* x = logits.Value + r * width, d = slope + r * width;
            if (mask[r] == 0)
            {
                Elementwise.Clear(d, width);
                continue;
            }

            Elementwise.Map<SoftplusOperator>(x, part, width);
            Elementwise.Map<SigmoidOperator>(x, d, width);
            Real factor = mask[r] * scale;
            for (int o = 0; o < width; o++)
            {
                Real target = targets[r * width + o];
                total += (part[o] - (double)x[o] * target) * mask[r];
                d[o] = factor * (d[o] - target);
            }
        }

        *loss.Value = (Real)(total * scale);
        if (tape.IsRecording)
            tape.Record<LossNode>().Set(nameof(SigmoidCrossEntropy), logits, loss, slope);
        return loss;
    }

    /// <summary>A loss whose derivative was computed with its value.</summary>
    private sealed class LossNode : Node
    {
        private string _name = "";
        private Variable _logits = null!, _loss = null!;
        private Real* _slope;

        public override string Name => _name;

        public override Variable Output => _loss;

        public void Set(string name, Variable logits, Variable loss, Real* slope)
        {
            (_name, _logits, _loss) = (name, logits, loss);
            _slope = slope;
        }

        public override void Backward(Tape tape) =>
            Elementwise.AddScaled(*_loss.Gradient, _slope, _logits.Accumulate(tape), _logits.Shape.Count);
    }
}
