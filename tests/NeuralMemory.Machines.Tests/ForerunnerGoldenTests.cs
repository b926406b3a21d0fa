using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;
using static NeuralMemory.Machines.Tests.GoldenParts;

namespace NeuralMemory.Machines.Tests;

/// <summary>Controllers that came before and beside attention, against the oracle: outputs, and gradients of all that goes in.</summary>
public sealed class ForerunnerGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.FamilyFolders;

    /// <summary>
    /// The odd multiplicative LSTM has gates beyond 70 and enlarges what it is given by ten thousand: rounding its inputs to single precision,
    /// and nothing else, moves its cells by 1e-4. So it is for double precision alone.
    /// </summary>
    public static TheoryData<string> MultiplicativeFolders => Close.IsDouble ? Folders : ["family"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Second_order_units(string folder) => Check(folder, "second_order_unroll", new SecondOrderConfig(), new()
    {
        ["controller/layer0/weight"] = Of("w"),
        ["controller/layer0/bias"] = Of("bias"),
    });

    [Theory]
    [MemberData(nameof(MultiplicativeFolders))]
    public void Multiplicative_lstm(string folder) => Check(folder, "multiplicative_lstm_unroll", new MultiplicativeLstmConfig(), new()
    {
        ["controller/layer0/input/weight"] = Of("w_mx"),
        ["controller/layer0/hidden/weight"] = Of("w_mh"),
        ["controller/layer0/gates/weight"] = Beside("w_input", "w_m"),
        ["controller/layer0/gates/bias"] = Of("bias"),
    });

    [Theory]
    [MemberData(nameof(Folders))]
    public void Hyper_lstm(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "hyper_lstm_unroll");
        (int inputs, int units) = (golden.Size("I"), golden.Size("C"));
        var config = new HyperLstmConfig { Hyper = new() { Units = golden.Size("A"), Embedding = golden.Size("embedding") } };
        Check(folder, "hyper_lstm_unroll", config, new()
        {
            ["controller/layer0/hidden/weight"] = Of("w_hidden"),
            ["controller/layer0/input/weight"] = Of("w_input"),
            ["controller/layer0/bias"] = Of("bias"),
            ["controller/layer0/scale_hidden/embedding/weight"] = Of("embed_hidden"),
            ["controller/layer0/scale_hidden/embedding/bias"] = Of("embed_hidden_bias"),
            ["controller/layer0/scale_hidden/spread"] = tensors => tensors["scale_hidden"].SwapLast(),
            ["controller/layer0/scale_input/embedding/weight"] = Of("embed_input"),
            ["controller/layer0/scale_input/embedding/bias"] = Of("embed_input_bias"),
            ["controller/layer0/scale_input/spread"] = tensors => tensors["scale_input"].SwapLast(),
            ["controller/layer0/shift/embedding/weight"] = Of("embed_shift"),
            ["controller/layer0/shift/spread"] = tensors => tensors["shift"].SwapLast(),
            // The oracle's small LSTM sees (hidden, input) and its own past, this one (input, hidden, its own past).
            ["controller/layer0/hyper/weight"] = tensors => Beside(
                Columns(tensors["hyper_w"], units, inputs), Columns(tensors["hyper_w"], 0, units), tensors["hyper_w_hidden"]),
            ["controller/layer0/hyper/bias"] = Of("hyper_bias"),
        });
    }

    /// <summary>One sequence after another, as a learned start is the same for all sequences of a batch.</summary>
    private static void Check(
        string folder, string name, RecurrentConfig config,
        Dictionary<string, Func<IReadOnlyDictionary<string, GoldenTensor>, GoldenTensor>> tensors)
    {
        GoldenCase golden = GoldenCase.Load(folder, name);
        (int inputs, int units) = (golden.Size("I"), golden.Size("C"));
        config = config with { Units = units, Initial = InitialState.Learned };
        using IMachine machine = config.Build(inputs, 1, default);
        PlainTensor[] own = [.. machine.Parameters.Tensors.Where(tensor => !tensor.Name.StartsWith("output/", StringComparison.Ordinal))];
        Assert.Equal(own.Select(tensor => tensor.Name).Order(), tensors.Keys.Concat(States(golden).Select(state => state.Name)).Order());
        foreach (PlainTensor tensor in own.Where(tensor => tensors.ContainsKey(tensor.Name)))
            tensor.CopyIn(tensors[tensor.Name](golden.Inputs).ToReal(), machine.Parameters.Block);
        var sums = own.ToDictionary(tensor => tensor.Name, tensor => new Real[tensor.Shape.Count]);
        double largest = golden.Gradients.Values.Max(gradient => gradient.Data.Max(Math.Abs));
        var hidden = new Real[golden.Outputs["hidden"].Data.Length];
        for (int b = 0; b < golden.Size("B"); b++)
        {
            foreach ((string parameter, string input) in States(golden))
                own.Single(tensor => tensor.Name == parameter).CopyIn(golden.Inputs[input][b].ToReal(), machine.Parameters.Block);
            foreach ((string parameter, Real[] gradient) in Pass(machine, golden, b, largest, hidden))
            {
                string? start = States(golden).SingleOrDefault(state => state.Name == parameter).Input;
                if (start is not null)
                    Close.Gradients(golden.Gradients[start][b], gradient, largest, $"{start} of sequence {b}");
                for (int i = 0; i < gradient.Length && start is null && sums.ContainsKey(parameter); i++)
                    sums[parameter][i] += gradient[i];
            }
        }

        Close.Outputs(golden.Outputs["hidden"], hidden, "hidden");
        foreach ((string parameter, Func<IReadOnlyDictionary<string, GoldenTensor>, GoldenTensor> expected) in tensors)
            Close.Gradients(expected(golden.Gradients), sums[parameter], largest, parameter);
    }

    /// <summary>The gradients of all parameters from one sequence, whose part of the outputs [T, B, C] is written down.</summary>
    private static Dictionary<string, Real[]> Pass(IMachine machine, GoldenCase golden, int sequence, double largest, Real[] outputs)
    {
        (int steps, int width) = (golden.Size("T"), golden.Size("I"));
        using Tape tape = EngineUnderTest.NewTape(machine.Parameters);
        tape.TracksInputs = true;
        tape.Reset(steps);
        var batch = new SequenceBatch();
        batch.Reshape([steps], width, 1);
        IMachineSteps stepper = machine.Begin(tape, batch);
        var inputs = new List<Variable>();
        for (int t = 0; t < steps; t++)
        {
            inputs.Add(tape.Constant(golden.Inputs["inputs"][t][sequence].ToReal(), new(1, width)));
            stepper.Step(inputs[t]);
            Variable hidden = ((RecurrentStep)stepper.Current!).Controller.Hidden[0];
            hidden.Span.CopyTo(outputs.AsSpan((t * golden.Size("B") + sequence) * hidden.Shape.Count));
            tape.Seed(hidden, golden.Cotangents["hidden"][t][sequence].ToReal());
        }

        if (golden.Outputs.TryGetValue("cell", out GoldenTensor? expected))
        {
            Variable cell = ((RecurrentStep)stepper.Current!).Controller.Cells[0];
            Close.Outputs(expected[sequence], cell.Span, "cell");
            tape.Seed(cell, golden.Cotangents["cell"][sequence].ToReal());
        }

        tape.BackwardFromSeeds();
        for (int t = 0; t < steps; t++)
            Close.Gradients(golden.Gradients["inputs"][t][sequence], inputs[t].GradientSpan, largest, $"inputs at step {t}");
        return machine.Parameters.Tensors.ToDictionary(tensor => tensor.Name, tensor =>
        {
            var gradient = new Real[tensor.Shape.Count];
            tensor.CopyOut(tape.Gradients, gradient);
            return gradient;
        });
    }

    /// <summary>The states before the first step, and what the oracle calls them.</summary>
    private static IEnumerable<(string Name, string Input)> States(GoldenCase golden)
    {
        (string Name, string Input)[] all =
        [
            ("controller/initial/hidden0", "hidden"), ("controller/initial/cell0", "cell"),
            ("controller/hyper/initial/hidden0", "hyper_hidden"), ("controller/hyper/initial/cell0", "hyper_cell"),
        ];
        return all.Where(state => golden.Inputs.ContainsKey(state.Input));
    }
}
