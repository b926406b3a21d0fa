using FsCheck;
using FsCheck.Fluent;
using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Who wrote what a slot holds, whatever is written.</summary>
public sealed class SlotWritersTests
{
    private const int Slots = 5;

    [Fact]
    public void What_is_left_of_a_write_lies_from_zero_to_one_and_only_a_slot_that_was_written_has_a_writer() =>
        Prop.ForAll(Writes(), writes =>
        {
            SlotWriters writers = After(writes);
            return writers.Left.All(left => left is >= 0 and <= 1)
                && Enumerable.Range(0, Slots).All(slot => writers.Steps[slot] == SlotWriters.Nobody
                    ? writes.All(weights => weights[slot] == 0)
                    : writes[writers.Steps[slot]][slot] > 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_full_write_owns_its_slot_and_a_write_of_nothing_changes_none() =>
        Prop.ForAll(Writes(), Gen.Choose(0, Slots - 1).ToArbitrary(), (writes, slot) =>
        {
            SlotWriters writers = After(writes), before = writers.Copy();
            writers.Write(writes.Length, new float[Slots]);
            if (!writers.Steps.SequenceEqual(before.Steps) || !writers.Left.SequenceEqual(before.Left))
                return false;
            float[] full = new float[Slots];
            full[slot] = 1;
            writers.Write(writes.Length, full);
            return writers.Steps[slot] == writes.Length && writers.Left[slot] == 1
                && Enumerable.Range(0, Slots).Where(other => other != slot).All(other => writers.Steps[other] == before.Steps[other]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_owner_is_the_write_of_which_most_is_left_when_one_write_outweighs_all_later_ones() =>
        Prop.ForAll(Writes(), writes =>
        {
            SlotWriters writers = After(writes);
            for (int slot = 0; slot < Slots; slot++)
                for (int step = 0; step < writes.Length; step++)
                {
                    float left = writes[step][slot];
                    for (int later = step + 1; later < writes.Length; later++)
                        left *= 1 - writes[later][slot];
                    // More than half of a slot is nobody else's.
                    if (left > 0.5f && (writers.Steps[slot] != step || Math.Abs(writers.Left[slot] - left) > 1e-5f))
                        return false;
                }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_copy_stays_as_it_is()
    {
        SlotWriters writers = new(2);
        writers.Write(0, [0.5f, 0]);
        SlotWriters copy = writers.Copy();
        writers.Write(1, [1, 1]);
        Assert.Equal([0, SlotWriters.Nobody], copy.Steps);
        Assert.Equal([1, 1], writers.Steps);
        Assert.Throws<ArgumentException>(() => writers.Write(2, [1]));
    }

    private static SlotWriters After(float[][] writes)
    {
        SlotWriters writers = new(Slots);
        for (int step = 0; step < writes.Length; step++)
            writers.Write(step, writes[step]);
        return writers;
    }

    private static Arbitrary<float[][]> Writes() =>
        Gen.Choose(0, 100).Select(share => share / 100f).ArrayOf(Slots).ArrayOf().ToArbitrary();
}
