using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;
using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>A module is a machine: the same machine in both contracts answers, learns, steps and is traced alike.</summary>
public sealed class ModuleMachineTests
{
    [Fact]
    public void Both_contracts_answer_and_learn_the_same_on_sequences_of_different_lengths()
    {
        using ModuleRig step = ModuleRig.Step(), whole = ModuleRig.Whole();
        Close(step.Run(), whole.Run());
        var (logits, gradients) = step.Learn();
        var (others, theirs) = whole.Learn();
        Close(step.Run(), logits);
        Close(logits, others);
        Close(gradients, theirs);
        Assert.True(gradients.Count(number => number != 0) > 50);
    }

    /// <summary>The gradient is that of the parameters' block: a small step against it lowers the loss by as much as it says.</summary>
    [Fact]
    public void The_gradient_is_that_of_the_block()
    {
        using ModuleRig rig = ModuleRig.Step();
        var (logits, gradients) = rig.Learn();
        const float rate = 1e-4f;
        for (int i = 0; i < gradients.Length; i++)
            rig.Machine.Parameters.Block[i] -= rate * gradients[i];
        double expected = rate * gradients.Sum(g => (double)g * g), lowered = Loss(logits) - Loss(rig.Learn().Logits);
        Assert.InRange(lowered / expected, 0.95, 1.05);

        static double Loss(float[] logits) => logits.Select((number, i) => (1.0 + i % 3) * number).Sum();
    }

