using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>A tape of the native engine that has seen a pass uses what it has.</summary>
public sealed class WarmPassTests
{
    [Fact]
    public void A_warm_pass_of_sparse_links_allocates_nothing()
    {
        const int slots = 40;
        using var bench = new Workbench();
        Real[] weighting = [.. Enumerable.Range(0, slots).Select(n => (Real)0.9 * (n % 7 + 1) / 160)];
        for (int pass = 0; pass < 3; pass++)
            Pass();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Pass()
        {
            Tape tape = bench.Tape;
            tape.Reset(1);
            Shape shape = new(1, 1, slots, 4);
            Variable links = tape.Fill(shape, -1), values = tape.Fill(shape, 0), forward = values;
            Variable precedence = tape.Fill(new(1, 1, slots), 0);
            for (int t = 0; t < 4; t++)
            {
                tape.NextStep();
                Variable weights = tape.Constant(weighting, new(1, 1, slots));
                (links, values, precedence, forward, _) = tape.SparseTemporalLink(links, values, precedence, weights, weights);
            }

            tape.Seed(forward, [1]);
            tape.BackwardFromSeeds();
        }
    }
}
