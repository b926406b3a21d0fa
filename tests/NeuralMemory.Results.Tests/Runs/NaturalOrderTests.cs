namespace NeuralMemory.Results.Tests;

public sealed class NaturalOrderTests
{
    [Fact]
    public void Names_are_ordered_as_people_count() => Assert.Equal(
        ["", "seed", "seed-1", "seed-2", "seed-10", "seed-10a", "seed-10b", "seed-11", "tea"],
        ((string[])["seed-10b", "tea", "seed-2", "seed-11", "seed", "seed-1", "", "seed-10a", "seed-10"]).Order(NaturalOrder.Instance));

    [Fact]
    public void Zeros_before_a_number_do_not_count_but_tell_names_apart()
    {
        Assert.Equal(["a01", "a1", "a2"], ((string[])["a2", "a01", "a1"]).Order(NaturalOrder.Instance));
        Assert.NotEqual(0, NaturalOrder.Instance.Compare("a1", "a01"));
        Assert.Equal(0, NaturalOrder.Instance.Compare("a01b", "a01b"));
    }
}