    [Fact]
    public void Passes_do_not_add_up()
    {
        using ModuleRig rig = ModuleRig.Whole();
        Assert.Equal(rig.Learn().Gradients, rig.Learn().Gradients);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_module_may_be_asked_for_some_of_its_answers(bool stepByStep)
    {
        using ModuleRig rig = stepByStep ? ModuleRig.Step() : ModuleRig.Whole();
        float[] all = rig.Run();
        rig.Batch.AnswerIn([1, 4, 9]);
        Assert.Equal([.. all[2..4], .. all[8..10], .. all[18..20]], rig.Run());
    }

    [Fact]
    public void A_module_is_told_which_inputs_are_symbols_and_sees_their_numbers()
    {
        InputLayout inputs = new(2) { Symbols = [new(1, 9, "letter")] };
        var config = new OfSymbols();
        using IMachine machine = config.Build(inputs, 2, new StreamKey(1));
        Assert.Same(inputs, config.Told);
        Assert.Same(inputs, machine.Inputs);
        Assert.Equal(2, machine.InputWidth);
    }

    [Fact]
    public void The_same_seed_gives_the_same_start()
    {
        using ModuleRig one = ModuleRig.Step(), same = ModuleRig.Step(), other = new(new((i, o) => new StepModule(i, o)), seed: 2);
        Assert.Equal(one.Machine.Parameters.Block, same.Machine.Parameters.Block);
        Assert.False(one.Machine.Parameters.Block.SequenceEqual(other.Machine.Parameters.Block));
        using ParameterSet declared = one.Machine.Config.Declare(ModuleRig.Inputs, ModuleRig.Outputs);
        Assert.Equal(
            one.Machine.Parameters.Tensors.Select(tensor => (tensor.Name, tensor.Shape)),
            declared.Tensors.Select(tensor => (tensor.Name, tensor.Shape)));
        Assert.Contains(declared.Tensors, tensor => tensor.Name == "_output.weight" && tensor.Shape == new Shape(2, 3));
    }

    [Fact]
    public void What_dropout_draws_follows_from_the_pass_alone()
    {
        using ModuleRig rig = ModuleRig.Step(dropout: 0.5);
        float[] first = rig.Learn(new StreamKey(1)).Logits;
        float[] second = rig.Learn(new StreamKey(2)).Logits;
        Assert.NotEqual(first, second);
        rig.Run();
        Assert.Equal(first, rig.Learn(new StreamKey(1)).Logits);
        Assert.Equal(rig.Run(), rig.Run());
        using ModuleRig without = ModuleRig.Step();
        Assert.Equal(without.Run(), rig.Run());
    }

    /// <summary>Whoever comes while another draws has to wait; the time-out is for the one who is rightly not let in.</summary>
    [Theory]
    [InlineData("made")]
    [InlineData("run")]
    [InlineData("stepped")]
    public void Nobody_draws_from_torchs_generator_while_a_module_does(string when)
    {
        float[][] alone = Drawn(_ => { });
        using ManualResetEventSlim begun = new(), done = new();
        Thread other = new(() =>
        {
            begun.Wait();
            ModuleRig.Step().Dispose();
            done.Set();
        });
        other.Start();
        Assert.Equal(alone, Drawn(now =>
        {
            if (now != when)
                return;
            begun.Set();
            done.Wait(200);
        }));
        other.Join();

        static float[][] Drawn(Action<string> meanwhile)
        {
            string now = "made";
            using ModuleRig rig = new(new((i, o) =>
            {
                meanwhile(now);
                return new StepModule(i, o, step: (_, logits, hidden, _) =>
                {
                    meanwhile(now);
                    return (torch.rand(logits.shape), new() { ["hidden"] = hidden });
                });
            }));
            now = "run";
            float[] whole = rig.Run();
            now = "stepped";
            return [rig.Machine.Parameters.Block.ToArray(), whole, StepByStep(rig)];
        }
    }

    [Fact]
    public void Between_two_steps_others_may_draw()
    {
        using ModuleRig drawing = new(new((i, o) => new StepModule(i, o, step: (_, logits, hidden, _) =>
            (torch.rand(logits.shape), new() { ["hidden"] = hidden }))));
        Assert.Equal(drawing.Run(), StepByStep(drawing, between: () => ModuleRig.Step().Dispose()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Step_by_step_it_answers_the_same(bool isRecurrent)
    {
        using ModuleRig rig = isRecurrent ? ModuleRig.Step() : ModuleRig.Whole();
        Close(rig.Run(), StepByStep(rig));
    }

    [Fact]
    public void Its_state_can_be_copied_and_set()
    {
        using ModuleRig rig = ModuleRig.Step();
        using Tape tape = Engines.Torch.NewTape(rig.Machine.Parameters, recording: false);
        tape.Reset(rig.Batch.Rows);
        IMachineSteps steps = rig.Machine.Begin(tape, rig.Batch);
        Variable Input(int t) => tape.Inputs(rig.Batch, rig.Batch.RowOffset(t), rig.Batch.RowsAt(t));
        steps.Step(Input(0));
        MachineState state = steps.CopyState();
        Assert.Equal(["hidden"], state.Names);
        float[] expected = steps.Step(Input(1)).Span.ToArray();
        steps.SetState(state);
        Assert.Equal(expected, steps.Step(Input(1)).Span.ToArray());
        state["hidden"].Clear();
        steps.SetState(state);
        Assert.NotEqual(expected, steps.Step(Input(1)).Span.ToArray());
    }

    [Fact]
    public void Both_contracts_give_the_same_trace_step_by_step()
    {
        using ModuleRig step = ModuleRig.Step(), whole = ModuleRig.Whole();
        RecordingTrace one = new(), other = new();
        Assert.Equal(step.Run(), step.Run(one));
        whole.Run(other);
        Assert.Equal(5, one.Steps.Count);
        Assert.Equal([9, 9, 6, 3, 3], one.Steps.Select(each => each["hidden"].Length));
        foreach (var (first, second) in one.Steps.Zip(other.Steps))
            Close(first["hidden"], second["hidden"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Passes_leave_nothing_behind(bool isRecurrent)
    {
        using ModuleRig rig = isRecurrent ? ModuleRig.Step(dropout: 0.5) : ModuleRig.Whole(dropout: 0.5);
        Pass();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int pass = 0; pass < 20; pass++)
            Pass();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Pass()
        {
            rig.Learn(new StreamKey(1));
            rig.Run(new RecordingTrace());
            rig.Machine.Buffers!.Copy();
        }
    }

    [Fact]
    public void The_native_engine_is_refused_in_a_sentence()
    {
        using ModuleRig rig = ModuleRig.Step();
        using Tape tape = NativeEngine.Instance.NewTape(rig.Machine.Parameters);
        tape.Reset(rig.Batch.Rows);
        Assert.Equal(
            "a machine of kind under-test runs on the engine torch alone: set 'training.engine' to torch",
            Assert.Throws<EngineException>(() => rig.Machine.Run(tape, rig.Batch)).Message);
        Assert.Equal("torch", rig.Machine.Config.RequiredEngine);
    }

    [Fact]
    public void What_reads_ahead_is_not_run_step_by_step()
    {
        using ModuleRig rig = new(new((i, o) => new WholeModule(i, o)) { Ahead = true });
        using Tape tape = Engines.Torch.NewTape(rig.Machine.Parameters, recording: false);
        tape.Reset(rig.Batch.Rows);
        Assert.Equal(
            "the module 'WholeModule' reads ahead, so that it cannot be run step by step",
            Assert.Throws<EngineException>(() => rig.Machine.Begin(tape, rig.Batch)).Message);
    }

    [Fact]
    public void A_machine_of_another_size_has_the_same_weights()
    {
        using ModuleRig rig = new(new((i, o) => new StepModule(i, o)) { Slots = 4 });
        rig.Machine.Parameters.Block[0] = 3;
        using IMachine resized = rig.Machine.WithSlots(9)!;
        Assert.Equal(9, resized.Config.MemorySlots);
        Assert.Equal(rig.Machine.Parameters.Block, resized.Parameters.Block);
        using ModuleRig without = ModuleRig.Step();
        Assert.Null(without.Machine.WithSlots(9));
    }

    private static float[] StepByStep(ModuleRig rig, Action? between = null)
    {
        using Tape tape = Engines.Torch.NewTape(rig.Machine.Parameters, recording: false);
        tape.Reset(rig.Batch.Rows);
        IMachineSteps steps = rig.Machine.Begin(tape, rig.Batch);
        Assert.Null(steps.Current);
        List<float> answers = [];
        for (int t = 0; t < rig.Batch.MaxLength; t++)
        {
            Variable logits = steps.Step(tape.Inputs(rig.Batch, rig.Batch.RowOffset(t), rig.Batch.RowsAt(t)));
            answers.AddRange(logits.Span);
            RecordingTrace trace = new();
            steps.Current!.Describe(trace);
            Assert.Equal(rig.Batch.RowsAt(t) * StepModule.Units, trace.Steps[0]["hidden"].Length);
            between?.Invoke();
        }

        return [.. answers];
    }

    private static void Close(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    /// <summary>Keeps every quantity of every step.</summary>
    private sealed class RecordingTrace : ITraceWriter
    {
        public List<Dictionary<string, float[]>> Steps { get; } = [];

        public void BeginStep(int step) => Steps.Add([]);

        public void Write(string name, Variable value)
        {
            if (Steps.Count == 0)
                Steps.Add([]);
            Steps[^1].Add(name, value.Span.ToArray());
        }
    }

    private sealed record OfSymbols : TorchMachineConfig
    {
        public override string Kind => "of-symbols";

        public InputLayout? Told { get; private set; }

        protected internal override MachineModule Create(InputLayout inputs, int outputWidth)
        {
            Told = inputs;
            return Create(inputs.Width, outputWidth);
        }

        protected internal override MachineModule Create(int inputWidth, int outputWidth) => new StepModule(inputWidth, outputWidth);
    }
}
