using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class LinkListTests
{
    private static readonly TracedAxis Writers = new("writer", 2), Slot = new("slot", 3);

    [Fact]
    public void Dense_links_lead_from_the_slot_written_before_to_the_one_written_after()
    {
        TracedQuantity links = Row([0, 0, 0.01f, 0.9f, 0, 0, 0.3f, 0.6f, 0, 0, 0.5f, 0, 0, 0, 0, 0, 0, 0],
            Writers, Slot, new("previous_slot", 3));
        Assert.Equal([new(0, 1, 0.9f), new(1, 2, 0.6f), new(0, 2, 0.3f)], LinkList.Of(links, null, 0).Strongest);
        Assert.Equal([new(1, 0, 0.5f)], LinkList.Of(links, null, 1).Strongest);
    }

    [Fact]
    public void Sparse_links_lead_from_the_slots_that_they_name()
    {
        TracedQuantity links = Row([0.9f, 0, 0.4f, 0.2f, 0, 0, 0, 0, 0, 0, 0, 0.7f], Writers, Slot, new("link", 2));
        TracedQuantity from = Row([2, -1, 0, 2, -1, -1, -1, -1, -1, -1, -1, 1], Writers, Slot, new("link", 2));
        Assert.Equal([new(2, 0, 0.9f), new(0, 1, 0.4f), new(2, 1, 0.2f)], LinkList.Of(links, from, 0).Strongest);
        Assert.Equal([new(1, 2, 0.7f)], LinkList.Of(links, from, 1).Strongest);
        (float[] dots, int columns) = LinkList.MatrixOf(links, from, 0, 10);
        Assert.Equal(3, columns);
        Assert.Equal([0, 0, 0.9f, 0.4f, 0, 0.2f, 0, 0, 0], dots);
    }

    [Fact]
    public void Of_very_many_links_the_strongest_are_listed_and_all_are_counted()
    {
        const int slots = 30;
        TracedQuantity links = SampleTraces.Shares("links/values", "links", 1, (_, i) => i / 1000f, new("writer", 1), new("slot", slots),
            new("previous_slot", slots));
        LinkList list = LinkList.Of(links, null, 0);
        Assert.Equal((LinkList.Most, 880), (list.Strongest.Count, list.All));
        Assert.Equal(new(29, 29, 0.899f), list.Strongest[0]);
        Assert.Equal(0.7f, list.Strongest[^1].Weight);
    }

    [Fact]
    public void A_dot_of_a_large_matrix_is_the_strongest_of_those_that_it_stands_for()
    {
        TracedQuantity links = Row([0, 0.1f, 0.2f, 0.9f, 0, 0, 0.3f, 0.6f, 0.4f], new("writer", 1), Slot, new("previous_slot", 3));
        (float[] dots, int columns) = LinkList.MatrixOf(links, null, 0, 2);
        Assert.Equal(2, columns);
        Assert.Equal([0.9f, 0.2f, 0.6f, 0.4f], dots);
    }

    [Theory]
    [InlineData(40, 10, 20, 0, 40)]
    [InlineData(256, 10, 60, 7, 57)]
    [InlineData(256, 0, 2, 0, 33)]
    [InlineData(256, 250, 255, 247, 9)]
    public void Of_a_large_memory_the_slots_are_shown_that_have_links(int slots, int from, int to, int first, int count) =>
        Assert.Equal((first, count), LinkList.Window([new(slots, [new(from, to, 1)])]));

    [Fact]
    public void A_memory_without_links_is_shown_as_a_whole() => Assert.Equal((0, 256), LinkList.Window([new(256, [])]));

    [Fact]
    public void What_are_no_links_is_said()
    {
        TracedQuantity usage = SampleTraces.Quantity("usage", "usage", 1, (_, _) => 0, 0, 1, Slot);
        Assert.Contains("'usage'", Assert.Throws<ArgumentException>(() => LinkList.Of(usage, null, 0)).Message, StringComparison.Ordinal);
    }

    private static TracedQuantity Row(float[] values, params TracedAxis[] axes) =>
        SampleTraces.Shares("links/values", "links", 1, (_, i) => values[i], axes);
}
