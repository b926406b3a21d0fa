using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Tapes beside plain loops: a copy of each tape that an action would make, and then their sum by the shares.</summary>
public sealed class TapeReferenceTests
{
    private const int Batch = 3, Tapes = 2, Width = 2, Steps = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(17)]
    public void Tapes_are_written_and_turned_as_by_plain_loops(int cells)
    {
        using var bench = new Workbench();
        int[] jumps = [4, 1, 2 * cells + 3];
        var stream = new RandomStream(StreamKey.FromSeed(cells));
        double[] memory = Drawn(Batch * Tapes * Width * cells);
        Variable tapes = bench.Input(memory, new(Batch, Tapes * Width, cells));
        Variable jump = bench.Tape.Constant([.. jumps.Select(far => (Real)far)], new(Batch, 1, 1));
        for (int step = 0; step < Steps; step++)
        {
            double[] actions = Drawn(Batch * Tapes * 5), values = Drawn(Batch * Tapes * Width);
            for (int i = 0; i < actions.Length; i += 5)
            {
                double sum = actions[i..(i + 5)].Sum(Math.Abs);
                for (int a = i; a < i + 5; a++)
                    actions[a] = Math.Abs(actions[a]) / sum;
            }

            tapes = bench.Tape.UpdateTape(
                tapes, bench.Input(actions, new(Batch, Tapes, 5)), bench.Input(values, new(Batch, Tapes, Width)), jump);
            memory = Reference(memory, actions, values, jumps, cells);
            Close.Outputs(new([Batch, Tapes * Width, cells], memory), tapes.Span, $"step {step}");
        }

        double[] Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => stream.NextDouble(-1, 1))];
    }

    /// <summary>Hard actions on one tape: where what was written comes to lie.</summary>
    [Fact]
    public void What_was_written_lies_where_the_tape_was_turned_to()
    {
        using var bench = new Workbench();
        Variable tape = bench.Tape.Fill(new(1, 1, 5), 0), jump = bench.Tape.Constant([2], new(1, 1, 1));
        foreach ((int action, int value) in ((int, int)[])[(2, 1), (2, 2), (0, 3), (2, 4), (4, 5), (1, 6), (3, 7)])
        {
            var shares = new Real[5];
            shares[action] = 1;
            tape = bench.Tape.UpdateTape(tape, bench.Tape.Constant(shares, new(1, 1, 5)), bench.Tape.Constant([value], new(1, 1, 1)), jump);
        }

        // right 1, right 2, stay 3, right 4: [0, 4, 2, 1, 0]; jump right over 5: [1, 0, 5, 4, 2]; left over 6: [0, 5, 4, 2, 6];
        // jump left over 7.
        Assert.Equal([4, 2, 6, 7, 5], tape.Span.ToArray());
    }

    [Fact]
    public void The_input_of_a_sequence_ends_before_the_first_step_that_is_scored()
    {
        var batch = new SequenceBatch();
        batch.Reshape([3, 6, 4], 1, 2);
        batch.MaskRow(batch.Row(0, 4))[1] = 1;
        batch.MaskRow(batch.Row(0, 5))[0] = 1;
        batch.MaskRow(batch.Row(2, 0))[0] = 1;
        Assert.Equal([6, 4, 3], batch.Lengths.ToArray());
        using var bench = new Workbench();
        // The second is not scored at all, and the third from its first step on: their input is all of it.
        Assert.Equal([4, 4, 3], bench.Tape.InputLengths(batch).Span.ToArray());
        // Blank steps before the answer are a pause, and blank steps within the input are not.
        batch.InputRow(batch.Row(0, 1))[0] = -1;
        Assert.Equal([2, 4, 3], bench.Tape.InputLengths(batch).Span.ToArray());
        batch.InputRow(batch.Row(0, 4))[0] = 1;
        Assert.Equal([2, 4, 3], bench.Tape.InputLengths(batch).Span.ToArray());
    }

    private static double[] Reference(double[] memory, double[] actions, double[] values, int[] jumps, int cells)
    {
        double[] written = [.. memory], next = new double[memory.Length];
        for (int row = 0; row < values.Length; row++)
            written[row * cells] = values[row];
        for (int b = 0; b < Batch; b++)
            for (int p = 0; p < Tapes; p++)
                for (int w = 0; w < Width; w++)
                    for (int n = 0; n < cells; n++)
                    {
                        int row = ((b * Tapes + p) * Width + w) * cells, at = (b * Tapes + p) * 5;
                        int[] from = [n, n + 1, n - 1, n + jumps[b], n - jumps[b]];
                        for (int a = 0; a < 5; a++)
                            next[row + n] += actions[at + a] * written[row + ((from[a] % cells) + cells) % cells];
                    }

        return next;
    }
}
