using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>Every machine with symbols among its inputs, and with answers in some rows only.</summary>
public sealed class SymbolMachineTests
{
    /// <summary>All but those to which the last columns are coordinates.</summary>
    private static readonly Dictionary<string, MachineConfig> All = MachineCatalog.All
        .Where(machine => machine.Value is not PerceiverConfig { Coordinates: > 0 }).ToDictionary();

    public static TheoryData<string> Machines => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_sees_the_rows_of_its_symbols_where_their_numbers_stand(string name)
    {
        using var rig = new SymbolRig(All[name]);
        (Real[] expected, Dictionary<string, Real[]> gradients) = rig.LookedUpByHand();
        Close.Within(Close.IsDouble ? 1e-12 : 1e-6, Doubles(expected), rig.Forward(), "logits");
        Real[] gradient = rig.Gradient();
        // Where next to nothing reaches a parameter, it is the rounding errors of the whole that are left.
        double noise = Close.Noise(gradient.Max(Math.Abs));
        foreach ((string parameter, Real[] own) in gradients)
            Close.Within(Close.IsDouble ? 1e-11 : 1e-5, Doubles(own), rig.PartOf(gradient, parameter), parameter, noise);
        Assert.Equal(
            ["embedding/letter", "embedding/mark"],
            rig.Machine.Parameters.Tensors.Select(tensor => tensor.Name).Except(gradients.Keys).Order());
    }

