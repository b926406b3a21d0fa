using NeuralMemory.Testing;

namespace NeuralMemory.Experiments.Tests;

/// <summary>What must hold for the steps of a training that has run for a while.</summary>
internal static class WarmSteps
{
    /// <summary>Asserts that a step takes no managed memory.</summary>
    public static void AllocateNothing(Trainer trainer)
    {
        // Long enough that every buffer has met its longest batch.
        for (int i = 0; i < 400; i++)
            Assert.Null(trainer.Step(out _));
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 100; i++)
                trainer.Step(out _);
        }, warmings: 0);
    }
}
