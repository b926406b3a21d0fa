using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// <see cref="CrossEntropy(Variable, ReadOnlySpan{Real}, ReadOnlySpan{Real}, ReadOnlySpan{TargetGroup}, Real)"/> where every column
    /// is a bit: scale * sum of mask * cross-entropy(sigmoid(logit), target), in nats.
    /// </summary>
    /// <param name="logits">[R, O]</param>
    /// <param name="targets">[R, O], each in [0, 1].</param>
    /// <param name="mask">[R, O]</param>
    /// <param name="scale">For example 1 / (number of target bits).</param>
    /// <returns>[1]</returns>
    public Variable SigmoidCrossEntropy(
        Variable logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, Real scale = 1) =>
        Loss(nameof(SigmoidCrossEntropy), logits, new(targets, mask), [TargetGroup.Bits(0, logits.Shape.RowCount)], scale);

    /// <summary>
    /// The same where every column is a number that the logit is itself: scale * sum of mask * (logit - target)^2.
    /// </summary>
    /// <param name="logits">[R, O]</param>
    /// <param name="targets">[R, O], any finite numbers.</param>
    /// <param name="mask">[R, O]</param>
    /// <param name="scale">For example 1 / (number of targets): then it is the mean squared error.</param>
    /// <returns>[1]</returns>
    public Variable SquaredError(
        Variable logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, Real scale = 1) =>
        Loss(nameof(SquaredError), logits, new(targets, mask), [TargetGroup.Squared(0, logits.Shape.RowCount)], scale);

    /// <summary>
    /// scale * sum over the bits and symbols whose mask is not 0 of mask * cross-entropy, in nats, from logits: of a bit
    /// max(x, 0) - x t + log(1 + e^-|x|), of a symbol sum over its columns of t (log sum e^x - x). Both stay finite for every logit.
    /// A column that is a number adds mask * (x - t)^2 in place of a cross-entropy.
    /// </summary>
    /// <param name="logits">[R, O]</param>
    /// <param name="targets">[R, O], of bits each in [0, 1]; of a scored symbol a distribution over its columns; of a number any.</param>
    /// <param name="mask">[R, O]; the same in all columns of a symbol.</param>
    /// <param name="groups">Which columns are bits, numbers and symbols; a column in none of them enters nothing.</param>
    /// <param name="scale">For example 1 / (number of scored bits, numbers and symbols).</param>
    /// <returns>[1]</returns>
    public Variable CrossEntropy(
        Variable logits, ReadOnlySpan<Real> targets, ReadOnlySpan<Real> mask, ReadOnlySpan<TargetGroup> groups, Real scale = 1) =>
        Loss(nameof(CrossEntropy), logits, new(targets, mask), groups, scale);

    /// <summary>The same with the targets of a batch, in the rows in which it is answered.</summary>
    /// <param name="logits">[batch.Answers, O]</param>
    /// <param name="batch">The batch.</param>
    /// <param name="groups">Which columns are bits, numbers and symbols; a column in none of them enters nothing.</param>
    /// <param name="scale">For example 1 / (number of scored bits, numbers and symbols).</param>
    /// <returns>[1]</returns>
    public Variable CrossEntropy(Variable logits, SequenceBatch batch, ReadOnlySpan<TargetGroup> groups, Real scale = 1)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Expect.That(logits.Rows == batch.Answers, $"{logits.Rows} rows of logits for a batch of {batch.Answers} answers");
        return Loss(nameof(CrossEntropy), logits, new(batch.Targets, batch.Mask) { Rows = batch.Answered, Batch = batch }, groups, scale);
    }

    /// <summary>The engine's loss, whose arguments have been checked.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="logits">[R, O]</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="groups">Which columns are bits, numbers and symbols.</param>
    /// <param name="scale">The factor.</param>
    protected abstract Variable LossCore(
        string name, Variable logits, in LossTargets wanted, ReadOnlySpan<TargetGroup> groups, Real scale);

    private Variable Loss(string name, Variable logits, LossTargets wanted, ReadOnlySpan<TargetGroup> groups, Real scale)
    {
        int rows = wanted.Rows.IsEmpty ? logits.Rows : wanted.Batch!.Rows, width = logits.Shape.RowCount;
        bool areAlike = true;
        foreach (TargetGroup group in groups)
            areAlike &= !group.IsNumber;
        // Where symbols are wanted by their numbers, there are fewer columns of targets than of logits.
        wanted.Width = areAlike ? width : wanted.Targets.Length / rows;
        int expected = rows * wanted.Width;
        Expect.That(wanted.Targets.Length == expected, $"{wanted.Targets.Length} targets for {expected} logits", name);
        Expect.That(wanted.Mask.Length == expected, $"{wanted.Mask.Length} mask entries for {expected} logits", name);
        foreach (TargetGroup group in groups)
            Expect.That(
                group is { Start: >= 0, Width: > 0, Classes: > 0, TargetStart: >= 0 } && group.End <= width
                    && group.TargetEnd <= wanted.Width && group.Width % group.Classes == 0,
                $"{group} of {width} columns", name);
        logits.Touch(name);
        return LossCore(name, logits, wanted, groups, scale);
    }
}
