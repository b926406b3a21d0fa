using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx.Tests;

/// <summary>Machines over whole sequences in ONNX Runtime, beside the native engine.</summary>
public sealed class WholeModelTests
{
    private const int InputWidth = NativeRuns.InputWidth, OutputWidth = NativeRuns.OutputWidth;

    public static TheoryData<string> Names =>
        [.. MachineCatalog.All.Where(machine => machine.Value is not TapeRnnConfig { Jump: 0 }).Select(machine => machine.Key)];

    public static TheoryData<string> TapeNames =>
        [.. MachineCatalog.All.Where(machine => machine.Value is TapeRnnConfig { Jump: 0 }).Select(machine => machine.Key)];

    public static TheoryData<string> ReaderNames =>
        [.. MachineCatalog.All.Where(machine => machine.Value.ReadsSource).Select(machine => machine.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sequence_of_any_length_is_answered_as_by_the_machine(string name)
    {
        using IMachine machine = MachineCatalog.All[name].Build(InputWidth, OutputWidth, StreamKey.FromSeed(3));
        OnnxModel written = OnnxExporter.Export(machine, new() { Whole = true });
        Assert.Equal($"input [steps, {InputWidth}]", Assert.Single(written.Inputs).ToString());
        Assert.Equal($"logits [steps, {OutputWidth}]", Assert.Single(written.Outputs).ToString());
        using OrtModel model = new(written);
        foreach (int length in (int[])[9, 1, 2, 21])
            Check(machine, model, length, null);
    }

    [Theory]
    [MemberData(nameof(ReaderNames))]
    public void What_is_read_first_has_a_length_of_its_own(string name)
    {
        using IMachine machine = MachineCatalog.All[name].Build(InputWidth, OutputWidth, StreamKey.FromSeed(3));
        OnnxModel written = OnnxExporter.Export(machine, new() { SourceWidth = InputWidth });
        Assert.Equal(
            [$"input [steps, {InputWidth}]", $"source [source_steps, {InputWidth}]"], written.Inputs.Select(input => input.ToString()));
        using OrtModel model = new(written);
        foreach ((int length, int source) in ((int, int)[])[(5, 9), (6, 1), (1, 4), (7, 7)])
            Check(machine, model, length, source);
    }

    /// <summary>A tape jumps as far as the input is long, which whoever runs the model says.</summary>
    [Theory]
    [MemberData(nameof(TapeNames))]
    public void The_length_of_the_input_is_given_apart(string name)
    {
        using IMachine machine = MachineCatalog.All[name].Build(InputWidth, OutputWidth, StreamKey.FromSeed(3));
        OnnxModel written = OnnxExporter.Export(machine);
        Assert.Equal([$"input [steps, {InputWidth}]", "input_length [1]"], written.Inputs.Select(input => input.ToString()));
        using OrtModel model = new(written);
        foreach ((int length, int input) in ((int, int)[])[(9, 4), (5, 1), (21, 8), (1, 1)])
            Check(machine, model, length, null, input);
    }

    /// <summary>A table of sinusoids has an end, which the model tells.</summary>
    [Fact]
    public void A_model_tells_how_many_steps_there_can_be()
    {
        using IMachine machine = MachineCatalog.All["transformer with dropout, normalised after, relu"]
            .Build(InputWidth, OutputWidth, StreamKey.FromSeed(3));
        OnnxModel written = OnnxExporter.Export(machine, new() { Length = 30 });
        Assert.Contains(new("longest", "30"), written.Metadata);
        using OrtModel model = new(written);
        Check(machine, model, 30, null);
        using IMachine learned = MachineCatalog.All["transformer encoder with learned places"]
            .Build(InputWidth, OutputWidth, StreamKey.FromSeed(3));
        Assert.Contains(new("longest", "24"), OnnxExporter.Export(learned).Metadata);
    }

    private static void Check(IMachine machine, OrtModel model, int length, int? sourceLength, int? inputLength = null)
    {
        SequenceBatch batch = NativeRuns.Drawn(length, sourceLength);
        // Scored from there on; an input that is the whole sequence is not scored at all.
        for (int step = inputLength ?? length; step < length; step++)
            batch.MaskRow(step).Fill(1);
        Differences.Check($"logits of {length} steps", NativeRuns.LogitsOf(machine, batch), model.LogitsOf(batch, inputLength));
    }
}
