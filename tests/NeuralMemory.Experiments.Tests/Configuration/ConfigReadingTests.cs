using NeuralMemory.Autodiff;
using NeuralMemory.Machines;

namespace NeuralMemory.Experiments.Tests;

public sealed class ConfigReadingTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void What_is_not_written_has_its_default()
    {
        ExperimentConfig config = Read("name: n\ntask: copy\ntraining: { steps: 5 }");
        Assert.Equal(new NtmConfig(), config.Machine);
        Assert.Equal(1, config.Seed);
        Assert.Equal(new TrainingConfig { Steps = 5, Shard = 8 }, config.Training);
        Assert.Null(config.Stop);
        Assert.Empty(config.Evaluation.Grid);
    }

    [Theory]
    [InlineData("machine={kind: dnc, links: {entries: 4}}",
        "'machine.links.entries': only sparse links have so many entries; these are of kind dense")]
    [InlineData("machine={kind: dnc, links: {kind: none, sharpen: true}}", "'machine.links.sharpen': there are no links to be sharpened")]
    [InlineData("training.clip={norm: 1e-45}",
        "'training.clip.norm': gradients clipped to 1.0e-45 are nothing in 32 bits: no weight learns")]
    [InlineData("training.clip={value: 1e-30}",
        "'training.clip.value': gradients clipped to 1.0e-30 are nothing in 32 bits: no weight learns")]
    [InlineData("training.optimizer={rate: 1e-45}",
        "'training.optimizer.rate': a rate of 1.0e-45 is nothing in 32 bits: no weight learns")]
    [InlineData("training.schedule={warmup: 100000}",
        "'training.schedule.warmup': training ends after 30 steps, before the rate has climbed to 0.001")]
    [InlineData("training.schedule={kind: step, factor: 1e-45, every: 10}",
        "'training.schedule.factor': the rate shrinks to 1e-93, which is nothing in 32 bits: no weight learns any more")]
    [InlineData("training.schedule={kind: step, factor: 4294967296, every: 10}",
        "'training.schedule.factor': the rate grows to 1.845e+16; no optimizer learns with more than 10")]
    [InlineData("stop={metric: bits_per_sequence, below: -9e18}",
        "'stop.below': bits_per_sequence is never below -9.0e+18: training never stops by it")]
    [InlineData("stop={metric: accuracy_percent, above: 100}",
        "'stop.above': accuracy_percent is never above 100: training never stops by it")]
    [InlineData("training.curriculum={kind: threshold, start: {length: 2}, metric: bits_per_sequence, below: 0}",
        "'training.curriculum.below': bits_per_sequence is never below 0: training stays at the first level")]
    public void What_can_have_no_effect_is_told(string change, string warning) =>
        Assert.Equal(warning, Assert.Single(_lab.Load(change).Warnings).Message);

    [Fact]
    public void What_has_an_effect_is_not() => Assert.Empty(_lab.Load(
        "machine={kind: dnc, links: {kind: sparse, entries: 4, sharpen: true}}", "training.clip={norm: 1e-6}",
        "training.schedule={kind: step, factor: 10, every: 10}", "stop={metric: accuracy_percent, above: 99}").Warnings);

    [Theory]
    [InlineData("dnc, dropout: 0, clip: 0, controller: { cell_clip: 0 }", "sgd, momentum: 0, weight_decay: 0")]
    [InlineData("lstm, units: 4, dropout: 0", "rmsprop, decay: 0, momentum: 0, weight_decay: 0")]
    [InlineData("ntm, controller: { cell_clip: 0 }", "rmsprop-graves, decay: 0, momentum: 0")]
    [InlineData("seq2seq, dropout: 0", "adam, mean_decay: 0, square_decay: 0, weight_decay: 0")]
    [InlineData("transformer, dropout: 0", "adamw, mean_decay: 0, square_decay: 0, weight_decay: 0")]
    public void Minus_zero_is_zero(string machine, string optimizer)
    {
        string yaml = $"name: n\ntask: copy\nmachine: {{ kind: {machine} }}\n"
            + $"training: {{ steps: 5, optimizer: {{ kind: {optimizer} }}, schedule: {{ kind: cosine, final: 0 }} }}";
        Experiment zero = Experiment.Load(_lab.Config(yaml)), minus = Experiment.Load(_lab.Config(yaml.Replace(": 0", ": -0")));
        Assert.Equal(zero.ToYaml(), minus.ToYaml());
        // Their parts take it as well from those who write no config.
        using Trainer trainer = Lab.NewTrainer(minus);
        Assert.Null(trainer.Step(out _));
    }

    [Fact]
    public void Every_machine_is_read()
    {
        Assert.Equal(
            new NtmConfig
            {
                Controller = new() { Kind = ControllerKind.FeedForward, Units = 7, Layers = 2, Normalize = true, CellClip = 20 },
                Memory = new() { Slots = 9, Width = 5, Initial = InitialMemory.Learned, Value = 0.5 },
                Heads = new() { Read = 2, Write = 3, Shift = 0, Order = StepOrder.WriteFirst },
            },
            Machine("kind: ntm, controller: { kind: feed-forward, units: 7, layers: 2, normalize: true, cell_clip: 20 }, "
                + "memory: { slots: 9, width: 5, initial: learned, value: 0.5 }, "
                + "heads: { read: 2, write: 3, shift: 0, order: write-first }"));
        Assert.Equal(new LstmConfig { Units = 3, Layers = 2 }, Machine("kind: lstm, units: 3, layers: 2"));
        Assert.Equal(new LstmConfig { Units = 3, ForgetBias = 5 }, Machine("kind: lstm, units: 3, forget_bias: 5"));
        Assert.Equal(new GruConfig { Units = 4, Normalize = true }, Machine("kind: gru, units: 4, normalize: true"));
        Assert.Equal(new RnnConfig { Units = 4, Layers = 2 }, Machine("kind: rnn, units: 4, layers: 2"));
        Assert.Equal(new SecondOrderConfig { Units = 4, Skip = true }, Machine("kind: second-order, units: 4, skip: true"));
        Assert.Equal(
            new MultiplicativeLstmConfig { Layers = 2, Initial = InitialState.Learned },
            Machine("kind: multiplicative-lstm, layers: 2, initial: learned"));
        Assert.Equal(
            new HyperLstmConfig { Bidirectional = true, Hyper = new() { Units = 5, Embedding = 2 } },
            Machine("kind: hyper-lstm, bidirectional: true, hyper: { units: 5, embedding: 2 }"));
        Assert.Equal(
            new DncConfig
            {
                Controller = new DncConfig().Controller with { Kind = ControllerKind.HyperLstm, Hyper = new() { Embedding = 3 } },
            },
            Machine("kind: dnc, controller: { kind: hyper-lstm, hyper: { embedding: 3 } }"));
        Assert.Equal(new LstmConfig { Dropout = 0.25, Bidirectional = true }, Machine("kind: lstm, dropout: 0.25, bidirectional: true"));

        MachineConfig Machine(string keys) => Read($"name: n\ntask: copy\ntraining: {{ steps: 5 }}\nmachine: {{ {keys} }}").Machine;
    }

    [Fact]
    public void Every_optimizer_is_read()
    {
        Assert.Equal((0.1, new SgdConfig { Momentum = 0, WeightDecay = 0.01 }),
            Optimizer("kind: sgd, rate: 0.1, momentum: 0, weight_decay: 0.01"));
        Assert.Equal((3e-4, new RmsPropConfig { Decay = 0.9, Momentum = 0.5, Epsilon = 1e-10, Centered = true, WeightDecay = 1 }),
            Optimizer("kind: rmsprop, decay: 0.9, momentum: 0.5, epsilon: 1e-10, centered: true, weight_decay: 1"));
        Assert.Equal((3e-4, new GravesRmsPropConfig { Decay = 0.5 }), Optimizer("decay: 0.5"));
        Assert.Equal((1e-3, new AdamConfig { MeanDecay = 0.8, SquareDecay = 0.99 }),
            Optimizer("kind: adam, rate: 1e-3, mean_decay: 0.8, square_decay: 0.99"));
        Assert.Equal((3e-4, new AdamWConfig { WeightDecay = 0.1 }), Optimizer("kind: adamw, weight_decay: 0.1"));

        (double, OptimizerConfig) Optimizer(string keys)
        {
            OptimizerSettings settings = Read($"name: n\ntask: copy\ntraining: {{ steps: 5, optimizer: {{ {keys} }} }}").Training.Optimizer;
            return (settings.Rate, settings.Method);
        }
    }

    [Fact]
    public void Clips_and_schedules_are_read()
    {
        Assert.Equal(new NormClip { MaxNorm = 1 }, Training("").Clip!.Build());
        Assert.Equal(new ValueClip { MaxValue = 10 }, Training(", clip: { value: 10 }").Clip!.Build());
        Assert.Null(Training(", clip: null").Clip);
        Assert.Equal(new WarmUpSchedule { Steps = 10, Then = new StepSchedule { Rate = 1, Factor = 0.1, Every = 7 } },
            Training(", schedule: { kind: step, warmup: 10, factor: 0.1, every: 7 }").Schedule.Build(1));
        // A cosine lasts as long as the training that it was written for.
        Assert.Equal(new WarmUpSchedule { Steps = 10, Then = new CosineSchedule { Rate = 1, FinalRate = 0.5, Steps = 90 } },
            Training(", schedule: { kind: cosine, warmup: 10, final: 0.5 }").Schedule.Build(1));

        TrainingConfig Training(string keys) => Read($"name: n\ntask: copy\ntraining: {{ steps: 100{keys} }}").Training;
    }

    [Fact]
    public void Overrides_replace_values_and_whole_lists_and_remove_sections()
    {
        Experiment experiment = _lab.Load(
            "seed=7", "task.parameters.length=[2, 3]", "training.clip=null", "evaluation.grid.length=[1, 2]", "evaluation.parameters={}",
            "training.optimizer={kind: adam, rate: 1e-3}", "training.optimizer.rate=2e-3", "stop.below=1", "stop=null");
        ExperimentConfig config = experiment.Config;
        Assert.Equal((7L, null, null), (config.Seed, config.Training.Clip, config.Stop));
        Assert.Equal(new OptimizerSettings { Rate = 2e-3, Method = new AdamConfig() }, config.Training.Optimizer);
        Assert.Equal("[2, 3]", experiment.Evaluation.Task.Parameters.Single(parameter => parameter.Name == "length").Range.ToString());
        Assert.Equal(["grid_length=1", "grid_length=2"], experiment.Grid.Select(point => point.Name));
    }

    [Fact]
    public void An_override_reaches_below_a_task_that_is_just_a_name() => Assert.Equal(
        "5", Load("name: n\ntask: copy\ntraining: { steps: 5 }", "task.parameters.width=5").Config.Task.Parameters["width"].ToString());

    [Fact]
    public void A_seed_is_an_override() => Assert.Equal(9, Experiment.Load(_lab.Config(), ["seed=4"], seed: 9).Config.Seed);

    [Fact]
    public void A_task_beside_the_config_is_found_by_name()
    {
        File.Copy(Path.Combine(Lab.Repository, "tasks", "copy.yaml"), _lab.In("mine.yaml"));
        Assert.Equal("copy", Experiment.Load(_lab.Config("name: n\ntask: mine\ntraining: { steps: 5 }")).Task.Name);
    }

    private ExperimentConfig Read(string yaml) => Load(yaml).Config;

    private Experiment Load(string yaml, params string[] overrides) => Experiment.Load(_lab.Config(yaml), overrides);
}
