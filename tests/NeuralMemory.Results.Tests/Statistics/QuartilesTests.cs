using FsCheck;
using FsCheck.Fluent;

namespace NeuralMemory.Results.Tests;

public sealed class QuartilesTests
{
    [Fact]
    public void They_are_those_of_NumPy()
    {
        // numpy.quantile([7, 1, 5, 10], [0.25, 0.5, 0.75])
        Assert.Equal(new(4, 4, 6, 7.75), Quartiles.Of([7, 1, 5, 10]));
        Assert.Equal(new(5, 2, 3, 4), Quartiles.Of([5, 4, 3, 2, 1]));
        Assert.Equal(new(2, 1.25, 1.5, 1.75), Quartiles.Of([2, 1]));
        Assert.Equal(new(1, 3, 3, 3), Quartiles.Of([3]));
    }

    [Fact]
    public void Nothing_has_none()
    {
        Quartiles none = Quartiles.Of([]);
        Assert.Equal(0, none.Count);
        Assert.All((double[])[none.Low, none.Median, none.High], value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void What_never_happened_is_later_than_all_that_did()
    {
        double never = double.PositiveInfinity;
        Assert.Equal(new(5, 2, 3, never), Quartiles.Of([3, never, 1, 2, never]));
        // The median of an even number lies between the two in the middle, of which one never came.
        Assert.Equal(never, Quartiles.Of([1, 2, never, never]).Median);
        Assert.Equal(new(3, never, never, never), Quartiles.Of([never, never, never]));
        Assert.Equal(new(3, -never, 1, 1.5), Quartiles.Of([-never, 1, 2]));
    }

    [Fact]
    public void They_are_in_order_and_within_the_numbers() =>
        Prop.ForAll<NormalFloat[]>(values =>
        {
            double[] numbers = [.. values.Select(value => value.Get / 1e10)];
            if (numbers.Length == 0)
                return true;
            Quartiles quartiles = Quartiles.Of(numbers);
            return numbers.Min() <= quartiles.Low && quartiles.Low <= quartiles.Median && quartiles.Median <= quartiles.High
                && quartiles.High <= numbers.Max() && quartiles.Count == numbers.Length;
        }).QuickCheckThrowOnFailure();
}
