namespace NeuralMemory.Autodiff.Tests;

/// <summary>What the native engine keeps of fast weights for the way back.</summary>
public sealed class FastWeightMemoryTests
{
    /// <summary>A recorded pass keeps as many memories as the root of the steps, not one for each.</summary>
    [Fact]
    public void A_pass_keeps_the_root_of_all_memories()
    {
        const int steps = 400, numbers = 32;
        using var bench = new Workbench();
        Tape tape = bench.Tape;
        Variable x = tape.Fill(new(steps, numbers), 1), strengths = tape.Fill(new(steps, 1), 1);
        long before = tape.Used;
        Variable reads = tape.FastWeights(new(x, x, x, strengths), FastWeightCases.Rows(steps), new(1, true));
        tape.Seed(reads, new Real[reads.Shape.Count]);
        tape.BackwardFromSeeds();
        Assert.InRange(tape.Used - before, 20 * numbers * numbers, 100 * numbers * numbers);
    }
}
