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
        Variable logits = pass.Run(this, batch);
        Variable loss = CrossEntropy(logits, batch, pass.Groups, scale);
        pass.Reward?.Invoke(this, batch, logits.Span, scale);
        Backward(loss);
        return new(loss.Span[0], logits.Span);
    }

    /// <summary>For engines: begins the pass once more, from the last reset on, with the same noise.</summary>
    protected void Rewind()
    {
        _noise.Rewind();
        Restart(ExpectedRows);
    }
}
