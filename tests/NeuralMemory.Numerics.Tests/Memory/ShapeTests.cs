namespace NeuralMemory.Numerics.Tests;

public sealed class ShapeTests
{
    public static TheoryData<Shape, int[]> Shapes => new()
    {
        { new Shape(7), [7] },
        { new Shape(2, 3), [2, 3] },
        { new Shape(2, 3, 5), [2, 3, 5] },
        { new Shape(2, 3, 5, 4), [2, 3, 5, 4] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_knows_its_dimensions(Shape shape, int[] dimensions)
    {
        Assert.Equal(dimensions.Length, shape.Rank);
        Assert.Equal(dimensions, shape.ToArray());
        Assert.Equal(dimensions, Enumerable.Range(0, shape.Rank).Select(axis => shape[axis]));
        Assert.Equal(dimensions.Aggregate(1, (product, size) => product * size), shape.Count);
        Assert.Equal(shape.Count / dimensions[0], shape.RowCount);
        Assert.Equal($"[{string.Join(", ", dimensions)}]", shape.ToString());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_axis_that_is_not_there_is_refused(Shape shape, int[] dimensions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => shape[dimensions.Length]);

    [Fact]
    public void A_count_that_no_int_holds_is_refused_with_the_shape()
    {
        Shape shape = new(16, 4096, 1 << 20);
        Assert.Equal(1L << 36, shape.LongCount);
        Assert.Equal("a tensor of the shape [16, 4096, 1048576] has more than 2147483647 numbers",
            Assert.Throws<OverflowException>(() => shape.Count).Message);
    }

    [Fact]
    public void Equality_sees_rank_and_dimensions()
    {
        Assert.Equal(new Shape(2, 3), new Shape(2, 3));
        Assert.NotEqual(new Shape(2, 3), new Shape(3, 2));
        Assert.NotEqual(new Shape(2), new Shape(2, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_dimension_below_one_is_refused(int size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(size));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, size));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, 3, size));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, 3, 4, size));
    }
}
