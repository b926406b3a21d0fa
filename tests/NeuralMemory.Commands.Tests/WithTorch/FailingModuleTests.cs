using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static NeuralMemory.Experiments.Values;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Commands.Tests;

/// <summary>Tests that add kinds of machine to the process run alone.</summary>
[CollectionDefinition(nameof(AddedMachines), DisableParallelization = true)]
public sealed class AddedMachines;

/// <summary>A module that goes wrong in the middle of a run: the run says so in a sentence and keeps its last checkpoint.</summary>
[Collection(nameof(AddedMachines))]
public sealed class FailingModuleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IDisposable _added = MachineKinds.Add(MachineKind.Of(new FailingConfig(), FailingConfig.Keys));

    public void Dispose()
    {
        _added.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("throw", "the module 'FailingModule' failed in Next at time-step 0: out of ideas (NotSupportedException)")]
    [InlineData("shape", "the module 'FailingModule' returned [4, 2] for logits, expected [B, O] = [4, 3]")]
    [InlineData("detach", "the module 'FailingModule' returned logits without a gradient, so that nothing of it can be trained: are they "
        + "detached, or made under no_grad?")]
    public void The_run_keeps_its_last_checkpoint(string way, string sentence)
    {
        string run = _folder["run"];
        Assert.Equal($"error: {sentence}\n", Train(run, way).Expect(ExitCodes.Failed).Error);
        using RunDirectory directory = RunDirectory.Open(run);
        Assert.Equal([10, 20], directory.Checkpoints().List());
        Assert.Equal((RunState.Failed, sentence), (directory.ReadStatus().State, directory.ReadStatus().Reason));
        Assert.Equal($"error: {sentence}\n", InProcess.Run("resume", run, "--quiet").Expect(ExitCodes.Failed).Error);
    }

    /// <summary>What the step changed in the buffers is taken back, so that the replay begins where the step began.</summary>
    [Fact]
    public void A_step_that_is_not_finite_can_be_replayed()
    {
        string run = _folder["run"];
        const string place = "FailingModule 'hidden' at time-step 0, sequence 0, unit 0: NaN";
        Outcome trained = Train(run, "nan").Expect(ExitCodes.Diverged);
        Assert.Contains(place, trained.Out, StringComparison.Ordinal);
        NamedArray passes = new CheckpointStore(Path.Combine(run, "diverged")).Load().Weights.Single(array => array.Name == "buffer/_passes");
        Assert.Equal(25, passes.Data.Span[0]);
        Outcome replayed = InProcess.Run("replay", run).Expect(ExitCodes.Diverged);
        Assert.Contains(place, replayed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_whose_machine_has_a_name_that_is_taken_is_told_so() =>
        Assert.Equal(ExitCodes.Usage, NeuralMemoryCommand.Run(["--version"], [MachineKind.Of(new FailingConfig(), FailingConfig.Keys)]));

    private Outcome Train(string run, string way)
    {
        string config = _folder["failing.yaml"];
        File.WriteAllText(config, $$"""
            name: failing
            task: { name: {{Testing.Repository.Path("tasks", "copy.yaml")}}, parameters: { width: 3, length: 2 } }
            machine: { kind: failing, after: 25, way: {{way}} }
            training: { steps: 40, batch: 4, threads: 1, engine: { kind: torch }, report: 5, checkpoint: { every: 10 } }
            """);
        return InProcess.Run("train", config, "--out", run, "--quiet");
    }

    private enum Way
    {
        Throw,
        Shape,
        Detach,
        Nan,
    }

    private sealed record FailingConfig : TorchMachineConfig
    {
        public override string Kind => "failing";

        public int After { get; init; } = 1;

        public Way Way { get; init; }

        public static Section<FailingConfig> Keys => new Section<FailingConfig>()
            .Key("after", Integer(0), c => c.After, (c, v) => c with { After = v }, "How many passes of training it lets by")
            .Key("way", Choice<Way>(), c => c.Way, (c, v) => c with { Way = v }, "What it does then");

        protected override MachineModule Create(int inputWidth, int outputWidth) => new FailingModule(this, inputWidth, outputWidth);
    }

    private sealed class FailingModule : RecurrentModule
    {
        private static readonly Scalar One = 1, Nan = double.NaN;

        private readonly FailingConfig _config;
        private readonly Linear _hidden, _output;
        private readonly Tensor _passes = torch.zeros(1);

        public FailingModule(FailingConfig config, int inputWidth, int outputWidth)
            : base(nameof(FailingModule))
        {
            _config = config;
            _hidden = torch.nn.Linear(inputWidth, 4);
            _output = torch.nn.Linear(4, outputWidth);
            RegisterComponents();
        }

        public override ModuleState Start(int sequences, torch.Device device)
        {
            if (training)
                _passes.add_(One);
            return new();
        }

        public override (Tensor Logits, ModuleState State) Next(Tensor input, ModuleState state, ModuleTrace trace)
        {
            Tensor hidden = _hidden.forward(input), logits = _output.forward(hidden);
            bool fails = training && _passes.cpu().data<float>()[0] > _config.After;
            if (fails && _config.Way == Way.Throw)
                throw new NotSupportedException("out of ideas\nand of words");
            if (fails && _config.Way == Way.Nan)
                hidden = hidden.mul(Nan);
            return ((fails ? _config.Way : (Way?)null) switch
            {
                Way.Shape => logits.narrow(1, 0, 2),
                Way.Detach => logits.detach(),
                Way.Nan => _output.forward(hidden),
                _ => logits,
            }, new() { ["hidden"] = hidden });
        }
    }
}
