namespace NeuralMemory.Tasks.Tests;

public sealed class FunctionTests
{
    [Theory]
    [InlineData("repeat(items, 2)", 2, "1 10, 2 20, 3 30, 4 40, 1 10, 2 20, 3 30, 4 40")]
    [InlineData("repeat(items, 0)", 2, "")]
    [InlineData("reverse(items)", 2, "4 40, 3 30, 2 20, 1 10")]
    [InlineData("reverse(slice(items, 1, 2))", 2, "3 30, 2 20")]
    [InlineData("concat(row(items, 3), items)", 2, "4 40, 1 10, 2 20, 3 30, 4 40")]
    [InlineData("slice(items, 1, 2)", 2, "2 20, 3 30")]
    [InlineData("slice(items, 4, 0)", 2, "")]
    [InlineData("block(items, 2, 1)", 2, "3 30, 4 40")]
    [InlineData("block(items, length, 0)", 2, "1 10, 2 20, 3 30, 4 40")]
    [InlineData("row(items, length - 1)", 2, "4 40")]
    [InlineData("gather(items, order)", 2, "3 30, 1 10, 4 40")]
    [InlineData("gather(reverse(items), order)", 2, "2 20, 4 40, 1 10")]
    [InlineData("zeros(2, width)", 2, "0 0, 0 0")]
    [InlineData("ones(1, 3)", 3, "1 1 1")]
    [InlineData("literal(1, length / 8)", 2, "1 0.5")]
    [InlineData("literal(at(items, 2, 1))", 1, "30")]
    [InlineData("literal(rows(items), rows(repeat(order, 2)))", 2, "4 6")]
    [InlineData("literal(floor(2.7), floor(-2.1))", 2, "2 -3")]
    [InlineData("literal(min(3, 1, 2), max(3, 1, 2))", 2, "1 3")]
    public void Functions_give_what_the_manual_says(string expression, int width, string expected) =>
        Assert.Equal(expected, string.Join(", ", Evaluate.Rows(expression, width).Select(row => string.Join(' ', row))));

    [Theory]
    [InlineData("slice(items, 1, drawn)", 2, "'count' of slice is ", "and the sequence has 4 rows, counted from 0 (with length = 4")]
    [InlineData("row(items, drawn)", 2, "'index' of row is ", "and the sequence has 4 rows, counted from 0 (with length = 4")]
    [InlineData("block(items, 2, drawn)", 2, "'index' of block is ", "and the sequence of 4 rows has 2 blocks of 2, counted from 0")]
    [InlineData("zeros(drawn - 4 - repeats, 1)", 1, "'rows' of zeros must be at least 0, and is -", "(with length = 4")]
    [InlineData("literal(at(items, 0, drawn - 3))", 1, "'column' of at is ", "and the sequence has width 2, counted from 0")]
    [InlineData("literal(at(items, drawn, 0))", 1, "'row' of at is ", "and the sequence has 4 rows, counted from 0")]
    [InlineData("gather(items, literal(drawn))", 2, "an index of gather is ", "and the sequence has 4 rows, counted from 0")]
    [InlineData("literal(integer(drawn, 4 + 0 * repeats))", 1, "'high' of integer is 4 and 'low' is ", ": there is nothing to draw from")]
    [InlineData("repeat(zeros(200000, 100), repeats * drawn)", 100, "a sequence of ", "rows of width 100 is too large")]
    public void What_the_drawn_values_forbid_stops_with_its_place_and_the_parameters(
        string expression, int width, string first, string then)
    {
        InvalidInputException? error = null;
        var sampler = Evaluate.Sampler(expression, width);
        for (int i = 0; i < 64 && error is null; i++)
            error = Record.Exception(() => sampler.Draw(new(2), i)) as InvalidInputException;
        Assert.NotNull(error);
        Assert.Contains(first, error.Message, StringComparison.Ordinal);
        Assert.Contains(then, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("t.yaml:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_are_uniform_with_both_ends()
    {
        var counts = new int[3];
        var sampler = Evaluate.Sampler("literal(integer(5, 7))", 1);
        for (int i = 0; i < 3000; i++)
            counts[(int)sampler.Draw(new(1), i).InputRow(0)[0] - 5]++;
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Reals_lie_between_their_bounds_around_the_middle()
    {
        var sampler = Evaluate.Sampler("literal(real(-1, 3))", 1);
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => (double)sampler.Draw(new(1), i).InputRow(0)[0])];
        Assert.All(values, value => Assert.InRange(value, -1, 3));
        Assert.InRange(values.Average(), 0.87, 1.13);
    }

    [Fact]
    public void A_permutation_holds_every_index_once_and_every_order_occurs()
    {
        var sampler = Evaluate.Sampler("permutation(3)", 1);
        var orders = new HashSet<string>();
        for (int i = 0; i < 300; i++)
        {
            Episode episode = sampler.Draw(new(1), i);
            Real[] order = [.. Enumerable.Range(0, 3).Select(t => episode.InputRow(t)[0])];
            Assert.Equal([0, 1, 2], order.Order());
            orders.Add(string.Join(' ', order));
        }

        Assert.Equal(6, orders.Count);
    }
}
