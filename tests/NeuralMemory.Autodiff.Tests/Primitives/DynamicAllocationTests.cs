using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Usage, allocation and write weightings on numbers that can be worked out by hand.</summary>
public sealed class DynamicAllocationTests
{
    [Fact]
    public void A_slot_that_a_reader_frees_is_not_in_use_at_all()
    {
        using var bench = new Workbench();
        (Variable usage, Variable retention) = bench.Tape.Usage(
            bench.Input([0.9, 1, 0.3], new(1, 3)), bench.Input([0, 1, 0], new(1, 1, 3)), bench.Input([0, 1, 0, 1, 0, 0], new(1, 2, 3)),
            bench.Input([1, 0], new(1, 2, 1)));
        Assert.Equal([0.9f, 0, 0.3f], Array.ConvertAll(usage.Span.ToArray(), x => (float)x));
        Assert.Equal([1, 0, 1], retention.Span.ToArray());
    }

    /// <summary>A mixture of weightings that all point to one slot can round to a little more than 1.</summary>
    [Fact]
    public void A_weight_just_above_one_frees_no_more_than_all()
    {
        using var bench = new Workbench();
        double above = (double)Real.BitIncrement(1);
        (Variable usage, Variable retention) = bench.Tape.Usage(
            bench.Input([0.5, 0.5], new(1, 2)), bench.Input([0, above], new(1, 1, 2)), bench.Input([above, 0], new(1, 1, 2)),
            bench.Input([1], new(1, 1, 1)));
        Assert.Equal([0, 1], usage.Span.ToArray());
        Assert.Equal([0, 1], retention.Span.ToArray());
    }

    [Fact]
    public void All_writers_use_slots_and_all_readers_free_them()
    {
        using var bench = new Workbench();
        (Variable usage, Variable retention) = bench.Tape.Usage(
            bench.Input([0.5], new(1, 1)), bench.Input([0.5, 0.2], new(1, 2, 1)), bench.Input([0.5, 0.4], new(1, 2, 1)),
            bench.Input([0.5, 0.25], new(1, 2, 1)));
        double kept = 0.75 * 0.9;
        Close.Within(Close.OutputTolerance, [kept], retention.Span, "retention");
        Close.Within(Close.OutputTolerance, [(1 - 0.5 * 0.5 * 0.8) * kept], usage.Span, "usage");
    }

    [Fact]
    public void No_gradient_flows_to_the_write_weightings()
    {
        using var bench = new Workbench();
        Variable writes = bench.Input([0.5, 0.2], new(1, 1, 2)), before = bench.Input([0.5, 0.5], new(1, 2));
        Variable usage = bench.Tape.Usage(before, writes, bench.Input([0.5, 0.4], new(1, 1, 2)), bench.Input([0.5], new(1, 1, 1))).Usage;
        bench.Tape.Seed(usage, [1, 1]);
        bench.Tape.BackwardFromSeeds();
        Assert.True(before.HasGradient);
        Assert.False(writes.HasGradient);
    }

    [Fact]
    public void The_least_used_slot_is_allocated_first_and_of_equal_ones_the_first()
    {
        using var bench = new Workbench();
        Close.Within(Close.OutputTolerance, [0, 0.8 * 1, 0.2 * 0.5], Allocate([1, 0.2, 0.5]), "least used first");
        Assert.Equal([0, 1, 0], Allocate([0.5, 0, 0]));
        Assert.Equal([0, 0, 0], Allocate([1, 1, 1]));

        Real[] Allocate(double[] usage) => bench.Tape.Allocation(
            bench.Input(usage, new(1, 3)), bench.Input([1], new(1, 1, 1)), bench.Input([1], new(1, 1, 1))).Span.ToArray();
    }

    [Fact]
    public void What_one_writer_takes_the_next_one_leaves()
    {
        using var bench = new Workbench();
        double[] gates = [1, 1, 1];
        Variable allocation = bench.Tape.Allocation(
            bench.Input([0, 0, 1, 0], new(1, 4)), bench.Input(gates, new(1, 3, 1)), bench.Input(gates, new(1, 3, 1)));
        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1], allocation.Span.ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void What_a_writer_does_not_take_is_there_for_the_next_one(double allocationGate, double writeGate)
    {
        using var bench = new Workbench();
        Variable allocation = bench.Tape.Allocation(
            bench.Input([0, 0], new(1, 2)), bench.Input([allocationGate, 1], new(1, 2, 1)), bench.Input([writeGate, 1], new(1, 2, 1)));
        Assert.Equal([1, 0, 1, 0], allocation.Span.ToArray());
    }

    [Fact]
    public void Gates_choose_between_a_free_slot_and_one_found_and_whether_to_write()
    {
        using var bench = new Workbench();
        Variable weights = bench.Tape.WriteWeighting(
            bench.Input([1, 0, 1, 0, 1, 0], new(1, 3, 2)), bench.Input([0, 1, 0, 1, 0, 1], new(1, 3, 2)),
            bench.Input([1, 0, 0.25], new(1, 3, 1)), bench.Input([1, 1, 0.5], new(1, 3, 1)));
        Assert.Equal([1, 0, 0, 1, (Real)0.125, (Real)0.375], weights.Span.ToArray());
    }
}
