using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>A whole pass in one call is what its steps are.</summary>
public sealed class LearnTests
{
    private static readonly StreamKey Noise = StreamKey.FromSeed(3);

    [Fact]
    public void A_pass_in_one_call_gives_the_bits_of_its_steps()
    {
        using var parameters = new ParameterSet();
        ParameterScope scope = new(parameters, StreamKey.FromSeed(1));
        Parameter layer = scope.Linear("layer", 3, 4, LinearInitializer.Default);
        parameters.Complete();
        using Tape steps = EngineUnderTest.NewTape(parameters), whole = EngineUnderTest.NewTape(parameters);
        SequenceBatch batch = new();
        batch.Reshape([3, 5], 3, 4);
        var stream = new RandomStream(StreamKey.FromSeed(2));
        stream.FillBits(batch.Inputs);
        stream.FillBits(batch.Targets);
        batch.Mask[2..].Fill(1);
        TargetGroup[] groups = [TargetGroup.Bits(0, 2), new(2, 2, 2)];
        Variable Run(Tape tape, SequenceBatch batch)
        {
            Variable logits = tape.NewKept(new(batch.Rows, 4));
            tape.LinearInto(layer, logits, 0, tape.Dropout(tape.Inputs(batch, 0, batch.Rows), 0.5));
            return logits;
        }

        steps.Reset(batch.Rows, Noise);
        Variable logits = Run(steps, batch), loss = steps.CrossEntropy(logits, batch.Targets, batch.Mask, groups, 0.25f);
        steps.Backward(loss);
        TrainingPass pass = new(Run, groups);
        for (int i = 0; i < 2; i++)
        {
            whole.Reset(batch.Rows, Noise);
            PassResult result = whole.Learn(pass, batch, 0.25f);
            Assert.Equal(loss.Span[0], result.Loss);
            Assert.Equal(logits.Span, result.Logits);
            Assert.Equal(steps.Gradients, whole.Gradients);
        }

        Assert.NotEqual(-1, steps.Gradients.IndexOfAnyExcept((Real)0));
        using Tape blind = EngineUnderTest.NewTape(parameters, recording: false);
        blind.Reset(batch.Rows);
        Assert.Throws<InvalidOperationException>(() => blind.Learn(pass, batch, 1).Loss);
    }
}