    [Theory]
    [InlineData("lstm", "embedding/letter")]
    [InlineData("gru, bidirectional", "embedding/letter")]
    [InlineData("ntm FeedForward, 1 heads, ReadFirst", "embedding/mark")]
    public void The_gradient_of_a_table_is_that_of_finite_differences(string name, string table)
    {
        using var rig = new SymbolRig(All[name]);
        Real[] gradient = rig.PartOf(rig.Gradient(), table);
        PlainTensor tensor = rig.Machine.Parameters.Tensors.Single(tensor => tensor.Name == table);
        double step = Close.IsDouble ? 1e-5 : 1e-2;
        var differences = new double[gradient.Length];
        var numbers = new Real[gradient.Length];
        for (int i = 0; i < numbers.Length; i++)
            differences[i] = (Moved(i, step) - Moved(i, -step)) / (2 * step);
        Close.Within(Close.IsDouble ? 1e-7 : 2e-2, differences, gradient, table);
        Assert.Contains(gradient, number => number != 0);

        double Moved(int index, double by)
        {
            tensor.CopyOut(rig.Machine.Parameters.Block, numbers);
            Real before = numbers[index];
            numbers[index] += (Real)by;
            tensor.CopyIn(numbers, rig.Machine.Parameters.Block);
            double objective = rig.Objective();
            numbers[index] = before;
            tensor.CopyIn(numbers, rig.Machine.Parameters.Block);
            return objective;
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Only_symbols_that_are_shown_learn(string name)
    {
        using var rig = new SymbolRig(All[name]);
        for (int row = 0; row < rig.Batch.Rows; row++)
            rig.Batch.InputRow(row)[1] = rig.Batch.InputRow(row)[1] == 2 ? -1 : rig.Batch.InputRow(row)[1];
        Real[] gradient = rig.PartOf(rig.Gradient(), "embedding/letter");
        for (int symbol = 0; symbol < 5; symbol++)
            Assert.Equal(symbol == 2, gradient.AsSpan(symbol * SymbolRig.Embedding, SymbolRig.Embedding).IndexOfAnyExcept((Real)0) < 0);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Rows_that_are_not_answered_cost_the_others_nothing(string name)
    {
        int[] answered = [0, 3, 4, 9, 12, 17];
        using var rig = new SymbolRig(All[name]);
        Real[] all = rig.Forward();
        Real[] some = [.. answered.SelectMany(row => all.AsSpan(row * SymbolRig.Outputs, SymbolRig.Outputs).ToArray())];
        for (int row = 0; row < rig.Batch.Rows; row++)
            if (!answered.Contains(row))
                rig.Batch.TargetRow(row).Clear();
        Real[] gradient = rig.Gradient();
        rig.Batch.AnswerIn(answered);
        Close.Within(Close.IsDouble ? 1e-12 : 1e-6, Doubles(some), rig.Forward(), "logits");
        Real[] own = rig.Gradient();
        double noise = Close.Noise(gradient.Max(Math.Abs));
        foreach (PlainTensor tensor in rig.Machine.Parameters.Tensors)
            Close.Within(
                Close.IsDouble ? 1e-11 : 1e-5, Doubles(rig.PartOf(gradient, tensor.Name)), rig.PartOf(own, tensor.Name), tensor.Name,
                noise);
    }

    /// <summary>The output layer of a machine that sees symbols is uniform; what answers come of is the same anyway.</summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void On_the_native_engine_an_answer_has_the_same_bits_whatever_else_is_answered(string name)
    {
        using var rig = new SymbolRig(All[name], engine: NativeEngine.Instance);
        Real[] all = rig.Forward();
        foreach (int[] answered in (int[][])[[0], [17], [2, 5], [1, 3, 4], [0, 3, 4, 9, 12, 13, 17]])
        {
            rig.Batch.AnswerIn(answered);
            Assert.Equal(
                answered.SelectMany(row => all.AsSpan(row * SymbolRig.Outputs, SymbolRig.Outputs).ToArray()), rig.Forward());
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Evaluation_and_a_step_at_a_time_give_what_training_does(string name)
    {
        (Real[] whole, Real[] evaluated, Real[] stepped, Real[] some) = Ways(EngineUnderTest.Engine);
        Close.Within(Close.IsDouble ? 1e-13 : 1e-6, Doubles(whole), evaluated, "evaluation");
        // Layer by layer other numbers are drawn than step by step.
        bool drawsAlike = All[name] is not StackConfig { Dropout: > 0 };
        if (drawsAlike)
            Close.Within(Close.IsDouble ? 1e-13 : 1e-6, Doubles(whole), stepped, "a step at a time");
        Assert.Equal(3 * SymbolRig.Outputs, some.Length);
        // On the native engine, to the bit.
        (whole, evaluated, stepped, some) = Ways(NativeEngine.Instance);
        Assert.Equal(whole, evaluated);
        if (drawsAlike)
            Assert.Equal(whole, stepped);
        Assert.Equal(whole[(2 * SymbolRig.Outputs)..(3 * SymbolRig.Outputs)], some[..SymbolRig.Outputs]);

        (Real[] Whole, Real[] Evaluated, Real[] Stepped, Real[] Some) Ways(IEngine engine)
        {
            using SymbolRig training = new(All[name], engine: engine), evaluation = new(All[name], recording: false, engine);
            (Real[] trained, Real[] plain) = (training.Forward(), evaluation.Forward());
            evaluation.Tape.Reset(evaluation.Batch.Rows, StreamKey.FromSeed(4));
            SequenceBatch batch = evaluation.Batch;
            IMachineSteps steps = evaluation.Machine.Begin(evaluation.Tape, batch);
            var logits = new List<Real>();
            for (int t = 0; t < batch.MaxLength; t++)
                logits.AddRange(steps.Step(evaluation.Tape.Inputs(batch, batch.RowOffset(t), batch.RowsAt(t))).Span.ToArray());
            batch.AnswerIn([2, 5, 6]);
            return (trained, plain, [.. logits], evaluation.Forward());
        }
    }

    [Fact]
    public void What_evaluation_needs_of_tables_does_not_grow_with_the_sequence()
    {
        using var rig = new SymbolRig(All["lstm"], recording: false);
        rig.Forward();
        long before = rig.Tape.Capacity;
        rig.Batch.Reshape([3000], SymbolRig.Layout.Width, SymbolRig.Outputs);
        rig.Forward();
        // The answers themselves are kept; an arena grows by doubling.
        Assert.InRange(rig.Tape.Capacity, before, before + 4 * 3000 * SymbolRig.Outputs);
    }

    private static double[] Doubles(Real[] numbers) => Array.ConvertAll(numbers, number => (double)number);
}
