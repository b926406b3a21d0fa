namespace NeuralMemory.Results.Tests;

public sealed class NamedArrayTests
{
    [Theory]
    [InlineData("", new[] { 1 })]
    [InlineData("__metadata__", new[] { 1 })]
    [InlineData("a", new[] { 2 })]
    [InlineData("a", new[] { 0 })]
    [InlineData("a", new[] { -1, -1 })]
    [InlineData("a", new[] { 65536, 65536, 65536, 65536, 65536, 65536, 65536, 65536, 65536 })]
    public void A_name_or_shape_that_cannot_be_is_refused(string name, int[] shape) =>
        Assert.ThrowsAny<ArgumentException>(() => new NamedArray(name, shape, new float[1]));

    [Fact]
    public void No_axis_is_one_number_and_a_zero_is_none()
    {
        Assert.Equal(1, new NamedArray("a", [], new float[1]).Data.Length);
        const int huge = int.MaxValue;
        Assert.Equal(0, new NamedArray("a", [huge, huge, huge, huge, 0], ReadOnlyMemory<float>.Empty).Data.Length);
    }
}
