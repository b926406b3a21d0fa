using NeuralMemory.Testing;

namespace NeuralMemory.Numerics.Tests;

public sealed class SequenceRowsTests
{
    [Fact]
    public void Rows_of_a_batch_are_those_of_its_steps()
    {
        var batch = new SequenceBatch();
        batch.Reshape([2, 4, 1], 1, 1);
        SequenceRows rows = new SequenceRows().OfBatch(batch);
        Assert.Equal([[0, 3, 5, 6], [1, 4], [2]], All(rows));
        Assert.Equal((3, 4, 7, 7), (rows.Sequences, rows.Longest, rows.Total, rows.End));
    }

    [Fact]
    public void Rows_of_a_source_come_in_the_order_of_the_batch()
    {
        var batch = new SequenceBatch();
        batch.Reshape([2, 4, 1], 1, 1);
        batch.ReshapeSource([3, 1, 2], 1);
        // The source has the order 0, 2, 1, and the batch 1, 0, 2.
        SequenceRows rows = new SequenceRows().OfSource(batch);
        Assert.Equal([[2], [0, 3, 5], [1, 4]], All(rows));
        Assert.Equal((3, 3, 6, 6), (rows.Sequences, rows.Longest, rows.Total, rows.End));
    }

    [Fact]
    public void Without_a_source_there_are_no_rows_of_it()
    {
        var batch = new SequenceBatch();
        batch.Reshape([2], 1, 1);
        Assert.Throws<InvalidOperationException>(() => new SequenceRows().OfSource(batch));
    }

    [Fact]
    public void Blocks_stand_one_after_another()
    {
        Assert.Equal([[0, 1, 2], [3, 4, 5]], All(new SequenceRows().OfBlocks(2, 3)));
        SequenceRows step = new SequenceRows().OfStep(3);
        Assert.Equal([[0], [1], [2]], All(step));
        Assert.Equal((3, 1, 3, 3), (step.Sequences, step.Longest, step.Total, step.End));
    }

    [Fact]
    public void Filled_anew_they_know_nothing_of_before_and_allocate_nothing()
    {
        var batch = new SequenceBatch();
        batch.Reshape([2, 4, 1], 1, 1);
        SequenceRows rows = new SequenceRows().OfBlocks(9, 5).OfStep(2);
        Assert.Equal([[0], [1]], All(rows));
        Assert.Equal((2, 1, 2, 2), (rows.Sequences, rows.Longest, rows.Total, rows.End));
        Allocations.AssertNone(() => rows.OfBatch(batch).OfBlocks(4, 11), warmings: 0);
        Assert.Equal([33, 43], (int[])[rows[3][0], rows[3][^1]]);
    }

    private static int[][] All(SequenceRows rows) =>
        [.. Enumerable.Range(0, rows.Sequences).Select(sequence => rows[sequence].ToArray())];
}
