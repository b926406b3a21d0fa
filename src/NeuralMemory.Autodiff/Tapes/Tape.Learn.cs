using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// A whole pass of training after a reset: the machine's answers, their loss times <paramref name="scale"/>, and its gradient in
    /// <see cref="Gradients"/>. An engine may do all of it in its own way, and then there are no variables to look at.
    /// </summary>
    /// <param name="pass">What to compute.</param>
    /// <param name="batch">The sequences, with targets and mask; must stay as they are until the next reset.</param>
    /// <param name="scale">For example 1 / (number of scored bits and symbols).</param>
    /// <exception cref="InvalidOperationException">The tape does not record.</exception>
    public virtual PassResult Learn(TrainingPass pass, SequenceBatch batch, Real scale)
    {
        Variable logits = LossOf(pass, batch, scale, out Variable loss);
        Backward(loss);
        return new(loss.Span[0], logits.Span);
    }

    /// <summary>
    /// Computes the pass of the last <see cref="Learn"/> once more, as often as it takes, and looks at each gradient as the backward pass
    /// comes to it: the first primitive whose result has one that is not finite, and where, as <see cref="FindNonFinite"/> names it; then
    /// a parameter whose gradient alone, a sum over time-steps and sequences, is not.
    /// <c>the gradient of Sharpen at time-step 12, sequence 0, head 1, slot 5: NaN</c>. Null when all gradients are finite.
    /// <see cref="Gradients"/> are then those of the pass.
    /// </summary>
    /// <param name="pass">What was computed.</param>
    /// <param name="batch">The sequences, as they were.</param>
    /// <param name="scale">What the loss was multiplied by.</param>
    /// <exception cref="InvalidOperationException">The tape does not record.</exception>
    public string? FindNonFiniteGradient(TrainingPass pass, SequenceBatch batch, Real scale)
    {
        if (!IsRecording)
            throw new InvalidOperationException("this tape does not record");
        return WatchBackward(() =>
        {
            Rewind();
            LossOf(pass, batch, scale, out Variable loss);
            Seed(loss, [1]);
        }) ?? (Parameters.FindNonFinite(Gradients) is { } place
            ? $"the sum over time-steps and sequences of the gradient of {place}"
            : null);
    }

    /// <summary>
    /// The engine's search for the first result whose gradient is not finite, in backward order; leaves all of <see cref="Gradients"/>
    /// where there is none.
    /// </summary>
    /// <param name="again">Computes the forward pass once more and sets the gradient of the loss. May be called several times.</param>
    protected abstract string? WatchBackward(Action again);

    private Variable LossOf(TrainingPass pass, SequenceBatch batch, Real scale, out Variable loss)
    {
        _learned = batch;
        Variable logits = pass.Run(this, batch);
        loss = CrossEntropy(logits, batch, pass.Groups, scale);
        pass.Reward?.Invoke(this, batch, logits.Span, scale);
        return logits;
    }

    /// <summary>For engines: begins the pass once more, from the last reset on, with the same noise.</summary>
    protected void Rewind()
    {
        _noise.Rewind();
        Restart(ExpectedRows);
    }
}
