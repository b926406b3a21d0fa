using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Testing;

namespace NeuralMemory.Numerics.Tests;

public sealed class SequenceBatchTests
{
    [Fact]
    public void Rows_are_packed_by_time_with_the_longest_sequence_first()
    {
        var batch = new SequenceBatch();
        batch.Reshape([2, 4, 1, 4], 3, 2);
        Assert.Equal([4, 4, 2, 1], batch.Lengths.ToArray());
        Assert.Equal([1, 3, 0, 2], batch.Order.ToArray());
        Assert.Equal([4, 3, 2, 2], Enumerable.Range(0, 4).Select(batch.RowsAt));
        Assert.Equal([0, 4, 7, 9, 11], Enumerable.Range(0, 5).Select(batch.RowOffset));
        Assert.Equal((4, 4, 11), (batch.Sequences, batch.MaxLength, batch.Rows));
        Assert.Equal((33, 22, 22), (batch.Inputs.Length, batch.Targets.Length, batch.Mask.Length));
    }

    [Fact]
    public void Every_step_of_every_sequence_has_one_row() => Prop.ForAll<PositiveInt[]>(sizes =>
    {
        int[] lengths = [.. sizes.Select(size => size.Get % 20 + 1), 3];
        var batch = new SequenceBatch();
        batch.Reshape(lengths, 1, 1);
        var rows = new List<int>();
        for (int sequence = 0; sequence < batch.Sequences; sequence++)
            for (int step = 0; step < batch.Lengths[sequence]; step++)
                rows.Add(batch.Row(sequence, step));
        return rows.Order().SequenceEqual(Enumerable.Range(0, lengths.Sum()))
            && batch.Order.ToArray().Order().SequenceEqual(Enumerable.Range(0, lengths.Length))
            && batch.Order.ToArray().Select(index => lengths[index]).SequenceEqual(batch.Lengths.ToArray());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_lengths_keep_their_order()
    {
        var batch = new SequenceBatch();
        batch.Reshape([3, 5, 3, 5, 3], 1, 1);
        Assert.Equal([1, 3, 0, 2, 4], batch.Order.ToArray());
    }

    [Fact]
    public void A_batch_is_zero_again_after_each_reshape()
    {
        var batch = new SequenceBatch();
        foreach (int[] lengths in (int[][])[[5, 5], [2], [9, 1, 4]])
        {
            batch.Reshape(lengths, 2, 3);
            Assert.All(batch.Inputs.ToArray(), x => Assert.Equal(0, x));
            Assert.All(batch.Targets.ToArray(), x => Assert.Equal(0, x));
            Assert.All(batch.Mask.ToArray(), x => Assert.Equal(0, x));
            batch.Inputs.Fill(7);
            batch.Targets.Fill(7);
            batch.Mask.Fill(1);
        }
    }

    [Fact]
    public void A_row_is_its_part_of_the_batch()
    {
        var batch = new SequenceBatch();
        batch.Reshape([2, 1], 2, 3);
        batch.InputRow(batch.Row(0, 1))[1] = 5;
        batch.TargetRow(batch.Row(1, 0))[2] = 6;
        Assert.Equal([0, 0, 0, 0, 0, 5], batch.Inputs.ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 6, 0, 0, 0], batch.Targets.ToArray());
    }

    [Fact]
    public void Reshaping_to_what_fits_allocates_nothing()
    {
        var batch = new SequenceBatch();
        int[] large = [50, 60], small = [10, 20];
        batch.Reshape(large, 4, 4);
        Allocations.AssertNone(() =>
        {
            batch.Reshape(small, 4, 4);
            batch.Reshape(large, 4, 4);
        }, warmings: 0);
    }

    [Fact]
    public void What_makes_no_batch_is_refused()
    {
        var batch = new SequenceBatch();
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Reshape([], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Reshape([3, 0], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Reshape([1], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Reshape([1], 1, 0));
    }

    [Fact]
    public void A_batch_is_answered_everywhere_or_where_it_is_scored_or_where_it_is_told()
    {
        SequenceBatch batch = new();
        batch.Reshape([2, 3], 1, 2);
        Assert.Equal((true, 5, 0), (batch.AnswersAll, batch.Answers, batch.Answered.Length));
        batch.MaskRow(1)[1] = batch.MaskRow(4)[0] = 1;
        batch.AnswerScored();
        Assert.Equal((false, 2), (batch.AnswersAll, batch.Answers));
        Assert.Equal([1, 4], batch.Answered.ToArray());
        batch.MaskRow(1)[1] = batch.MaskRow(4)[0] = 0;
        batch.AnswerScored();
        Assert.Equal([0], batch.Answered.ToArray());
        batch.AnswerIn([0, 0, 3]);
        Assert.Equal([0, 0, 3], batch.Answered.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.AnswerIn([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.AnswerIn([5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.AnswerIn([2, 1]));
        batch.Reshape([1], 1, 1);
        Assert.True(batch.AnswersAll);
    }

    [Fact]
    public void Symbols_by_their_numbers_count_once_and_have_logits_elsewhere()
    {
        SequenceBatch batch = new();
        batch.Reshape([2], 1, 3);
        batch.MaskRow(0)[1..].Fill(1);
        TargetGroup group = new(1, 8, 4) { TargetStart = 1, IsNumber = true };
        Assert.Equal((2, 9, 2, 3, 1), (group.Items, group.End, group.TargetWidth, group.TargetEnd, group.TargetsOfItem));
        Assert.Equal(2, batch.CountScored(group));
        batch.MaskRow(1)[2] = 1;
        Assert.Equal(3, batch.CountScored(group));
        Assert.Equal((4, 4, 8), (new TargetGroup(4, 4, 4).TargetStart, new TargetGroup(4, 4, 4).TargetsOfItem,
            new TargetGroup(4, 4, 4).TargetEnd));
    }

    [Fact]
    public void A_share_has_every_so_many_th_sequence()
    {
        SequenceBatch all = new(), share = new();
        all.Reshape([2, 5, 3, 4, 1], 3, 2);
        for (int i = 0; i < all.Inputs.Length; i++)
            all.Inputs[i] = i;
        for (int i = 0; i < all.Targets.Length; i++)
            (all.Targets[i], all.Mask[i]) = (100 + i, i % 3);
        for (int first = 0; first < 2; first++)
        {
            share.Share(all, first, 2);
            Assert.Equal(first == 0 ? [5, 3, 1] : [4, 2], share.Lengths.ToArray());
            for (int sequence = 0; sequence < share.Sequences; sequence++)
                for (int step = 0; step < share.Lengths[sequence]; step++)
                {
                    int own = share.Row(sequence, step), row = all.Row(first + 2 * sequence, step);
                    Assert.Equal(all.InputRow(row), share.InputRow(own));
                    Assert.Equal(all.TargetRow(row), share.TargetRow(own));
                    Assert.Equal(all.MaskRow(row), share.MaskRow(own));
                }
        }

        share.Share(all, 4, 5);
        Assert.Equal([1], share.Lengths.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => share.Share(all, 5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => share.Share(all, 0, 0));
    }

    [Fact]
    public void A_second_axis_has_lengths_and_an_order_of_its_own()
    {
        SequenceBatch batch = new();
        batch.Reshape([2, 5, 3], 4, 1);
        Assert.Null(batch.Source);
        Assert.Equal(0, batch.SourcePlaces.Length);
        SequenceBatch source = batch.ReshapeSource([6, 1, 4], 2);
        Assert.Same(source, batch.Source);
        Assert.Equal([1, 2, 0], batch.Order.ToArray());
        Assert.Equal([6, 4, 1], source.Lengths.ToArray());
        Assert.Equal([2, 1, 0], batch.SourcePlaces.ToArray());
        // The sequence given second is the longest target, and has the shortest source.
        Assert.Equal((5, 1), (batch.Lengths[0], source.Lengths[batch.SourcePlaces[0]]));
        Assert.Equal((11, 2, 0), (source.Rows, source.InputWidth, source.TargetWidth));
        Assert.Equal(new Real[22], source.Inputs.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.ReshapeSource([1, 2], 2));
        batch.Reshape([1], 4, 1);
        Assert.Null(batch.Source);
    }
}
