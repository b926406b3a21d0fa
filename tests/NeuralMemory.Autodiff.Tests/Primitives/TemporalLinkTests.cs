namespace NeuralMemory.Autodiff.Tests;

public sealed class TemporalLinkTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(16)]
    public void Writing_slot_after_slot_links_them_and_nothing_else(int slots)
    {
        using var bench = new Workbench();
        TemporalLinks links = Write(bench, slots, read: 1, 0, 1, 2);
        var expected = new Real[slots * slots];
        expected[1 * slots] = expected[2 * slots + 1] = 1;
        Assert.Equal(expected, links.Link.Span.ToArray());
        Assert.Equal(OneHot(slots, 2), links.Precedence.Span.ToArray());
        // From the slot that was read one leads on to the next one written, and back to the one before.
        Assert.Equal(OneHot(slots, 2), links.Forward.Span.ToArray());
        Assert.Equal(OneHot(slots, 0), links.Backward.Span.ToArray());
    }

    [Fact]
    public void Writing_a_slot_again_forgets_what_it_was_linked_to()
    {
        using var bench = new Workbench();
        TemporalLinks links = Write(bench, 4, read: 0, 0, 1, 2, 1);
        var expected = new Real[16];
        expected[1 * 4 + 2] = 1;
        Assert.Equal(expected, links.Link.Span.ToArray());
    }

    [Fact]
    public void Each_writer_has_its_own_links()
    {
        using var bench = new Workbench();
        const int slots = 3;
        Variable link = bench.Tape.Fill(new(1, 2, slots, slots), 0), precedence = bench.Tape.Fill(new(1, 2, slots), 0);
        Variable reads = bench.Input([0, 1, 0], new(1, 1, slots));
        TemporalLinks links = default;
        foreach ((int first, int second) in ((int, int)[])[(0, 2), (1, 1), (2, 0)])
        {
            Variable writes = bench.Input([.. Doubles(OneHot(slots, first)), .. Doubles(OneHot(slots, second))], new(1, 2, slots));
            links = bench.Tape.TemporalLink(link, precedence, writes, reads);
            (link, precedence) = (links.Link, links.Precedence);
        }

        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 1, 0, /* second writer: */ 0, 1, 0, 0, 0, 1, 0, 0, 0], link.Span.ToArray());
        Assert.Equal([0, 0, 1, 1, 0, 0], links.Forward.Span.ToArray());
        Assert.Equal([1, 0, 0, 0, 0, 1], links.Backward.Span.ToArray());
    }

    [Fact]
    public void Modes_are_backward_for_each_writer_then_content_then_forward_for_each_writer()
    {
        using var bench = new Workbench();
        double[] backward = [1, 0, 0, 0, 0, 0, 1, 0, 0, 0], content = [0, 0, 1, 0, 0], forward = [0, 0, 0, 1, 0, 0, 0, 0, 0, 1];
        Variable reads = bench.Tape.ReadWeighting(
            bench.Input([0.5, 0.25, 0.125, 0.0625, 0.03125], new(1, 1, 5)), bench.Input(backward, new(1, 1, 2, 5)),
            bench.Input(content, new(1, 1, 5)), bench.Input(forward, new(1, 1, 2, 5)));
        Assert.Equal([0.5f, 0.25f, 0.125f, 0.0625f, 0.03125f], Array.ConvertAll(reads.Span.ToArray(), x => (float)x));
    }

    /// <summary>Writes whole slots, one after another, while one reader reads one slot.</summary>
    private static TemporalLinks Write(Workbench bench, int slots, int read, params int[] order)
    {
        Variable link = bench.Tape.Fill(new(1, 1, slots, slots), 0), precedence = bench.Tape.Fill(new(1, 1, slots), 0);
        Variable reads = bench.Input(Doubles(OneHot(slots, read)), new(1, 1, slots));
        TemporalLinks links = default;
        foreach (int slot in order)
        {
            links = bench.Tape.TemporalLink(link, precedence, bench.Input(Doubles(OneHot(slots, slot)), new(1, 1, slots)), reads);
            (link, precedence) = (links.Link, links.Precedence);
        }

        return links;
    }

    private static Real[] OneHot(int slots, int slot) => [.. Enumerable.Range(0, slots).Select(n => n == slot ? (Real)1 : 0)];

    private static double[] Doubles(Real[] numbers) => Array.ConvertAll(numbers, x => (double)x);
}
