using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Dropout (Srivastava et al. 2014): each number of <paramref name="x"/> becomes 0 with the probability <paramref name="rate"/>, and is
    /// divided by 1 - rate else, so that its expectation stays what it is. What is drawn comes from the random stream that
    /// <see cref="Tape.Reset(int, StreamKey?)"/> was given; without one, as in evaluation, the result is <paramref name="x"/> itself.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">From 0 to below 1.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public Variable Dropout(Variable x, double rate)
    {
        Expect.That(rate is >= 0 and < 1, $"the rate is {rate}, expected a number from 0 to below 1");
        if (!Drops || rate == 0)
            return x;
        Touch(x);
        return DropoutCore(x, rate).AsFresh();
    }

    /// <summary>
    /// The same for the rows of all steps at once. What is dropped is drawn step after step, as it would be by a machine that goes step by
    /// step, so that it does not depend on how a batch is divided among tapes.
    /// </summary>
    /// <param name="x">[R, ...] the rows of a batch.</param>
    /// <param name="rate">From 0 to below 1.</param>
    /// <param name="batch">How the rows are packed: the batch of this pass, or its source.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public Variable Dropout(Variable x, double rate, SequenceBatch batch)
    {
        Expect.That(rate is >= 0 and < 1, $"the rate is {rate}, expected a number from 0 to below 1");
        Expect.That(x.Rows == batch.Rows, $"{x.Rows} rows for the {batch.Rows} of the batch");
        if (!Drops || rate == 0)
            return x;
        Touch(x);
        return DropoutCore(x, rate, batch).AsFresh();
    }

    /// <summary>The engine's <see cref="Dropout(Variable, double)"/>, whose arguments have been checked.</summary>
    protected abstract Variable DropoutCore(Variable x, double rate);

    /// <summary>The engine's <see cref="Dropout(Variable, double, SequenceBatch)"/>, whose arguments have been checked.</summary>
    protected abstract Variable DropoutCore(Variable x, double rate, SequenceBatch batch);
}
