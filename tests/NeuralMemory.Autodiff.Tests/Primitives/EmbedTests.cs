using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Symbols among the inputs of a step.</summary>
public sealed class EmbedTests
{
    [Fact]
    public void Symbols_are_replaced_where_they_stand_and_other_numbers_keep_their_gradients()
    {
        using var parameters = new ParameterSet();
        Parameter table = new ParameterScope(parameters, default).Tensor("table", new(3, 2), (_, i) => i + 1);
        parameters.Complete();
        using Tape tape = EngineUnderTest.Engine.NewTape(parameters);
        tape.TracksInputs = true;
        tape.Reset(2);
        Variable inputs = tape.Constant([7, 2, 8, 9, -1, 10], new(2, 3)), y = tape.Embed(inputs, [1], [table]);
        Assert.Equal([7, 5, 6, 8, 9, 0, 0, 10], y.Span.ToArray());
        tape.Seed(y, [1, 2, 3, 4, 5, 6, 7, 8]);
        tape.BackwardFromSeeds();
        Assert.Equal([1, 0, 4, 5, 0, 8], inputs.GradientSpan.ToArray());
        Assert.Equal([0, 0, 0, 0, 2, 3], tape.Gradients[..6].ToArray());
    }

    [Fact]
    public void A_batch_that_is_answered_everywhere_has_nothing_to_choose()
    {
        using var parameters = new ParameterSet();
        using Tape tape = EngineUnderTest.Engine.NewTape(parameters.Complete());
        tape.Reset(2);
        var batch = new SequenceBatch();
        batch.Reshape([2], 1, 1);
        Variable x = tape.Constant([1, 2], new(2, 1));
        Assert.Same(x, tape.Answered(x, batch));
        batch.AnswerIn([1]);
        Assert.Equal([2], tape.Answered(x, batch).Span.ToArray());
    }
}
