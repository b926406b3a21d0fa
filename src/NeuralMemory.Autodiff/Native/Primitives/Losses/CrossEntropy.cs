using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable LossCore(
        string name, Variable logits, in LossTargets wanted, ReadOnlySpan<TargetGroup> groups, Real scale) =>
        Loss(name, Of(logits), wanted, groups, scale);

    private NativeVariable Loss(
        string name, NativeVariable logits, in LossTargets all, ReadOnlySpan<TargetGroup> groups, Real scale)
    {
        int rows = logits.Rows, width = logits.Shape.RowCount;
        NativeVariable loss = New(new Shape(1));
        Real* slope = Scratch(rows * width), part = Scratch(width);
        Elementwise.Clear(slope, rows * width);
        double total = 0;
        for (int r = 0; r < rows; r++)
            foreach (TargetGroup group in groups)
                for (int i = 0, at = r * width + group.Start, target = all.RowOf(r) * all.Width + group.TargetStart;
                    i < (group.Classes == 1 ? 1 : group.Items); i++, at += group.Classes, target += group.TargetsOfItem)
                {
                    int columns = group.Classes == 1 ? group.Width : group.TargetsOfItem;
                    ReadOnlySpan<Real> wanted = all.Targets.Slice(target, columns), counts = all.Mask.Slice(target, columns);
                    if (group.IsBits && counts.IndexOfAnyExcept((Real)0) >= 0)
                        Bits(logits.Value + at, wanted, counts, scale, slope + at, part, ref total);
                    else if (group.IsSquared)
                        Squares(logits.Value + at, wanted, counts, scale, slope + at, ref total);
                    else if (!group.IsBits && counts[0] != 0 && group.IsNumber)
                        Number(logits.Value + at, (int)wanted[0], group.Classes, counts[0], scale, slope + at, ref total);
                    else if (!group.IsBits && counts[0] != 0)
                        Symbol(logits.Value + at, wanted, counts[0], scale, slope + at, ref total);
                }

        *loss.Value = (Real)(total * scale);
        if (IsRecording)
            Record<LossNode>().Set(name, logits, loss, slope);
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

    /// <summary>Numbers that the logits are themselves; where none counts, nothing is added, and the slopes are 0.</summary>
    private static void Squares(
        Real* x, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, Real scale, Real* slope, ref double total)
    {
        for (int o = 0; o < targets.Length; o++)
        {
            if (mask[o] == 0)
                continue;
            double off = (double)x[o] - targets[o];
            total += off * off * mask[o];
            slope[o] = (Real)(2 * off * mask[o] * scale);
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

    /// <summary>A symbol of which the class is known that is wanted: what it costs does not go over the others once more.</summary>
    private static void Number(Real* x, int wanted, int classes, Real mask, Real scale, Real* slope, ref double total)
    {
        if ((uint)wanted >= (uint)classes)
            throw new ArgumentException($"CrossEntropy: {wanted} is no symbol of {classes}");
        Numerics.Softmax.Forward(x, 1, slope, classes);
        double logSum = Elementwise.Max(x, classes) - Math.Log(Elementwise.Max(slope, classes));
        Real factor = mask * scale;
        total += (logSum - x[wanted]) * mask;
        slope[wanted] -= 1;
        Elementwise.Scale(factor, slope, slope, classes);
    }

    /// <summary>A loss whose derivative was computed with its value.</summary>
    private sealed class LossNode : Node
    {
        private string _name = "";
        private NativeVariable _logits = null!, _loss = null!;
        private Real* _slope;

        public override string Name => _name;

        public override NativeVariable Output => _loss;

        public void Set(string name, NativeVariable logits, NativeVariable loss, Real* slope)
        {
            (_name, _logits, _loss) = (name, logits, loss);
            _slope = slope;
        }

        public override void Backward(NativeTape tape) =>
            Elementwise.AddScaled(*_loss.Gradient, _slope, _logits.Accumulate(tape), _logits.Shape.Count);
    }
}
