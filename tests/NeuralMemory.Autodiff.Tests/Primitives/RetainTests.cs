namespace NeuralMemory.Autodiff.Tests;

public sealed class RetainTests
{
    [Fact]
    public void A_slot_that_is_freed_is_blank_and_one_that_is_kept_is_as_it_was()
    {
        using var bench = new Workbench();
        double[] memory = [1, 2, 3, 4, 5, 6];
        Variable kept = bench.Tape.Retain(bench.Input(memory, new(1, 2, 3)), bench.Input([1, 0, 0.5], new(1, 3)));
        Assert.Equal([1, 0, 1.5f, 4, 0, 3], kept.Span.ToArray());
    }

    /// <summary>The gradient of the result becomes the memory's in place; an earlier use of the memory still adds to it.</summary>
    [Fact]
    public void A_memory_may_have_uses_before_and_after()
    {
        using var bench = new Workbench();
        Variable memory = bench.Input([1, 2], new(1, 1, 2)), retention = bench.Input([0.25, 0.5], new(1, 2));
        Variable before = bench.Tape.Retain(memory, bench.Input([1, 0], new(1, 2))), kept = bench.Tape.Retain(memory, retention);
        bench.Tape.Seed(kept, [8, 8]);
        bench.Tape.Seed(before, [3, 5]);
        bench.Tape.BackwardFromSeeds();
        Assert.Equal([5, 4], memory.GradientSpan.ToArray());
        Assert.Equal([8, 16], retention.GradientSpan.ToArray());
    }
}
