using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Recurrent controllers, unrolled in time, against the oracle: outputs, gradients of inputs, weights and biases.</summary>
public sealed class RecurrentGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Long_short_term_memory(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "lstm_unroll");
        int inputs = golden.Size("I"), units = golden.Size("C"), steps = golden.Size("T");
        using var run =
            new GoldenRun(folder, "lstm_unroll", scope => scope.Linear("lstm", inputs + units, 4 * units, LinearInitializer.Default));
        Parameter layer = run.Parameters.Items[0];
        Set(layer, SideBySide(golden.Inputs["w_input"], golden.Inputs["w_hidden"]), golden.Inputs["bias"]);
        run.Tape.Reset(steps * golden.Size("B"));
        Variable hidden = run.Input("hidden"), cell = run.Input("cell");
        for (int t = 0; t < steps; t++)
        {
            run.Tape.NextStep();
            (hidden, cell) = run.Tape.LstmGates(run.Tape.Linear(layer, run.Input("inputs", t), hidden), cell);
            run.Output("hidden", hidden, t);
        }

        run.Output("cell", cell);
        run.Check();
        CheckLayer(run, layer, SideBySide(golden.Gradients["w_input"], golden.Gradients["w_hidden"]), golden.Gradients["bias"]);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Gated_recurrent_unit(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "gru_unroll");
        int inputs = golden.Size("I"), units = golden.Size("C"), steps = golden.Size("T");
        using var run = new GoldenRun(folder, "gru_unroll", scope =>
        {
            scope.Linear("input", inputs, 3 * units, LinearInitializer.Default);
            scope.Linear("hidden", units, 3 * units, LinearInitializer.Default);
        });
        Parameter fromInput = run.Parameters.Items[0], fromHidden = run.Parameters.Items[1];
        Set(fromInput, golden.Inputs["w_input"], golden.Inputs["b_input"]);
        Set(fromHidden, golden.Inputs["w_hidden"], golden.Inputs["b_hidden"]);
        run.Tape.Reset(steps * golden.Size("B"));
        Variable hidden = run.Input("hidden");
        for (int t = 0; t < steps; t++)
        {
            run.Tape.NextStep();
            hidden = run.Tape.GruGates(run.Tape.Linear(fromInput, run.Input("inputs", t)), run.Tape.Linear(fromHidden, hidden), hidden);
            run.Output("hidden", hidden, t);
        }

        run.Check();
        CheckLayer(run, fromInput, golden.Gradients["w_input"], golden.Gradients["b_input"]);
        CheckLayer(run, fromHidden, golden.Gradients["w_hidden"], golden.Gradients["b_hidden"]);
    }

    private static void Set(Parameter layer, GoldenTensor weight, GoldenTensor bias)
    {
        layer.Tensors[0].CopyIn(weight.ToReal(), layer.Set.Block);
        layer.Tensors[1].CopyIn(bias.ToReal(), layer.Set.Block);
    }

    private static void CheckLayer(GoldenRun run, Parameter layer, GoldenTensor weight, GoldenTensor bias)
    {
        foreach ((PlainTensor tensor, GoldenTensor expected) in layer.Tensors.Zip([weight, bias]))
        {
            var gradient = new Real[tensor.Shape.Count];
            tensor.CopyOut(run.Tape.Gradients, gradient);
            Close.Gradients(expected, gradient, tensor.Name);
        }
    }

    /// <summary>[O, I] and [O, C] as [O, I + C].</summary>
    private static GoldenTensor SideBySide(GoldenTensor left, GoldenTensor right)
    {
        int rows = left.Shape[0];
        IEnumerable<double> data = Enumerable.Range(0, rows).SelectMany(row => left[row].Data.Concat(right[row].Data));
        return new([rows, left.Shape[1] + right.Shape[1]], [.. data]);
    }
}
