using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using NeuralMemory.Results;
using NeuralMemory.Testing;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A trained machine, stepped by hand.</summary>
public sealed class MachineSessionTests : IDisposable
{
    private const string Ntm = "{kind: ntm, controller: {kind: lstm, units: 12}, memory: {slots: 8, width: 4}}",
        Dnc = "{kind: dnc, controller: {kind: lstm, units: 10}, memory: {slots: 6, width: 4}, heads: {read: 2}}",
        Lstm = "{kind: lstm, units: 9}",
        Bidirectional = "{kind: lstm, units: 5, bidirectional: true}",
        Adnc = "{kind: dnc, controller: {kind: lstm, units: 6}, memory: {slots: 5, width: 3}, bidirectional: true}";

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(Ntm, 1)]
    [InlineData(Ntm, 3)]
    [InlineData(Dnc, 1)]
    [InlineData(Dnc, 2)]
    [InlineData(Lstm, 1)]
    [InlineData(Lstm, 4)]
    [InlineData(Bidirectional, 1)]
    [InlineData(Bidirectional, 2)]
    [InlineData(Adnc, 3)]
    public void A_step_at_a_time_gives_the_bits_of_a_whole_pass(string kind, int sequences)
    {
        using TrainedMachine machine = Train(kind);
        float[][] inputs = Inputs(machine, 7, sequences);
        using MachineSession session = machine.Begin(new() { Sequences = sequences, Ahead = inputs });
        Assert.Equal(
            (0, sequences, machine.Machine.InputWidth, machine.Machine.OutputWidth, machine.Machine.Config.MemorySlots),
            (session.Time, session.Sequences, session.InputWidth, session.OutputWidth, session.Slots));
        Assert.Equal(Whole(machine.Machine, inputs, sequences), Step(session, inputs));
        Assert.Equal(7, session.Time);
    }

    [Theory]
    [MemberData(nameof(SmallMachines.OfAttentionAndForerunners), MemberType = typeof(SmallMachines))]
    public void Whatever_the_machine_a_step_at_a_time_gives_the_bits_of_a_whole_pass(string kind) =>
        A_step_at_a_time_gives_the_bits_of_a_whole_pass(kind, 3);

    /// <summary>What was seen goes over to the next pass with all else that is kept.</summary>
    [Theory]
    [MemberData(nameof(SmallMachines.WithCaches), MemberType = typeof(SmallMachines))]
    public void A_long_session_keeps_the_bits_of_what_was_seen(string kind)
    {
        using TrainedMachine machine = Train(kind);
        float[][] inputs = Inputs(machine, MachineSession.StepsOfPass + 5, 1);
        using MachineSession session = machine.Begin();
        Assert.Equal(Whole(machine.Machine, inputs, 1), Step(session, inputs));
    }

    [Fact]
    public void What_an_evaluation_shows_is_answered_with_the_same_probabilities()
    {
        using TrainedMachine machine = Train(Ntm);
        EpisodeRecording recording = machine.Record(new(), episode: 2);
        using MachineSession session = machine.Begin();
        for (int t = 0; t < recording.Inputs.GetLength(0); t++)
        {
            session.Step(Row(recording.Inputs, t));
            Assert.Equal(Row(recording.Outputs, t), session.Probabilities());
        }
    }

    /// <summary>Passes begin anew behind the scenes, so that no session grows.</summary>
    [Theory]
    [InlineData(Ntm)]
    [InlineData(Dnc)]
    public void A_long_session_keeps_the_bits_and_does_not_grow(string kind)
    {
        using TrainedMachine machine = Train(kind);
        float[][] inputs = Inputs(machine, 3 * MachineSession.StepsOfPass + 5, 1);
        using MachineSession session = machine.Begin();
        float[] first = Step(session, inputs[..(MachineSession.StepsOfPass + 5)]);
        long capacity = session.Capacity;
        float[] rest = Step(session, inputs[(MachineSession.StepsOfPass + 5)..]);
        Assert.Equal(Whole(machine.Machine, inputs, 1), first.Concat(rest));
        Assert.Equal(capacity, session.Capacity);
    }

    [Fact]
    public void A_memory_that_is_changed_changes_what_follows_and_can_be_restored()
    {
        using TrainedMachine machine = Train(Ntm);
        float[][] inputs = Inputs(machine, 8, 1);
        using MachineSession session = machine.Begin();
        Step(session, inputs[..4]);
        MachineState kept = session.CopyState(), changed = session.CopyState();
        float[] usual = Step(session, inputs[4..]);

        changed["memory"].Fill(1);
        session.SetState(changed);
        changed["memory"].Fill(7); // The session has a copy.
        Assert.All(session.CopyState()["memory"].ToArray(), number => Assert.Equal(1, number));
        Assert.NotEqual(usual, Step(session, inputs[4..]));

        session.SetState(kept);
        Assert.Equal(usual, Step(session, inputs[4..]));

        // A part of it alone leaves what else has come since.
        session.SetState(kept.Only("memory"));
        Assert.Equal(kept["memory"].ToArray(), session.CopyState()["memory"].ToArray());
        Assert.NotEqual(usual, Step(session, inputs[4..]));
    }

    [Fact]
    public void Sessions_of_a_machine_do_not_disturb_each_other()
    {
        using TrainedMachine machine = Train(Dnc);
        float[][] left = Inputs(machine, 6, 1), right = Inputs(machine, 6, 2, seed: 9);
        using MachineSession one = machine.Begin(), two = machine.Begin(new() { Sequences = 2, Slots = 9 });
        List<float> ofOne = [], ofTwo = [];
        for (int t = 0; t < 6; t++)
        {
            ofOne.AddRange(one.Step(left[t]));
            ofTwo.AddRange(two.Step(right[t]));
            // Nor does what else the machine is used for.
            machine.Record(new(), episode: t);
        }

        Assert.Equal(Whole(machine.Machine, left, 1), ofOne);
        using IMachine larger = machine.Machine.WithSlots(9)!;
        Assert.Equal(Whole(larger, right, 2), ofTwo);
        Assert.Equal((9, new Shape(2, 4, 9)), (two.Slots, two.CopyState().ShapeOf("memory")));
    }

    [Fact]
    public void A_state_goes_from_one_session_to_another()
    {
        using TrainedMachine machine = Train(Ntm);
        float[][] inputs = Inputs(machine, 6, 1);
        using MachineSession one = machine.Begin(), two = machine.Begin(), larger = machine.Begin(new() { Slots = 20 }),
            several = machine.Begin(new() { Sequences = 2 });
        Step(one, inputs[..3]);
        two.SetState(one.CopyState());
        Assert.Equal(Step(one, inputs[3..]), Step(two, inputs[3..]));
        Assert.Contains("has the dimensions", Refusal(() => larger.SetState(one.CopyState())));
        Assert.StartsWith("the state has 1 sequences, and the session 2", Refusal(() => several.SetState(one.CopyState())));
    }

    [Theory]
    [InlineData(Bidirectional, "lstm")]
    [InlineData(Adnc, "dnc")]
    public void A_machine_that_reads_ahead_must_have_what_is_to_come(string kind, string name)
    {
        using TrainedMachine machine = Train(kind);
        string refusal = Refusal(() => machine.Begin());
        Assert.StartsWith(
            $"the machine, of kind {name}, reads ahead as its config says, so that it must have all inputs before its first step: put "
            + "them into SessionOptions.Ahead", refusal);
        float[][] inputs = Inputs(machine, 4, 1);
        using MachineSession session = machine.Begin(new() { Ahead = inputs });
        Step(session, inputs[..2]);
        MachineState middle = session.CopyState();
        float[] end = Step(session, inputs[2..]);
        Assert.Equal("the machine has read 4 steps ahead, and there is no further one",
            Assert.Throws<InvalidOperationException>(() => session.Step(inputs[0]).Length).Message);
        session.SetState(middle);
        Assert.Equal(2, session.Time);
        Assert.Equal(end, Step(session, inputs[2..]));
        Assert.StartsWith("the input of step 1 has 2 numbers, expected 4: one for each input channel",
            Refusal(() => machine.Begin(new() { Ahead = [inputs[0], [1, 2]] })));
        Assert.StartsWith("the input of step 0 is null", Refusal(() => machine.Begin(new() { Ahead = [null!] })));
    }

    [Fact]
    public void What_is_wrong_is_said_and_changes_nothing()
    {
        using TrainedMachine machine = Train(Ntm);
        float[][] inputs = Inputs(machine, 3, 1);
        MachineSession session = machine.Begin(), pair = machine.Begin(new() { Sequences = 2 });
        Assert.Equal("there are no probabilities before the first step: call Step",
            Assert.Throws<InvalidOperationException>(session.Probabilities).Message);
        Assert.StartsWith("the input has 5 numbers, expected 4: one for each input channel", Refusal(() => _ = session.Step(new float[5])));
        Assert.StartsWith("the input has 5 numbers, expected 8: 4 input channels of each of 2 sequences",
            Refusal(() => _ = pair.Step(new float[5])));
        Assert.StartsWith("the input has NaN in place 3, expected a finite number", Refusal(() => _ = session.Step([0, 0, 0, float.NaN])));
        Assert.StartsWith("the memory is too large: a sequence needs 6710886800 numbers",
            Refusal(() => machine.Begin(new() { Slots = 1_677_721_700 })));
        Assert.StartsWith("the memory is too large: 60000000 sequences side by side need 1920000000 numbers",
            Refusal(() => machine.Begin(new() { Sequences = 60_000_000 })));
        Assert.StartsWith("2000000000 sequences side by side are too many: at most 67108864 are possible",
            Refusal(() => machine.Begin(new() { Sequences = 2_000_000_000 })));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionOptions { Slots = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionOptions { Sequences = 0 });
        Assert.Equal(0, session.Time);
        Assert.Equal(Whole(machine.Machine, inputs, 1), Step(session, inputs));
        pair.Dispose();
        pair.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pair.CopyState());
        machine.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Step(inputs[0]).Length);
        Assert.Throws<ObjectDisposedException>(() => machine.Begin());
    }

    [Fact]
    public void A_machine_without_a_memory_has_no_slots()
    {
        using TrainedMachine machine = Train(Lstm);
        Assert.StartsWith("the machine (lstm) has no memory whose slots could be chosen", Refusal(() => machine.Begin(new() { Slots = 3 })));
    }

    [Fact]
    public void The_engine_that_the_machine_was_opened_with_computes()
    {
        Train(Ntm).Dispose();
        WholeBatchEngine engine = new();
        EngineCatalog engines = EngineCatalog.Native.With<TorchEngineConfig>((_, _) => engine);
        using (TrainedMachine machine = TrainedMachine.Open(_lab.In("run"), new() { Engine = new TorchEngineConfig(), Engines = engines }))
        using (MachineSession session = machine.Begin())
            session.Step(new float[session.InputWidth]);
        Assert.Equal([false], engine.Tapes);
        Assert.Equal(1, engine.Disposals);
    }

    private TrainedMachine Train(string kind)
    {
        _lab.Start("run", $"machine={kind}", "training.steps=3", "training.checkpoint.every=3", "evaluation.every=null");
        return TrainedMachine.Open(_lab.In("run"));
    }

    private static string Refusal(Action attempt) => Assert.Throws<ArgumentException>(attempt).Message;

    private static float[][] Inputs(TrainedMachine machine, int length, int sequences, int seed = 5)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, length).Select(_ =>
                Enumerable.Range(0, sequences * machine.Machine.InputWidth).Select(_ => (float)random.Next(2)).ToArray()),
        ];
    }

    private static float[] Step(MachineSession session, float[][] inputs) => [.. inputs.SelectMany(input => session.Step(input).ToArray())];

    /// <summary>What the machine answers to all of it at once.</summary>
    private static float[] Whole(IMachine machine, float[][] inputs, int sequences)
    {
        var batch = new SequenceBatch();
        batch.Reshape(Enumerable.Repeat(inputs.Length, sequences).ToArray(), machine.InputWidth, machine.OutputWidth);
        inputs.SelectMany(input => input).ToArray().CopyTo(batch.Inputs);
        using Tape tape = NativeEngine.Instance.NewTape(machine.Parameters, recording: false);
        tape.Reset(batch.Rows);
        return machine.Run(tape, batch).Span.ToArray();
    }

    private static float[] Row(float[,] matrix, int row) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])];
}
