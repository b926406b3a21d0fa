using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// <see cref="CrossEntropy"/> where every column is a bit: scale * sum of mask * cross-entropy(sigmoid(logit), target), in nats.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="logits">[R, O]</param>
    /// <param name="targets">[R, O], each in [0, 1].</param>
    /// <param name="mask">[R, O]</param>
    /// <param name="scale">For example 1 / (number of target bits).</param>
    /// <returns>[1]</returns>
    public static Variable SigmoidCrossEntropy(
        this Tape tape, Variable logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, Real scale = 1) =>
        Loss(nameof(SigmoidCrossEntropy), tape, logits, targets, mask, [TargetGroup.Bits(0, logits.Shape.RowCount)], scale);

    /// <summary>
    /// scale * sum over the bits and symbols whose mask is not 0 of mask * cross-entropy, in nats, from logits: of a bit
    /// max(x, 0) - x t + log(1 + e^-|x|), of a symbol sum over its columns of t (log sum e^x - x). Both stay finite for every logit.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="logits">[R, O]</param>
    /// <param name="targets">[R, O], of bits each in [0, 1]; of a scored symbol a distribution over its columns.</param>
    /// <param name="mask">[R, O]; the same in all columns of a symbol.</param>
    /// <param name="groups">Which columns are bits and which are symbols; a column in none of them enters nothing.</param>
    /// <param name="scale">For example 1 / (number of scored bits and symbols).</param>
    /// <returns>[1]</returns>
    public static Variable CrossEntropy(
        this Tape tape, Variable logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, ReadOnlySpan<TargetGroup> groups,
        Real scale = 1) => Loss(nameof(CrossEntropy), tape, logits, targets, mask, groups, scale);

    private static Variable Loss(
        string name, Tape tape, Variable logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, ReadOnlySpan<TargetGroup> groups,
        Real scale)
    {
        int rows = logits.Rows, width = logits.Shape.RowCount;
        Expect.That(targets.Length == rows * width, $"{targets.Length} targets for {rows * width} logits", name);
        Expect.That(mask.Length == rows * width, $"{mask.Length} mask entries for {rows * width} logits", name);
        foreach (TargetGroup group in groups)
            Expect.That(
                group is { Start: >= 0, Width: > 0, Classes: > 0 } && group.End <= width && group.Width % group.Classes == 0,
                $"{group} of {width} columns", name);
        Variable loss = tape.New(new Shape(1));
        Real* slope = tape.Scratch(rows * width), part = tape.Scratch(width);
        Elementwise.Clear(slope, rows * width);
        double total = 0;
        for (int r = 0; r < rows; r++)
            foreach (TargetGroup group in groups)
                for (int i = 0, at = r * width + group.Start; i < (group.IsBits ? 1 : group.Items); i++, at += group.Classes)
                {
                    int columns = group.IsBits ? group.Width : group.Classes;
                    ReadOnlySpan<Real> wanted = targets.Slice(at, columns), counts = mask.Slice(at, columns);
                    if (group.IsBits && counts.IndexOfAnyExcept((Real)0) >= 0)
                        Bits(logits.Value + at, wanted, counts, scale, slope + at, part, ref total);
                    else if (!group.IsBits && counts[0] != 0)
                        Symbol(logits.Value + at, wanted, counts[0], scale, slope + at, ref total);
                }

        *loss.Value = (Real)(total * scale);
        if (tape.IsRecording)
            tape.Record<LossNode>().Set(name, logits, loss, slope);
        return loss;
    }

    private static void Bits(
        Real* x, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, Real scale, Real* slope, Real* part, ref double total)
    {
        Elementwise.Map<SoftplusOperator>(x, part, targets.Length);
        Elementwise.Map<SigmoidOperator>(x, slope, targets.Length);
        for (int o = 0; o < targets.Length; o++)
        {
            // Not a product with 0, which would carry on what is no number.
            if (mask[o] == 0)
            {
                slope[o] = 0;
                continue;
            }

            total += (part[o] - (double)x[o] * targets[o]) * mask[o];
            slope[o] = mask[o] * scale * (slope[o] - targets[o]);
        }
    }

    private static void Symbol(Real* x, ReadOnlySpan<Real> targets, Real mask, Real scale, Real* slope, ref double total)
    {
        int classes = targets.Length;
        Numerics.Softmax.Forward(x, 1, slope, classes);
        // log sum e^x = x - log softmax(x), taken at the largest logit, whose probability is at least 1 / classes.
        double logSum = Elementwise.Max(x, classes) - Math.Log(Elementwise.Max(slope, classes)), nats = 0;
        Real factor = mask * scale;
        for (int o = 0; o < classes; o++)
        {
            if (targets[o] != 0)
                nats += targets[o] * (logSum - x[o]);
            slope[o] = factor * (slope[o] - targets[o]);
        }

        total += nats * mask;
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
