using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>What links of which each slot keeps a few must do, whatever is written.</summary>
public sealed class SparseTemporalLinkTests
{
    private const double Rounding = sizeof(Real) == sizeof(double) ? 1e-13 : 1e-5;

    [Fact]
    public void A_script_of_writes_leaves_exactly_its_links()
    {
        foreach (int entries in (int[])[1, 2, 5])
        {
            using var bench = new Workbench();
            SparseTemporalLinks links = Start(bench.Tape, new(1, 1, 5, entries));
            foreach (int slot in (int[])[0, 1, 2])
                links = bench.Tape.SparseTemporalLink(
                    links.Slots, links.Values, links.Precedence, bench.Input(OneHot(slot, 5), new(1, 1, 5)),
                    bench.Input(OneHot(1, 5), new(1, 1, 5)));
            var expected = new Real[25];
            (expected[1 * 5 + 0], expected[2 * 5 + 1]) = (1, 1);
            Assert.Equal(expected, SparseRows.Dense(links.Slots, links.Values.Span));
            Assert.Equal(OneHot(2, 5).Select(x => (Real)x), links.Precedence.Span.ToArray());
            Assert.Equal(OneHot(2, 5).Select(x => (Real)x), links.Forward.Span.ToArray());
            Assert.Equal(OneHot(0, 5).Select(x => (Real)x), links.Backward.Span.ToArray());
        }
    }

    [Fact]
    public void Rows_and_columns_sum_to_at_most_one_and_no_slot_follows_itself() => Prop.ForAll(Scripts(), script =>
    {
        using var bench = new Workbench();
        SparseTemporalLinks links = Start(bench.Tape, new(1, script.Writers, script.Slots, script.Entries));
        return script.Writes.All(writes =>
        {
            links = Write(bench, script, links, writes);
            int slots = script.Slots;
            return SparseRows.AreInOrder(links.Slots)
                && SparseRows.Dense(links.Slots, links.Values.Span).Chunk(slots * slots).All(link =>
                    Enumerable.Range(0, slots).All(i =>
                        link[i * slots + i] == 0
                        && IsFraction(Enumerable.Range(0, slots).Sum(j => (double)link[i * slots + j]))
                        && IsFraction(Enumerable.Range(0, slots).Sum(j => (double)link[j * slots + i]))))
                && links.Values.Span.ToArray().All(value => value >= -Rounding)
                && links.Precedence.Span.ToArray().Chunk(slots).All(precedence => IsFraction(precedence.Sum(x => (double)x)));
        });
    }).QuickCheckThrowOnFailure();

    /// <summary>Slot 1 follows slot 0, and whatever is written then is written a little to slot 0 too, never enough to count.</summary>
    [Fact]
    public void A_write_that_leaves_no_link_does_not_make_a_slot_the_last_one_written()
    {
        using var bench = new Workbench();
        SparseTemporalLinks links = Start(bench.Tape, new(1, 1, 6, 1));
        double[][] script =
            [OneHot(0, 6), OneHot(1, 6), [0.2, 0, 0.21, 0, 0, 0], [0.2, 0, 0, 0.21, 0, 0], [0.2, 0, 0, 0, 0.21, 0], OneHot(5, 6)];
        foreach (double[] writes in script)
            links = bench.Tape.SparseTemporalLink(
                links.Slots, links.Values, links.Precedence, bench.Input(writes, new(1, 1, 6)), bench.Input(OneHot(0, 6), new(1, 1, 6)));
        Assert.Equal(OneHot(1, 6).Select(x => (Real)x), links.Forward.Span.ToArray());
    }

