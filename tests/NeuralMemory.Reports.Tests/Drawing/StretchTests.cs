namespace NeuralMemory.Reports.Tests;

public sealed class StretchTests
{
    [Fact]
    public void Neighbours_with_one_value_are_one_stretch()
    {
        int[] values = [3, 3, 0, 3];
        Assert.Equal([new(0, 2, 3), new(2, 1, 0), new(3, 1, 3)], Stretch.Of(values.Length, step => values[step]));
    }

    [Fact]
    public void Nothing_has_no_stretches() => Assert.Empty(Stretch.Of(0, _ => 1));
}
