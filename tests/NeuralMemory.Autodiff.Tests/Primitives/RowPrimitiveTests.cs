using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>What works number by number and row by row: values, refusals and memory.</summary>
public sealed class RowPrimitiveTests
{
    [Fact]
    public void Gelu_is_the_exact_form()
    {
        using var bench = new Workbench();
        // x and x P(X < x), from tables of the normal distribution.
        (double X, double Y)[] known =
            [(0, 0), (1, 0.841344746068543), (-1, -0.158655253931457), (2.5, 2.484475836685327), (-3, -0.004049694095478), (8, 8)];
        Variable y = bench.Tape.Gelu(bench.Input([.. known.Select(pair => pair.X)], new(1, known.Length)));
        for (int i = 0; i < known.Length; i++)
            Assert.Equal(known[i].Y, y.Span[i], Testing.Close.IsDouble ? 1e-12 : 1e-6);
    }

    [Fact]
    public void Relu_passes_nothing_below_zero_and_keeps_what_is_not_a_number()
    {
        using var bench = new Workbench();
        Variable x = bench.Input([-2, 0, 3, double.NaN], new(1, 4)), y = bench.Tape.Relu(x);
        Assert.Equal([0, 0, 3], y.Span[..3].ToArray());
        Assert.True(Real.IsNaN(y.Span[3]));
        bench.Tape.Seed(y, [1, 1, 1, 0]);
        bench.Tape.BackwardFromSeeds();
        Assert.Equal([0, 0, 1], x.GradientSpan[..3].ToArray());
    }

    [Fact]
    public void Lookup_gives_rows_of_the_table_and_zeros_for_none()
    {
        using Workbench bench = WithTable();
        Parameter table = bench.Parameters.Items[0];
        Variable y = bench.Tape.Lookup(table, [2, -1, 2]);
        Assert.Equal([4, 5, 0, 0, 4, 5], y.Span.ToArray());
        bench.Tape.Seed(y, [1, 2, 3, 4, 5, 6]);
        bench.Tape.BackwardFromSeeds();
        Assert.Equal([0, 0, 0, 0, 6, 8], bench.Tape.Gradients[..6].ToArray());
    }

    [Fact]
    public void Append_puts_a_row_behind_those_of_its_sequence()
    {
        using var bench = new Workbench();
        Variable cache = bench.Tape.Append(null, bench.Input([1, 2, 3, 4, 5, 6], new(3, 2)));
        Assert.Equal(new Shape(3, 1, 2), cache.Shape);
        cache = bench.Tape.Append(cache, bench.Input([7, 8, 9, 10], new(2, 2)));
        Assert.Equal(new Shape(2, 2, 2), cache.Shape);
        Assert.Equal([1, 2, 7, 8, 3, 4, 9, 10], cache.Span.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using Workbench bench = WithTable();
        Tape tape = bench.Tape;
        Variable x = bench.Input([1, 2, 3, 4, 5, 6], new(2, 3)), other = bench.Input([1, 2], new(1, 2));
        Assert.StartsWith("Add: [2, 3] and [1, 2] have rows of different widths", Refused(() => tape.Add(x, other)), StringComparison.Ordinal);
        Assert.StartsWith("Multiply: ", Refused(() => tape.Multiply(x, other)), StringComparison.Ordinal);
        Assert.StartsWith("GatherRows: row 2 of 2", Refused(() => tape.GatherRows(x, [0, 2])), StringComparison.Ordinal);
        Assert.StartsWith("GatherRows: row -1 of 2", Refused(() => tape.GatherRows(x, [-1])), StringComparison.Ordinal);
        Assert.StartsWith("Lookup: row 3 of the 3 of 'table'", Refused(() => tape.Lookup(bench.Parameters.Items[0], [3])),
            StringComparison.Ordinal);
        Assert.StartsWith("Rotate: 1 heads of pairs in [2, 3]", Refused(() => tape.Rotate(x, new SequenceRows().OfStep(2), 1)),
            StringComparison.Ordinal);
        Assert.StartsWith("Append: 'cache'", Refused(() => tape.Append(tape.Append(null, other), x)), StringComparison.Ordinal);
    }

    private static string Refused(Func<object> call) => Assert.Throws<ArgumentException>(call).Message;

    private static Workbench WithTable() => new(scope => scope.Tensor("table", new Shape(3, 2), (_, i) => i));
}
