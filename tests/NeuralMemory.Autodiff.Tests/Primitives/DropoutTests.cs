using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

public sealed class DropoutTests
{
    private const int Count = 100_000;

    private static readonly Shape Shape = new(100, 1000);

    private static readonly double[] Ones = [.. Enumerable.Repeat(1.0, Count)];

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Numbers_are_dropped_at_the_rate_and_keep_their_expectation(double rate)
    {
        using var bench = new Workbench();
        Variable y = Drop(bench, rate, noise: StreamKey.FromSeed(1)).Y;
        int dropped = y.Span.Count((Real)0);
        double deviation = Math.Sqrt(rate * (1 - rate) / Count);
        Assert.InRange((double)dropped / Count, rate - 4 * deviation, rate + 4 * deviation);
        Assert.Equal(Count - dropped, y.Span.Count((Real)(1 / (1 - rate))));
        Assert.InRange(y.Span.ToArray().Average(x => (double)x), 1 - 4 * deviation / (1 - rate), 1 + 4 * deviation / (1 - rate));
    }

    [Fact]
    public void Gradients_are_dropped_and_scaled_like_numbers()
    {
        using var bench = new Workbench();
        (Variable x, Variable y) = Drop(bench, 0.3, StreamKey.FromSeed(2));
        bench.Tape.Seed(y, [.. Enumerable.Repeat((Real)2, Count)]);
        bench.Tape.BackwardFromSeeds();
        Assert.Equal(Array.ConvertAll(y.Span.ToArray(), value => 2 * value), x.GradientSpan.ToArray());
    }

    [Fact]
    public void Without_a_stream_or_at_rate_zero_nothing_happens()
    {
        using var bench = new Workbench();
        (Variable x, Variable y) = Drop(bench, 0.3, noise: null);
        Assert.Same(x, y);
        (x, y) = Drop(bench, 0, StreamKey.FromSeed(1));
        Assert.Same(x, y);
    }

    [Fact]
    public void A_pass_without_a_stream_follows_one_with_a_stream()
    {
        using var bench = new Workbench();
        Drop(bench, 0.3, StreamKey.FromSeed(1));
        (Variable x, Variable y) = Drop(bench, 0.3, noise: null);
        Assert.Same(x, y);
    }

    /// <summary>A machine that runs over all steps at once drops what one would that goes step by step.</summary>
    [Fact]
    public void All_steps_at_once_drop_what_step_after_step_does()
    {
        using var bench = new Workbench();
        SequenceBatch batch = BatchOf([4, 2, 7, 2]);
        bench.Tape.Reset(batch.Rows, StreamKey.FromSeed(3));
        Variable x = bench.Input([.. Enumerable.Repeat(1.0, batch.Rows * 9)], new Shape(batch.Rows, 9));
        Real[] whole = bench.Tape.Dropout(x, 0.4, batch).Span.ToArray();
        bench.Tape.Reset(batch.Rows, StreamKey.FromSeed(3));
        x = bench.Input([.. Enumerable.Repeat(1.0, batch.Rows * 9)], new Shape(batch.Rows, 9));
        List<Real> steps = [];
        for (int t = 0; t < batch.MaxLength; t++)
            steps.AddRange(bench.Tape.Dropout(bench.Tape.Rows(x, batch.RowOffset(t), batch.RowsAt(t)), 0.4).Span);
        Assert.Equal(steps, whole);
    }

    /// <summary>
    /// A batch that is run whole drops of each sequence, and of its source, what the tape of its own part would have dropped.
    /// </summary>
    [Fact]
    public void A_source_is_dropped_of_as_in_the_parts_of_its_batch()
    {
        const int width = 5;
        int[] lengths = [3, 6, 2, 6], sources = [5, 1, 4, 2];
        StreamKey[] keys = [StreamKey.FromSeed(1), StreamKey.FromSeed(2)];
        using var bench = new Workbench();
        SequenceBatch whole = BatchOf(lengths, sources);
        int[] partOf = [.. whole.Order.ToArray().Select(given => given / 2)];
        bench.Tape.Reset(whole.Rows, keys, partOf);
        Real[] ofWhole = Dropped(bench, whole.Source!);
        for (int part = 0; part < 2; part++)
        {
            SequenceBatch own = BatchOf(lengths[(2 * part)..(2 * part + 2)], sources[(2 * part)..(2 * part + 2)]);
            bench.Tape.Reset(own.Rows, keys[part]);
            Real[] ofPart = Dropped(bench, own.Source!);
            for (int given = 0; given < 2; given++)
            {
                (int place, int placeOfWhole) = (Place(own.Source!, given), Place(whole.Source!, 2 * part + given));
                for (int t = 0; t < sources[2 * part + given]; t++)
                    Assert.Equal(Row(ofPart, own.Source!.Row(place, t)), Row(ofWhole, whole.Source!.Row(placeOfWhole, t)));
            }
        }

        static Real[] Dropped(Workbench bench, SequenceBatch source)
        {
            Variable x = bench.Input([.. Enumerable.Repeat(1.0, source.Rows * width)], new Shape(source.Rows, width));
            return bench.Tape.Dropout(x, 0.5, source).Span.ToArray();
        }

        static int Place(SequenceBatch batch, int given) => batch.Order.IndexOf(given);

        static Real[] Row(Real[] rows, int row) => rows[(row * width)..((row + 1) * width)];
    }

    [Fact]
    public void The_key_alone_decides_what_a_pass_drops_and_each_use_in_it_draws_anew()
    {
        using var bench = new Workbench();
        Real[] first = Drop(bench, 0.5, StreamKey.FromSeed(1)).Y.Span.ToArray();
        Real[] next = bench.Tape.Dropout(bench.Input(Ones, Shape), 0.5).Span.ToArray();
        Assert.NotEqual(first, next);
        Assert.NotEqual(first, Drop(bench, 0.5, StreamKey.FromSeed(2)).Y.Span.ToArray());
        Assert.Equal(first, Drop(bench, 0.5, StreamKey.FromSeed(1)).Y.Span.ToArray());
        using Tape tape = EngineUnderTest.NewTape(bench.Parameters, recording: false);
        tape.Reset(1, StreamKey.FromSeed(1));
        Assert.Equal(first, tape.Dropout(bench.Input(Ones, Shape), 0.5).Span.ToArray());
    }

    [Fact]
    public void Rates_that_leave_nothing_are_refused()
    {
        using var bench = new Workbench();
        foreach (double rate in (double[])[-0.1, 1, double.NaN])
            Assert.Throws<ArgumentException>(() => bench.Tape.Dropout(bench.Input([1], new Shape(1, 1)), rate));
    }

    private static (Variable X, Variable Y) Drop(Workbench bench, double rate, StreamKey? noise)
    {
        bench.Tape.Reset(1, noise);
        Variable x = bench.Input(Ones, Shape);
        return (x, bench.Tape.Dropout(x, rate));
    }

    private static SequenceBatch BatchOf(int[] lengths, int[]? sources = null)
    {
        var batch = new SequenceBatch();
        batch.Reshape(lengths, 1, 1);
        if (sources is not null)
            batch.ReshapeSource(sources, 1);
        return batch;
    }
}
