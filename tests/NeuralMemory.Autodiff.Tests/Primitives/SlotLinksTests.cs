using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Links between few of many slots: with room for all they are those of a DNC, and else they are bounded.</summary>
public sealed class SlotLinksTests
{
    private const int Slots = 11, Heads = 2, Batch = 2;

    [Fact]
    public void With_room_for_all_they_are_temporal_links()
    {
        using var bench = new Workbench();
        Tape tape = bench.Tape;
        var stream = new RandomStream(StreamKey.FromSeed(2));
        SlotLinks links = tape.NewSlotLinks(Batch, Heads, Slots, Slots);
        SparseWeighting precedence = new(tape.Fill(new(Batch, Heads, Slots), -1), tape.Fill(new(Batch, Heads, Slots), 0));
        Variable link = tape.Fill(new(Batch, Heads, Slots, Slots), 0), last = tape.Fill(new(Batch, Heads, Slots), 0);
        for (int step = 0; step < 6; step++)
        {
            SparseWeighting writes = Draw(tape, stream, 4), reads = Draw(tape, stream, 3);
            (links, precedence) = tape.WriteLinks(links, precedence, writes);
            FollowedLinks followed = tape.FollowLinks(links, reads, Batch, Slots);
            TemporalLinks dense = tape.TemporalLink(link, last, tape.SpreadSlots(writes, Slots), tape.SpreadSlots(reads, Slots));
            (link, last) = (dense.Link, dense.Precedence);
            Same(link, tape.LinkMatrix(links, Slots), "links");
            Same(last, tape.SpreadSlots(precedence, Slots), "precedence");
            for (int head = 0; head < Heads; head++)
            {
                Same(OfOwn(dense.Forward, head), OfHead(tape.SpreadSlots(followed.Forward, Slots), head), "forward");
                Same(OfOwn(dense.Backward, head), OfHead(tape.SpreadSlots(followed.Backward, Slots), head), "backward");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Rows_and_columns_keep_the_largest(int entries)
    {
        using var bench = new Workbench();
        Tape tape = bench.Tape;
        var stream = new RandomStream(StreamKey.FromSeed(3));
        SlotLinks links = tape.NewSlotLinks(Batch, Heads, Slots, entries);
        SparseWeighting precedence = new(tape.Fill(new(Batch, Heads, entries), -1), tape.Fill(new(Batch, Heads, entries), 0));
        for (int step = 0; step < 30; step++)
        {
            (links, precedence) = tape.WriteLinks(links, precedence, Draw(tape, stream, 4));
            Real[] matrix = tape.LinkMatrix(links, Slots).Span.ToArray();
            foreach (Real[] own in matrix.Chunk(Slots * Slots))
                for (int i = 0; i < Slots; i++)
                {
                    Real[] row = own[(i * Slots)..((i + 1) * Slots)];
                    Real[] column = [.. Enumerable.Range(0, Slots).Select(j => own[j * Slots + i])];
                    Assert.All((Real[][])[row, column], line =>
                    {
                        Assert.InRange(line.Count(value => value > 0), 0, entries);
                        Assert.InRange(line.Sum(value => (double)value), 0, 1 + 1e-6);
                    });
                    Assert.Equal(0, row[i]);
                }
        }
    }

    /// <summary>Sums to at most 1, of slots of which some come twice.</summary>
    private static SparseWeighting Draw(Tape tape, RandomStream stream, int entries)
    {
        Shape shape = new(Batch, Heads, entries);
        Real[] slots = new Real[shape.Count], weights = new Real[shape.Count];
        for (int i = 0; i < shape.Count; i++)
            (slots[i], weights[i]) = (stream.NextInt(0, Slots - 1), (Real)(stream.NextDouble() / entries));
        return new(Untracked.Constant(tape, slots, shape), Untracked.Constant(tape, weights, shape));
    }

    /// <summary>Where a head's own links lead it: [B, N] of [B, R, V, N].</summary>
    private static Real[] OfOwn(Variable followed, int head) =>
        [.. Enumerable.Range(0, Batch).SelectMany(b => followed.Span.Slice(((b * Heads + head) * Heads + head) * Slots, Slots).ToArray())];

    private static Real[] OfHead(Variable spread, int head) =>
        [.. Enumerable.Range(0, Batch).SelectMany(b => spread.Span.Slice((b * Heads + head) * Slots, Slots).ToArray())];

    private static void Same(Variable expected, Variable actual, string what) => Same([.. expected.Span], [.. actual.Span], what);

    private static void Same(Real[] expected, Real[] actual, string what) =>
        Close.Within(Close.IsDouble ? 1e-13 : 1e-5, Array.ConvertAll(expected, x => (double)x), actual, what, noise: 1e-12);
}
