using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>The matrix and the scalar memory of xLSTM against the oracle: all steps at once, and one after another.</summary>
public sealed class ExponentialMemoryGoldenTests
{
    public static TheoryData<string, bool> Ways
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string folder in (string[])["family", "family-odd"])
                foreach (bool atOnce in (bool[])[true, false])
                    data.Add(folder, atOnce);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Matrix_memory(string folder, bool atOnce)
    {
        using var run = new GoldenRun(folder, "xlstm_matrix_unroll");
        (int batch, int steps) = (run.Golden.Size("B"), run.Golden.Size("T"));
        Tape tape = run.Tape;
        tape.Reset(steps * batch);
        MatrixMemoryRule rule = new(Heads: 1);
        MatrixMemoryState? state = null;
        if (atOnce)
        {
            Variable gates = tape.NewKept(new Shape(steps * batch, 2));
            for (int t = 0; t < steps; t++)
                tape.RowsInto(gates, t * batch, run.Scalars("input_gates", t), run.Scalars("forget_gates", t));
            run.Output("reads", tape.MatrixMemory(
                run.Rows("queries"), run.Rows("keys"), run.Rows("values"), gates, PackedRows(batch, steps), rule));
        }

        for (int t = 0; t < steps && !atOnce; t++)
        {
            tape.NextStep();
            Variable gates = tape.NewKept(new Shape(batch, 2));
            tape.RowsInto(gates, 0, run.Scalars("input_gates", t), run.Scalars("forget_gates", t));
            Variable read = tape.MatrixMemory(
                run.Input("queries", t), run.Input("keys", t), run.Input("values", t), gates, new SequenceRows().OfStep(batch), rule, state,
                out MatrixMemoryState end);
            state = end;
            run.Output("reads", read, t);
        }

        run.Check();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Scalar_memory(string folder, bool atOnce) => Scalar(folder, "xlstm_scalar_unroll", atOnce, _ => (null, null));

    [Theory]
    [MemberData(nameof(Ways))]
    public void Scalar_memory_with_recurrent_weights(string folder, bool atOnce) =>
        Scalar(folder, "xlstm_scalar_recurrent_unroll", atOnce, run => (run.OfOneHead("recurrent"), run.Input("hidden")));

    private static void Scalar(string folder, string name, bool atOnce, Func<GoldenRun, (Variable? Recurrent, Variable? Hidden)> begin)
    {
        using var run = new GoldenRun(folder, name);
        (int batch, int steps, int units) = (run.Golden.Size("B"), run.Golden.Size("T"), run.Golden.Size("C"));
        Tape tape = run.Tape;
        tape.Reset(steps * batch);
        (Variable? recurrent, Variable? hidden) = begin(run);
        ScalarMemoryState? state = hidden is null ? null : StartOf(tape, hidden);
        if (atOnce)
            run.Output("hidden", tape.ScalarMemory(
                run.Rows("pre"), recurrent, PackedRows(batch, steps), ForgetGate.Sigmoid, state, out _));
        for (int t = 0; t < steps && !atOnce; t++)
        {
            tape.NextStep();
            Variable output = tape.ScalarMemory(
                run.Input("pre", t), recurrent, new SequenceRows().OfStep(batch), ForgetGate.Sigmoid, state, out ScalarMemoryState end);
            state = end;
            run.Output("hidden", output, t);
        }

        run.Check();
    }

    /// <summary>A hidden state, and nothing else.</summary>
    private static ScalarMemoryState StartOf(Tape tape, Variable hidden) => new(
        hidden, tape.Fill(hidden.Shape, 0), tape.Fill(hidden.Shape, 0), tape.Fill(hidden.Shape, (Real)Tape.ScalarMemoryBefore));

    private static SequenceRows PackedRows(int batch, int steps) => AttentionCases.Rows([.. Enumerable.Repeat(steps, batch)]);
}
