using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Machines.Tests;
using NeuralMemory.Numerics;
using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>
/// A pass stays on its device. Torch's <c>meta</c> device has shapes and no numbers: an operation that mixes it with the processor fails, and
/// so does whatever asks for a number, on which a card would have to wait.
/// </summary>
public sealed class OnTheDeviceTests
{
    /// <summary>
    /// Machines with operations that this device does not know: of normalised layers, of sparse links, of bounds, of tapes that
    /// turn, and of rows that are gathered, as all machines do that attend to steps.
    /// </summary>
    public static readonly string[] Unknown =
    [
        "normalised", "adnc", "gru, bidirectional", "rnn, bidirectional", "second-order, bidirectional",
        "multiplicative lstm, bidirectional",
        "hyper-lstm, bidirectional", "links", "clipped", "bounded", "dnc of one slot", "seq2seq", "transformer", "hopfield",
        "fast weights", "xlstm", "memory network", "perceiver", "tape-rnn", "product-key", "sam ", "sdnc ",
    ];

    /// <summary>All others.</summary>
    public static TheoryData<string> Machines => [.. MachineCatalog.All.Keys.Where(name => !Unknown.Any(name.Contains))];

    [Theory]
    [MemberData(nameof(Machines))]
    public void No_step_forward_or_backward_asks_for_a_number(string name)
    {
        using MachineRig rig = new(MachineCatalog.All[name], [3, 2], engine: new Meta()) { Noise = StreamKey.FromSeed(9) };
        rig.Tape.Reset(rig.Batch.Rows, rig.Noise);
        Variable logits = rig.Machine.Run(rig.Tape, rig.Batch);
        Variable loss = rig.Tape.SigmoidCrossEntropy(logits, rig.Batch.Targets, rig.Batch.Mask);
        AssertFails("Cannot copy out of meta tensor", () => _ = loss.Span.Length);
        // On the way back only the gradients themselves are asked for. (A sum over sorted usages is turned round, which this device does not
        // know.)
        AssertFails(
            rig.Machine.Config is DncConfig or NutmConfig { Core: DncConfig } ? "aten::flip" : "Cannot copy out of meta tensor", () => rig.Tape.Backward(loss));
    }

    [Fact]
    public void Symbols_and_numbers_are_scored_there_too()
    {
        using ParameterSet parameters = new ParameterSet().Complete();
        using Tape tape = new Meta().NewTape(parameters);
        tape.TracksInputs = true;
        tape.Reset(1);
        Variable logits = tape.Constant([0, 0, 0, 0, 0, 0], new(1, 6));
        Variable loss = tape.CrossEntropy(logits, [0, 1, 0, 1, 1, 0], [1, 1, 1, 1, 1, 1],
            [TargetGroup.Bits(0, 1), TargetGroup.Squared(1, 1), new(2, 4, 2)]);
        AssertFails("Cannot copy out of meta tensor", () => tape.Backward(loss));
    }

    private static void AssertFails(string reason, Action action) =>
        Assert.Contains(reason, Assert.ThrowsAny<Exception>(action).Message, StringComparison.Ordinal);

    private sealed class Meta : IEngine
    {
        public string Name => "meta";

        public bool DividesBatches => false;

        public Tape NewTape(ParameterSet parameters, bool recording = true)
        {
            TorchLibrary.Load();
            return new TorchTape(parameters, recording, new torch.Device(DeviceType.META));
        }

        public void Dispose()
        {
        }
    }
}
