using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>What a stack is for.</summary>
public sealed class StackPropertyTests
{
    private const int Push = 0, Pop = 1, Keep = 2;

    /// <summary>As many values as it has cells come back, the last one first, bit for bit, whatever was in it before.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(7, 2)]
    [InlineData(64, 5)]
    public void A_stack_gives_back_as_many_pushes_as_it_has_cells(int depth, int width)
    {
        using var bench = new Workbench();
        Variable stack = Numbers(bench, new(1, width, depth), seed: 1);
        Real[][] values = [.. Enumerable.Range(0, depth).Select(i => Drawn(width, 10 + i))];
        foreach (Real[] value in values)
            stack = Do(bench, stack, Push, value);
        for (int i = depth - 1; i >= 0; i--)
        {
            Assert.Equal(values[i], bench.Tape.FirstCells(stack, 1, 1).Span.ToArray());
            stack = Do(bench, stack, Keep, Drawn(width, 99));
            stack = Do(bench, stack, Pop, Drawn(width, 98));
        }

        Assert.All(stack.Span.ToArray(), number => Assert.Equal(0, number));
    }

    /// <summary>What is pushed beyond the depth falls off the bottom: the oldest is lost, and an empty cell comes back in its place.</summary>
    [Fact]
    public void What_falls_off_the_bottom_is_lost()
    {
        const int depth = 4;
        using var bench = new Workbench();
        Variable stack = bench.Tape.Fill(new Shape(1, 1, depth), 0);
        for (int i = 1; i <= depth + 2; i++)
            stack = Do(bench, stack, Push, [i]);
        Assert.Equal([6, 5, 4, 3], stack.Span.ToArray());
        for (int i = 0; i < depth; i++)
            stack = Do(bench, stack, Pop, [9]);
        Assert.Equal([0, 0, 0, 0], stack.Span.ToArray());
    }

    [Fact]
    public void Each_stack_has_actions_of_its_own()
    {
        using var bench = new Workbench();
        Variable stacks = bench.Tape.Constant([1, 2, 3, 4, 5, 6], new(1, 2, 3));
        Variable actions = bench.Tape.Constant([1, 0, 0, 0, 1, 0], new(1, 2, 3)), values = bench.Tape.Constant([7, 8], new(1, 2, 1));
        Assert.Equal([7, 1, 2, 5, 6, 0], bench.Tape.UpdateStack(stacks, actions, values).Span.ToArray());
    }

    private static Variable Do(Workbench bench, Variable stack, int action, Real[] value)
    {
        var shares = new Real[3];
        shares[action] = 1;
        return bench.Tape.UpdateStack(
            stack, bench.Tape.Constant(shares, new(1, 1, 3)), bench.Tape.Constant(value, new(1, 1, value.Length)));
    }

    private static Variable Numbers(Workbench bench, Shape shape, int seed) => bench.Tape.Constant(Drawn(shape.Count, seed), shape);

    private static Real[] Drawn(int count, int seed)
    {
        var stream = new RandomStream(StreamKey.FromSeed(seed));
        return [.. Enumerable.Range(0, count).Select(_ => (Real)stream.NextDouble(-1, 1))];
    }
}
