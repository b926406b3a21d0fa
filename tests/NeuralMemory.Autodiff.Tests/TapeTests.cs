using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

public sealed class TapeTests
{
    [Fact]
    public void Parameters_that_the_loss_does_not_depend_on_get_no_gradient()
    {
        using var bench = new Workbench(scope =>
        {
            scope.Linear("used", 2, 3, LinearInitializer.Default);
            scope.Linear("unused", 2, 3, LinearInitializer.Default);
            scope.Tensor("also unused", new Shape(4), (_, _) => 1);
        });
        for (int pass = 0; pass < 2; pass++)
        {
            bench.Tape.Gradients.Fill(7);
            bench.Tape.Reset(2);
            Variable y = bench.Tape.Linear(bench.Parameters.Items[0], bench.Input([1, 2, 3, 4], new(2, 2)));
            bench.Tape.Backward(bench.Tape.SigmoidCrossEntropy(y, new Real[6], [1, 1, 1, 1, 1, 1]));
            Assert.True(Part(bench, 0).IndexOfAnyExcept((Real)0) >= 0);
            Assert.True(Part(bench, 1).IndexOfAnyExcept((Real)0) < 0);
            Assert.True(Part(bench, 2).IndexOfAnyExcept((Real)0) < 0);
        }
    }

    [Fact]
    public void A_layer_that_is_used_without_an_effect_gets_no_gradient()
    {
        using var bench = new Workbench(scope =>
        {
            scope.Linear("used", 2, 1, LinearInitializer.Default);
            scope.Linear("idle", 2, 1, LinearInitializer.Default);
        });
        Variable x = bench.Input([1, 2], new(1, 2)), y = bench.Tape.Linear(bench.Parameters.Items[0], x);
        bench.Tape.Linear(bench.Parameters.Items[1], x);
        bench.Tape.Backward(bench.Tape.SigmoidCrossEntropy(y, [0], [1]));
        Assert.True(Part(bench, 1).IndexOfAnyExcept((Real)0) < 0);
    }

    [Fact]
    public void Uses_in_several_steps_add_up()
    {
        using Workbench once = Layer(), twice = Layer();
        Run(once, [1, 2, 3, 4, 5, 6], rows: [3]);
        Run(twice, [1, 2, 3, 4, 5, 6], rows: [2, 1]);
        for (int i = 0; i < once.Tape.Gradients.Length; i++)
            Assert.Equal(once.Tape.Gradients[i], twice.Tape.Gradients[i], 1e-5);

        static Workbench Layer() => new(scope => scope.Linear("layer", 2, 3, LinearInitializer.Default));

        static void Run(Workbench bench, double[] inputs, int[] rows)
        {
            // Fewer rows than expected, exactly as many, and more: the layer's slab grows.
            bench.Tape.Reset(rows[0]);
            int from = 0;
            foreach (int count in rows)
            {
                Variable x = bench.Input(inputs.AsSpan(2 * from, 2 * count), new(count, 2));
                bench.Tape.Seed(bench.Tape.Linear(bench.Parameters.Items[0], x),
                    [.. Enumerable.Range(3 * from, 3 * count).Select(i => (Real)i)]);
                from += count;
            }

            bench.Tape.BackwardFromSeeds();
        }
    }

    [Fact]
    public void A_number_that_is_not_finite_is_found_where_it_arose()
    {
        using var bench = new Workbench();
        Variable y = bench.Tape.Tanh(bench.Input([1, double.NaN, 3], new(1, 3)));
        bench.Tape.Softmax(y);
        Assert.Equal("Tanh, sequence 0, unit 1: NaN", bench.Tape.FindNonFinite());
        bench.Tape.Reset(1);
        bench.Tape.Tanh(bench.Input([1, 2, 3], new(1, 3)));
        Assert.Null(bench.Tape.FindNonFinite());
        foreach (int? number in (int?[])[null, null, 7, 6])
        {
            bench.Tape.NextStep(number);
            bench.Tape.Tanh(bench.Input([1, number ?? 2], new(1, 2)));
        }

        Assert.Null(bench.Tape.FindNonFinite());
        bench.Tape.Tanh(bench.Input([1, double.NaN], new(1, 2)));
        Assert.Equal("Tanh at time-step 6, sequence 0, unit 1: NaN", bench.Tape.FindNonFinite());
    }

    [Fact]
    public void A_tape_for_evaluation_has_no_gradients()
    {
        using ParameterSet parameters = new ParameterSet().Complete();
        using Tape tape = EngineUnderTest.NewTape(parameters, recording: false);
        tape.Reset(1);
        Variable y = tape.Tanh(tape.Constant([0], new(1, 1)));
        Assert.False(y.NeedsGradient);
        Assert.Throws<InvalidOperationException>(() => tape.Backward(y));
        Assert.Throws<InvalidOperationException>(() => tape.Gradients.Length);
    }

    [Fact]
    public void Inputs_have_a_gradient_only_when_asked()
    {
        using ParameterSet parameters = new ParameterSet().Complete();
        foreach (bool asked in (bool[])[false, true])
        {
            using Tape tape = EngineUnderTest.NewTape(parameters);
            tape.TracksInputs = asked;
            tape.Reset(1);
            Variable x = tape.Constant([0], new(1, 1));
            tape.Seed(tape.Tanh(x), [2]);
            tape.BackwardFromSeeds();
            Assert.Equal(asked ? [2] : [], x.GradientSpan.ToArray());
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using var bench = new Workbench(scope =>
        {
            scope.Linear("layer", 2, 3, LinearInitializer.Default);
            scope.Tensor("plain", new Shape(4), (_, _) => 1);
        });
        Variable x = bench.Input([1, 2, 3], new(1, 3)), memory = bench.Input(new double[12], new(1, 4, 3)),
            keys = bench.Input(new double[5], new(1, 1, 5));
        Parameter layer = bench.Parameters.Items[0], plain = bench.Parameters.Items[1];
        AssertMessage("Linear: 'layer' takes 2 inputs, got 3", () => bench.Tape.Linear(layer, x));
        AssertMessage("Linear: 'plain' is no linear layer", () => bench.Tape.Linear(plain, x));
        AssertMessage("'layer' is a linear layer: use Linear", () => bench.Tape.Use(layer));
        AssertMessage("ContentAddressing: 'memory' has the shape [1, 4, 3], expected [1, 5, 3]",
            () => bench.Tape.ContentAddressing(keys, bench.Input([1], new(1, 1, 1)), memory));
        AssertMessage("WeightedRead: heads 1 to 2 of 2",
            () => bench.Tape.WeightedRead(memory, bench.Input(new double[6], new(1, 2, 3)), 1, 2));
        AssertMessage("SigmoidCrossEntropy: 2 targets for 3 logits", () => bench.Tape.SigmoidCrossEntropy(x, [1, 0], [1, 1, 1]));
        AssertMessage("CrossEntropy: 1 mask entries for 3 logits", () => bench.Tape.CrossEntropy(x, [1, 0, 0], [1], [new(0, 3, 3)]));
        AssertMessage("CrossEntropy: TargetGroup { Start = 0, Width = 3, Classes = 2,",
            () => bench.Tape.CrossEntropy(x, [1, 0, 0], [1, 1, 1], [new(0, 3, 2)]));
    }

    private static void AssertMessage(string message, Func<object> call) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static ReadOnlySpan<Real> Part(Workbench bench, int index) =>
        bench.Tape.Gradients.Slice(bench.Parameters.Items[index].Offset, bench.Parameters.Items[index].Length);
}
