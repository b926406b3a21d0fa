using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>The rows in which a batch is to be answered (<see cref="SequenceBatch.Answered"/>), out of those of all steps.</summary>
    /// <param name="x">[batch.Rows, D]</param>
    /// <param name="batch">The batch, which must stay as it is until the pass is over.</param>
    /// <returns>[batch.Answers, D]; <paramref name="x"/> itself where the batch is answered in every row.</returns>
    public Variable Answered(Variable x, SequenceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Expect.That(x.Shape.Rank == 2 && x.Rows == batch.Rows, $"{x.Shape} for a batch of {batch.Rows} rows");
        if (batch.AnswersAll)
            return x;
        Touch(x);
        return AnsweredCore(x, batch);
    }

    /// <summary>The engine's <see cref="Answered"/>, whose arguments have been checked.</summary>
    protected abstract Variable AnsweredCore(Variable x, SequenceBatch batch);
}
