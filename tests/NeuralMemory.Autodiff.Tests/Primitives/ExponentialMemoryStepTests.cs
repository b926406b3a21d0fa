using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// On the native engine steps taken one by one give the bits of all at once, whatever else is in the batch. Looking changes nothing.
/// </summary>
public sealed class ExponentialMemoryStepTests
{
    private static readonly int[] Lengths = [37, 37, 20, 16, 1];

    [Theory]
    [InlineData(2, 12, 20)]
    [InlineData(1, 32, 32)]
    [InlineData(3, 9, 3)]
    public void A_matrix_memory(int heads, int width, int valueWidth)
    {
        MatrixMemoryRule rule = new(heads);
        Real[] all = Run(All, one: false), steps = Run(Steps, one: false), alone = Run(All, one: true);
        Assert.Equal(all, steps);
        // The first sequence of a packed batch has the first row of each step.
        Assert.Equal(alone, FirstSequence(all, valueWidth));

        Variable All(Tape tape, Real[] numbers, SequenceBatch batch)
        {
            (Variable q, Variable k, Variable v, Variable gates) = Inputs(tape, numbers, 0, batch.Rows);
            return tape.MatrixMemory(q, k, v, gates, new SequenceRows().OfBatch(batch), rule);
        }

        Variable Steps(Tape tape, Real[] numbers, SequenceBatch batch)
        {
            Variable made = tape.NewKept(new(batch.Rows, valueWidth));
            MatrixMemoryState? state = null;
            for (int t = 0; t < batch.MaxLength; t++)
            {
                (Variable q, Variable k, Variable v, Variable gates) = Inputs(tape, numbers, batch.RowOffset(t), batch.RowsAt(t));
                Variable read = tape.MatrixMemory(
                    q, k, v, gates, new SequenceRows().OfStep(batch.RowsAt(t)), rule, state, out MatrixMemoryState end,
                    looksAtMemory: true, out MatrixMemoryLook look);
                Assert.Equal(end.Memory.Span.ToArray(), look.Memory!.Span.ToArray());
                state = end;
                tape.RowsInto(made, batch.RowOffset(t), read);
            }

            return made;
        }

        (Variable, Variable, Variable, Variable) Inputs(Tape tape, Real[] numbers, int row, int rows) => (
            Part(tape, numbers, row, rows, width), Part(tape, numbers, row, rows, width, from: 40), Part(tape, numbers, row, rows, valueWidth),
            Part(tape, numbers, row, rows, 2 * heads));
    }

    [Theory]
    [InlineData(3, 12)]
    [InlineData(1, 17)]
    [InlineData(0, 9)]
    public void A_scalar_memory(int heads, int units)
    {
        Real[] all = Run(All, one: false), steps = Run(Steps, one: false), alone = Run(All, one: true);
        Assert.Equal(all, steps);
        Assert.Equal(alone, FirstSequence(all, units));

        Variable All(Tape tape, Real[] numbers, SequenceBatch batch) => tape.ScalarMemory(
            Part(tape, numbers, 0, batch.Rows, 4 * units), Recurrent(tape), new SequenceRows().OfBatch(batch));

        Variable Steps(Tape tape, Real[] numbers, SequenceBatch batch)
        {
            Variable made = tape.NewKept(new(batch.Rows, units));
            ScalarMemoryState? state = null;
            for (int t = 0; t < batch.MaxLength; t++)
            {
                Variable hidden = tape.ScalarMemory(
                    Part(tape, numbers, batch.RowOffset(t), batch.RowsAt(t), 4 * units), Recurrent(tape),
                    new SequenceRows().OfStep(batch.RowsAt(t)), ForgetGate.Sigmoid, state, out ScalarMemoryState end, out _);
                state = end;
                tape.RowsInto(made, batch.RowOffset(t), hidden);
            }

            return made;
        }

        Variable? Recurrent(Tape tape) => heads == 0
            ? null
            : tape.Constant(
                [.. Enumerable.Range(0, 4 * units * units / heads).Select(i => (Real)(0.1 * (i % 11 - 5)))],
                new(heads, units / heads, 4 * units / heads));
    }

    /// <summary>Runs on numbers that are drawn for each sequence by itself, so that the first one has the same in both batches.</summary>
    private static Real[] Run(Func<Tape, Real[], SequenceBatch, Variable> run, bool one)
    {
        var batch = new SequenceBatch();
        batch.Reshape(one ? Lengths.AsSpan(0, 1) : Lengths, 1, 1);
        const int width = 80;
        var numbers = new Real[(batch.Rows + 1) * width];
        for (int sequence = 0; sequence < batch.Sequences; sequence++)
        {
            var stream = new RandomStream(StreamKey.FromSeed(5).Split(sequence));
            for (int t = 0; t < batch.Lengths[sequence]; t++)
                for (int i = 0; i < width; i++)
                    numbers[batch.Row(sequence, t) * width + i] = (Real)stream.NextGaussian();
        }

        using var bench = new Workbench();
        bench.Tape.Reset(batch.Rows);
        return run(bench.Tape, numbers, batch).Span.ToArray();
    }

    private static Variable Part(Tape tape, Real[] numbers, int row, int rows, int width, int from = 0) => tape.Constant(
        [.. Enumerable.Range(row, rows).SelectMany(r => numbers.AsSpan(r * 80 + from, width).ToArray())], new(rows, width));

    private static Real[] FirstSequence(Real[] all, int width)
    {
        var batch = new SequenceBatch();
        batch.Reshape(Lengths, 1, 1);
        return [.. Enumerable.Range(0, Lengths[0]).SelectMany(t => all.AsSpan(batch.Row(0, t) * width, width).ToArray())];
    }
}