    [Fact]
    public void One_slot_at_a_time_needs_one_entry_a_slot() => Prop.ForAll(Scripts(), script =>
    {
        using var bench = new Workbench();
        SparseTemporalLinks sparse = Start(bench.Tape, new(1, script.Writers, script.Slots, script.Entries));
        TemporalLinks dense = new(
            bench.Tape.Fill(new(1, script.Writers, script.Slots, script.Slots), 0), sparse.Precedence, null!, null!);
        return script.Writes.All(weights =>
        {
            double[] writes = [.. weights.Chunk(script.Slots).SelectMany(w => OneHot(Array.IndexOf(w, w.Max()), script.Slots))];
            sparse = Write(bench, script, sparse, writes);
            dense = bench.Tape.TemporalLink(
                dense.Link, dense.Precedence, bench.Input(writes, new(1, script.Writers, script.Slots)),
                bench.Input(script.Reads, new(1, Script.Readers, script.Slots)));
            return SparseRows.Dense(sparse.Slots, sparse.Values.Span).SequenceEqual(dense.Link.Span.ToArray())
                && sparse.Precedence.Span.SequenceEqual(dense.Precedence.Span)
                && Near(dense.Forward, sparse.Forward) && Near(dense.Backward, sparse.Backward);
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_closed_write_gate_leaves_everything_alone() => Prop.ForAll(Scripts(), script =>
    {
        using var bench = new Workbench();
        SparseTemporalLinks links = Start(bench.Tape, new(1, script.Writers, script.Slots, script.Entries));
        foreach (double[] writes in script.Writes)
            links = Write(bench, script, links, writes);
        SparseTemporalLinks same = Write(bench, script, links, new double[script.Writers * script.Slots]);
        return SparseRows.Dense(links.Slots, links.Values.Span).SequenceEqual(SparseRows.Dense(same.Slots, same.Values.Span))
            && links.Precedence.Span.SequenceEqual(same.Precedence.Span);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_largest_entries_stay_and_of_equal_ones_those_of_the_lower_slots()
    {
        using var bench = new Workbench();
        // Slot 5 has 0.2 from slot 0 and 0.1 from slot 3. It is written by a half, right after the slots 1, 2 and 4.
        SparseTemporalLinks links = bench.Tape.SparseTemporalLink(
            Row(bench, 5, -1, 0, 3), Row(bench, 5, 0, 0.2, 0.1), bench.Input([0, 0.125, 0.125, 0, 0.5, 0], new(1, 1, 6)),
            bench.Input([0, 0, 0, 0, 0, 0.5], new(1, 1, 6)), bench.Input(new double[6], new(1, 1, 6)));
        Assert.Equal<Real>([0, 1, 4], links.Slots.Span[^3..].ToArray());
        Assert.Equal<Real>([(Real)0.2 / 2, (Real)0.0625, (Real)0.25], links.Values.Span[^3..].ToArray());
    }

    [Fact]
    public void Sequences_that_have_ended_do_not_matter()
    {
        double[] Draw(int seed, int rows) => [.. Enumerable.Range(0, rows).SelectMany(b => Weighting(100 * seed + b, 7, 0.9))];
        using Workbench all = new(), alone = new();
        SparseTemporalLinks ragged = Start(all.Tape, new(3, 1, 7, 2)), single = Start(alone.Tape, new(1, 1, 7, 2));
        for (int t = 0; t < 3; t++)
        {
            ragged = all.Tape.SparseTemporalLink(
                ragged.Slots, ragged.Values, ragged.Precedence, all.Input(Draw(t, 3 - t), new(3 - t, 1, 7)),
                all.Input(Draw(9 + t, 3), new(3, 1, 7)));
            single = alone.Tape.SparseTemporalLink(
                single.Slots, single.Values, single.Precedence, alone.Input(Draw(t, 1), new(1, 1, 7)),
                alone.Input(Draw(9 + t, 1), new(1, 1, 7)));
        }

        Assert.Equal(single.Values.Span.ToArray(), ragged.Values.Span.ToArray());
        Assert.Equal(single.Slots.Span.ToArray(), ragged.Slots.Span.ToArray());
        Assert.Equal(single.Precedence.Span.ToArray(), ragged.Precedence.Span.ToArray());
        Assert.Equal(single.Forward.Span.ToArray(), ragged.Forward.Span.ToArray());
        Assert.Equal(single.Backward.Span.ToArray(), ragged.Backward.Span.ToArray());
    }

    [Fact]
    public void More_links_than_slots_are_refused()
    {
        using var bench = new Workbench();
        SparseTemporalLinks links = Start(bench.Tape, new(1, 1, 3, 4));
        Variable weighting = bench.Input(new double[3], new(1, 1, 3));
        string message = Assert.Throws<ArgumentException>(() =>
            bench.Tape.SparseTemporalLink(links.Slots, links.Values, links.Precedence, weighting, weighting)).Message;
        Assert.Equal("SparseTemporalLink: 4 links a slot, of 3 slots", message);
    }

    private static SparseTemporalLinks Start(Tape tape, Shape shape) => new(
        tape.Fill(shape, -1), tape.Fill(shape, 0), tape.Fill(new(shape[0], shape[1], shape[2]), 0), null!, null!);

    private static SparseTemporalLinks Write(Workbench bench, Script script, SparseTemporalLinks links, double[] writes) =>
        bench.Tape.SparseTemporalLink(
            links.Slots, links.Values, links.Precedence, bench.Input(writes, new(1, script.Writers, script.Slots)),
            bench.Input(script.Reads, new(1, Script.Readers, script.Slots)));

    /// <summary>Three numbers for each of six slots, all but those of one row without meaning.</summary>
    private static Variable Row(Workbench bench, int row, params double[] numbers)
    {
        double[] rows = [.. Enumerable.Repeat(-1.0, 18)];
        numbers.CopyTo(rows, 3 * row);
        return bench.Input(rows, new(1, 1, 6, 3));
    }

    private static bool IsFraction(double sum) => sum >= -Rounding && sum <= 1 + Rounding;

    private static bool Near(Variable expected, Variable actual) =>
        expected.Span.ToArray().Zip(actual.Span.ToArray()).All(pair => Math.Abs((double)pair.First - pair.Second) <= Rounding);

    private static double[] OneHot(int slot, int slots) => [.. Enumerable.Range(0, slots).Select(n => n == slot ? 1.0 : 0)];

    /// <summary>A weighting that sums to <paramref name="sum"/>, sharp or flat.</summary>
    private static double[] Weighting(int seed, int slots, double sum)
    {
        var stream = new RandomStream(StreamKey.FromSeed(seed));
        double sharpness = 6 * stream.NextDouble(0, 1);
        double[] powers = [.. Enumerable.Range(0, slots).Select(_ => Math.Exp(sharpness * stream.NextGaussian()))];
        return [.. powers.Select(power => sum * power / powers.Sum())];
    }

    private static Arbitrary<Script> Scripts() => (
        from slots in Gen.Choose(1, 33)
        from entries in Gen.Choose(1, slots)
        from writers in Gen.Choose(1, 2)
        from length in Gen.Choose(1, 8)
        from seeds in Gen.Choose(0, 1 << 20).ArrayOf(length * writers)
        from sums in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Constant(100)), (3, Gen.Choose(0, 100))).ArrayOf(length * writers)
        select new Script(slots, entries, writers, [.. seeds.Zip(sums, (seed, sum) => Weighting(seed, slots, sum / 100.0))
            .Chunk(writers).Select(heads => heads.SelectMany(w => w).ToArray())])).ToArbitrary();

    private sealed record Script(int Slots, int Entries, int Writers, double[][] Writes)
    {
        public const int Readers = 3;

        public double[] Reads => [.. Enumerable.Range(0, Readers).SelectMany(r => Weighting(r, Slots, 1))];
    }
}
