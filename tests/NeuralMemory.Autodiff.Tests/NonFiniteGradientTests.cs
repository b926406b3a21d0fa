using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Where gradients cease to be finite while all results are.</summary>
public sealed class NonFiniteGradientTests
{
    private const int Heads = 2, Slots = 4, Width = 3, Sequences = 2, Steps = 3;

    // Its square is more than a number can be, and what it is multiplied with here is zero: results stay finite, gradients do not.
    private static readonly Real Huge = Real.Sqrt(Real.MaxValue) * (Real)1e6;

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 1, 1, 2)]
    [InlineData(2, 0, 1, 1)]
    [InlineData(2, 1, 0, 2)]
    public void The_primitive_is_named_with_time_step_sequence_and_head(int step, int sequence, int head, int number)
    {
        using var bench = new Workbench(scope => scope.Linear("out", Heads * Width, 1, LinearInitializer.Default));
        SequenceBatch batch = Batch();
        TrainingPass pass = new(
            (tape, batch) => Run(tape, batch, (step, (sequence * Heads + head) * Width + number)), [TargetGroup.Bits(0, 1)]);
        bench.Tape.Reset(batch.Rows);
        Assert.True(Real.IsFinite(bench.Tape.Learn(pass, batch, 1).Loss));
        Assert.Null(bench.Tape.FindNonFinite());
        string? place = bench.Tape.FindNonFiniteGradient(pass, batch, 1);
        Assert.Matches(
            $"^the gradient of WeightedRead at time-step {step}, sequence {sequence}, head {head}, number {number}: -?(Infinity|∞)"
            + (EngineUnderTest.Engine is NativeEngine ? $", from Multiply at time-step {step}$" : "$"), place);
    }

    [Fact]
    public void Of_several_the_last_step_comes_first()
    {
        using var bench = new Workbench(scope => scope.Linear("out", Heads * Width, 1, LinearInitializer.Default));
        SequenceBatch batch = Batch();
        TrainingPass pass = new((tape, batch) => Run(tape, batch, (0, 0), (2, 7), (1, 3)), [TargetGroup.Bits(0, 1)]);
        bench.Tape.Reset(batch.Rows);
        bench.Tape.Learn(pass, batch, 1);
        Assert.StartsWith("the gradient of WeightedRead at time-step 2, sequence 1, head 0, number 1: ",
            bench.Tape.FindNonFiniteGradient(pass, batch, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sum_that_is_too_large_is_named_by_its_parameter()
    {
        using var bench = new Workbench(scope => scope.Linear("out", 2, 1, LinearInitializer.Default, bias: false));
        bench.Parameters.Block.Clear();
        SequenceBatch batch = Batch();
        // All targets are 1, all answers 1/2: with this scale, each step's gradient is -1 times an input that is finite.
        TrainingPass pass = new((tape, batch) =>
        {
            Variable answers = tape.NewKept(new Shape(batch.Rows, 1));
            for (int step = 0; step < batch.MaxLength; step++)
            {
                tape.NextStep();
                Variable x = tape.Constant([1, Real.MaxValue / 2], new Shape(batch.RowsAt(step), 2));
                tape.LinearInto(tape.Parameters.Items[0], answers, batch.RowOffset(step), x);
            }

            return answers;
        }, [TargetGroup.Bits(0, 1)]);
        batch.Targets.Fill(1);
        bench.Tape.Reset(batch.Rows);
        bench.Tape.Learn(pass, batch, 2);
        Assert.Null(bench.Tape.FindNonFinite());
        Assert.Equal(
            $"the sum over time-steps and sequences of the gradient of 'out/weight' [0, 1]: {Real.NegativeInfinity}",
            bench.Tape.FindNonFiniteGradient(pass, batch, 2));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void Where_all_steps_are_computed_at_once_the_step_and_the_sequence_are_named(int step, int sequence)
    {
        using var bench = new Workbench(scope => scope.Linear("out", 1, 1, LinearInitializer.Default));
        SequenceBatch batch = Batch();
        batch.InputRow(batch.Row(sequence, step))[0] = Real.NaN;
        TrainingPass pass = new((tape, batch) => Answer(tape, tape.Tanh(tape.Inputs(batch, 0, batch.Rows))), [TargetGroup.Bits(0, 1)]);
        bench.Tape.Reset(batch.Rows);
        bench.Tape.Learn(pass, batch, 1);
        Assert.Equal($"Tanh at time-step {step}, sequence {sequence}, unit 0: NaN", bench.Tape.FindNonFinite());
    }

    [Fact]
    public void Rows_that_are_neither_steps_nor_sequences_are_rows()
    {
        using var bench = new Workbench(scope => scope.Linear("out", 1, 1, LinearInitializer.Default));
        SequenceBatch batch = Batch();
        TrainingPass pass = new((tape, batch) =>
        {
            Variable latents = tape.Tanh(tape.Constant([0, 0, 0, Real.NaN, 0], new Shape(5, 1)));
            return Answer(tape, tape.Inputs(batch, 0, batch.Rows));
        }, [TargetGroup.Bits(0, 1)]);
        bench.Tape.Reset(batch.Rows);
        bench.Tape.Learn(pass, batch, 1);
        Assert.Equal("Tanh, row 3, unit 0: NaN", bench.Tape.FindNonFinite());
    }

    private static Variable Answer(Tape tape, Variable x)
    {
        Variable answers = tape.NewKept(new Shape(x.Shape[0], 1));
        tape.LinearInto(tape.Parameters.Items[0], answers, 0, x);
        return answers;
    }

    [Fact]
    public void Where_all_are_finite_none_is_found_and_the_gradients_are_those_of_the_pass()
    {
        using var bench = new Workbench(scope => scope.Linear("out", Heads * Width, 1, LinearInitializer.Default));
        SequenceBatch batch = Batch();
        TrainingPass pass = new((tape, batch) => Run(tape, batch), [TargetGroup.Bits(0, 1)]);
        bench.Tape.Reset(batch.Rows);
        bench.Tape.Learn(pass, batch, 1);
        Real[] expected = bench.Tape.Gradients.ToArray();
        bench.Tape.Gradients.Fill(7);
        Assert.Null(bench.Tape.FindNonFiniteGradient(pass, batch, 1));
        Assert.Equal(expected, bench.Tape.Gradients.ToArray());
    }

    /// <summary>Heads read zeros, which are multiplied twice by ones, but in some places by something huge.</summary>
    private static Variable Run(Tape tape, SequenceBatch batch, params (int Step, int At)[] huge)
    {
        Variable answers = tape.NewKept(new Shape(batch.Rows, 1));
        for (int step = 0; step < batch.MaxLength; step++)
        {
            tape.NextStep();
            int rows = batch.RowsAt(step);
            Variable memory = tape.Constant([0], new Shape(rows, Width, Slots));
            Variable weights = tape.Constant([(Real)0.25], new Shape(rows, Heads, Slots));
            var factors = new Real[rows * Heads * Width];
            Array.Fill(factors, 1);
            foreach ((_, int at) in huge.Where(each => each.Step == step))
                factors[at] = Huge;
            var shape = new Shape(rows, Heads, Width);
            Variable read = tape.WeightedRead(memory, weights, 0, Heads);
            Variable once = tape.Multiply(read, tape.Constant(factors, shape)), twice = tape.Multiply(once, tape.Constant(factors, shape));
            tape.LinearInto(tape.Parameters.Items[0], answers, batch.RowOffset(step), twice);
        }

        return answers;
    }

    private static SequenceBatch Batch()
    {
        SequenceBatch batch = new();
        batch.Reshape([.. Enumerable.Repeat(Steps, Sequences)], 1, 1);
        batch.Mask.Fill(1);
        return batch;
    }
}
