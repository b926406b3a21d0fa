namespace NeuralMemory.Web.Tests;

/// <summary>What was used last is kept.</summary>
public sealed class RecentlyUsedTests
{
    [Fact]
    public void The_one_that_was_not_used_for_longest_goes()
    {
        RecentlyUsed<int, string> kept = new(2);
        Assert.Empty(kept.Add(1, "one"));
        Assert.Empty(kept.Add(2, "two"));
        Assert.Equal("one", kept.Find(1));
        Assert.Equal(["two"], kept.Add(3, "three"));
        Assert.Null(kept.Find(2));
        Assert.Equal(["three", "one"], kept.Things);
    }

    [Fact]
    public void What_is_in_use_stays()
    {
        RecentlyUsed<int, string> kept = new(1);
        kept.Add(1, "one");
        Assert.Empty(kept.Add(2, "two", thing => thing != "one"));
        Assert.Equal(["one", "two"], kept.Add(3, "three").Order());
    }

    [Fact]
    public void As_many_go_as_have_to_but_some_stay()
    {
        RecentlyUsed<int, string> kept = new(9);
        for (int i = 0; i < 5; i++)
            kept.Add(i, $"{i}");
        Assert.Equal(["0", "1"], kept.TakeOut(2, () => kept.Things.Count() > 3));
        Assert.Equal(["2"], kept.TakeOut(2, () => true));
        Assert.Equal(["4", "3"], kept.Things);
    }
}
