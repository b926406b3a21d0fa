using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>What no model can be made of is refused in a sentence.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_machine_that_only_one_engine_can_run_is_refused() => Assert.Contains(
        "a program of its own for torch", Refused(new Own(), (_, _) => null!), StringComparison.Ordinal);

    [Fact]
    public void A_machine_that_looks_at_what_it_computes_is_refused() => Assert.Contains(
        "looks at numbers that it computes",
        Refused(
            new Own { Engine = null },
            (tape, batch) => tape.Fill(new Shape(batch.Rows, 1), tape.Tanh(tape.Inputs(batch, 0, 1)).Span[0])),
        StringComparison.Ordinal);

    [Fact]
    public void A_machine_that_computes_with_its_inputs_by_itself_is_refused() => Assert.Contains(
        "computes with its inputs outside",
        Refused(
            new Own { Engine = null },
            (tape, batch) => tape.Add(tape.Inputs(batch, 0, batch.Rows), tape.Fill(new Shape(batch.Rows, 1), batch.Inputs[0])),
            new() { Length = 4 }),
        StringComparison.Ordinal);

    [Fact]
    public void A_machine_whose_steps_differ_needs_a_length()
    {
        using OwnMachine machine = new(new Own { Engine = null }, Uneven);
        OnnxException refused = Assert.Throws<OnnxException>(() => OnnxExporter.Export(machine));
        Assert.True(refused.NeedsLength);
        OnnxModel model = OnnxExporter.Export(machine, new() { Length = 4 });
        Assert.Equal("input [4, 1]", model.Inputs[0].ToString());
        using OrtModel ran = new(model);
        float[] made = ran.Run([new(PortNames.Input, new(new float[] { 1, 1, 1, 1 }, [4, 1]))])[PortNames.Logits].ToArray();
        Assert.Equal([0, 1, 2, 3], made);
    }

    [Fact]
    public void A_length_below_one_is_refused() => Assert.Contains(
        "expected at least 1", Refused(new Own { Engine = null }, (_, _) => null!, new() { Length = 0 }), StringComparison.Ordinal);

    /// <summary>Each step multiplies its input with another number.</summary>
    private static Variable Uneven(Tape tape, SequenceBatch batch)
    {
        Variable logits = tape.NewKept(new Shape(batch.Rows, 1));
        for (int t = 0; t < batch.MaxLength; t++)
        {
            tape.NextStep(t);
            tape.RowsInto(logits, t, tape.Multiply(tape.Inputs(batch, t, 1), tape.Fill(new Shape(1, 1), t)));
        }

        return logits;
    }

    private static string Refused(Own config, Func<Tape, SequenceBatch, Variable> run, OnnxOptions? options = null)
    {
        using OwnMachine machine = new(config, run);
        return Assert.Throws<OnnxException>(() => OnnxExporter.Export(machine, options)).Message;
    }

    private sealed record Own : MachineConfig
    {
        public string? Engine { get; init; } = "torch";

        public override string Kind => "own";

        public override string? RequiredEngine => Engine;

        public override IMachine Build(InputLayout inputs, int outputWidth, StreamKey initialization) => throw new NotSupportedException();

        public override ParameterSet Declare(InputLayout inputs, int outputWidth) => throw new NotSupportedException();
    }

    private sealed class OwnMachine(Own config, Func<Tape, SequenceBatch, Variable> run) : IMachine
    {
        public MachineConfig Config => config;

        public int InputWidth => 1;

        public int OutputWidth => 1;

        public ParameterSet Parameters { get; } = new ParameterSet().Complete();

        public Variable Run(Tape tape, SequenceBatch batch, ITraceWriter? trace = null) => run(tape, batch);

        public IMachineSteps Begin(Tape tape, SequenceBatch batch) => throw new NotSupportedException();

        public IMachine? WithSlots(int slots) => null;

        public void Dispose() => Parameters.Dispose();
    }
}
