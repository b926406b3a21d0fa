using System.Text.Json.Nodes;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>A kind of machine that a program adds is read, shown, documented, run and resumed like those built in.</summary>
[Collection(nameof(AddedMachines))]
public sealed class MachineKindsTests : IDisposable
{
    private readonly Lab _lab = new();
    private readonly IDisposable _added = MachineKinds.Add(OwnConfig.Registration);

    public void Dispose()
    {
        _added.Dispose();
        _lab.Dispose();
    }

    [Theory]
    [InlineData("{ kind: own }", 5)]
    [InlineData("{ kind: own-small }", 2)]
    [InlineData("{ kind: own, size: 9 }", 9)]
    public void It_is_read_and_written_back(string machine, int size)
    {
        Experiment experiment = _lab.Load($"machine={machine}");
        Assert.Equal(size, Assert.IsType<OwnConfig>(experiment.Config.Machine).Size);
        string shown = experiment.ToYaml(comments: true);
        Assert.Matches($@"kind: own\s.*\n  size: {size} +# How large it is\n", shown);
        File.WriteAllText(_lab.In("again.yaml"), shown);
        Assert.Equal(experiment.Config.Machine, Experiment.Load(_lab.In("again.yaml")).Config.Machine);
    }

    [Fact]
    public void What_is_wrong_is_named_with_its_place()
    {
        const string config = "name: n\ntask: copy\ntraining: { steps: 1 }\nmachine:\n  kind: own\n  sise: 3\n  size: 101\n";
        Assert.Equal(
            [
                "config.yaml:6:3: 'machine' of kind own has no key 'sise'; did you mean 'size'? (known: kind, size, note, engine)",
                "config.yaml:7:9: 'machine.size': expected an integer from 1 to 100, found the integer 101",
            ],
            _lab.Problems(config));
        Assert.Contains("did you mean 'own'?", _lab.Problems(config.Replace("own", "owm", StringComparison.Ordinal))[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_documents_have_its_keys_until_it_is_taken_out()
    {
        Assert.Contains("| `machine.size` (own) | integer from 1 to 100 | `5` | How large it is |\n", ConfigDocuments.KeyTable(),
            StringComparison.Ordinal);
        Assert.Contains("\"own-small\"", JsonNode.Parse(ConfigDocuments.JsonSchema())!.ToJsonString(), StringComparison.Ordinal);
        _added.Dispose();
        Assert.DoesNotContain(ConfigDocuments.Keys, key => key.Path == "machine.size");
        Assert.StartsWith("--set machine={kind: own}:1:16: unknown kind of machine 'own'",
            Assert.Throws<InvalidInputException>(() => _lab.Load("machine={kind: own}")).Diagnostics[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ntm")]
    [InlineData("dnc-mds")]
    [InlineData("own")]
    [InlineData("own-small")]
    public void A_name_that_is_taken_is_refused(string name)
    {
        string message = Assert.Throws<ArgumentException>(() => MachineKinds.Add(new Named("fresh").Kind, new Named(name).Kind)).Message;
        Assert.StartsWith($"there is a kind of machine '{name}' already; the kinds are ntm, dnc, ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("fresh", ConfigDocuments.JsonSchema(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("My-GRU")]
    [InlineData("my gru")]
    [InlineData("1st")]
    public void A_name_that_no_config_could_have_is_refused(string name) => Assert.Equal(
        $"'{name}' cannot name a kind of machine: expected lower-case letters, digits and '-', beginning with a letter",
        Assert.Throws<ArgumentException>(() => new Named(name).Kind).Message);

    [Fact]
    public void A_machine_of_one_engine_is_refused_on_another_at_the_engines_place()
    {
        const string config = "name: n\ntask: copy\nmachine: { kind: own, engine: torch }\ntraining: { steps: 1, engine: { kind: native } }\n";
        Assert.Equal(
            [
                "config.yaml:4:23: 'training.engine': a machine of kind own runs on the engine torch alone, not on native; "
                    + "write 'engine: { kind: torch }' below 'training'",
            ],
            _lab.Problems(config));
        Assert.Empty(_lab.Problems(config.Replace("native", "torch", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_it_keeps_besides_parameters_is_in_checkpoints_and_comes_back()
    {
        string[] machine = ["machine={kind: own}", "evaluation.every=null"];
        _lab.Start("whole", machine);
        _lab.Start("parts", [.. machine, "training.steps=13"]);
        Run.Resume(_lab.In("parts"), Lab.Options(), ["training.steps=30"]);
        Assert.Equal(4 * 30, Counted("whole"));
        Assert.Equal(4 * 30, Counted("parts"));
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("whole"), new() { Step = 20 });
        Assert.Equal(4 * 20, trained.Machine.Buffers!.Copy()[0].Numbers[0]);
    }

    [Fact]
    public void A_checkpoint_without_it_is_refused()
    {
        Checkpoint without;
        using (Trainer saved = Lab.NewTrainer(_lab.Load("machine={kind: gru, units: 5}")))
            without = new(0, [.. CheckpointCodec.Weights(saved.Machine)], [.. CheckpointCodec.State(saved.Parameters, saved.Optimizer)],
                saved.State.ToJson());
        Assert.Equal(
            "the checkpoint of step 0 does not fit the machine of the config: it has no tensor 'buffer/sequences'",
            Assert.Throws<RunException>(() => Lab.NewTrainer(_lab.Load("machine={kind: own}"), without)).Message);
    }

    [Fact]
    public void A_step_that_does_not_count_leaves_it_as_it_was()
    {
        using Trainer trainer = Lab.NewTrainer(_lab.Load("machine={kind: own}", "training.shard=4"));
        Assert.Null(trainer.Step(out _));
        trainer.Parameters.Block[0] = float.NaN;
        Assert.NotNull(trainer.Step(out _));
        Assert.Equal(4, trainer.Machine.Buffers!.Copy()[0].Numbers[0]);
    }

    /// <summary>Its keys say for themselves whether a resumed run may have other values.</summary>
    [Fact]
    public void Its_keys_change_when_they_say_so()
    {
        Assert.True(ResumeRules.MayChange("machine.note"));
        Assert.False(ResumeRules.MayChange("machine.size"));
    }

    private float Counted(string run) => RunDirectory.Open(_lab.In(run)).Checkpoints().Load().Weights
        .Single(array => array.Name == "buffer/sequences").Data.Span[0];

    private sealed record Named(string Name)
    {
        public MachineKind Kind => MachineKind.Of(new Config(Name), new Section<Config>());

        private sealed record Config(string Name) : Machines.MachineConfig
        {
            public override string Kind => Name;

            public override Machines.IMachine Build(Machines.InputLayout inputs, int outputWidth, Numerics.StreamKey initialization) =>
                throw new NotSupportedException();

            public override Autodiff.ParameterSet Declare(Machines.InputLayout inputs, int outputWidth) => throw new NotSupportedException();
        }
    }
}
