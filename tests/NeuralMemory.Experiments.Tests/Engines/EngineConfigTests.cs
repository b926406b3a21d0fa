using NeuralMemory.Autodiff;
using NeuralMemory.Testing;

namespace NeuralMemory.Experiments.Tests;

public sealed class EngineConfigTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("native", "native", "cpu")]
    [InlineData("torch", "torch", "cpu")]
    [InlineData("torch:cpu", "torch", "cpu")]
    [InlineData("torch:mps", "torch", "mps")]
    [InlineData("torch:cuda", "torch", "cuda")]
    [InlineData("torch:cuda:1", "torch", "cuda:1")]
    public void What_a_command_line_names_is_what_a_config_says(string text, string kind, string device)
    {
        EngineConfig engine = EngineConfig.Parse(text)!;
        Assert.Equal((kind, device), (engine.Kind, engine.DeviceName));
        Assert.Equal(engine, _lab.Load(engine.ToAssignment()).Config.Training.Engine);
        // It takes the place of all that was there, keys of other kinds included.
        Assert.Equal(engine, _lab.Load("training.engine={kind: torch, device: cuda}", engine.ToAssignment()).Config.Training.Engine);
    }

    [Fact]
    public void Graphs_are_turned_off_by_a_key()
    {
        Assert.True(Torch("training.engine={kind: torch, device: cuda}").Graphs);
        TorchEngineConfig without = Torch("training.engine={kind: torch, device: cuda, graphs: false}");
        Assert.Equal((false, "cuda"), (without.Graphs, without.Device));
        Assert.Equal(without, Torch(without.ToAssignment()));

        TorchEngineConfig Torch(string assignment) => (TorchEngineConfig)_lab.Load(assignment).Config.Training.Engine;
    }

    [Theory]
    [InlineData("")]
    [InlineData("Torch")]
    [InlineData("torch:")]
    [InlineData("torch:gpu")]
    [InlineData("torch:cuda:")]
    [InlineData("torch:cuda:x")]
    [InlineData("native:cpu")]
    [InlineData("cuda")]
    public void Anything_else_names_no_engine(string text) => Assert.Null(EngineConfig.Parse(text));

    [Fact]
    public void Without_the_key_the_engine_is_native() =>
        Assert.Equal(new NativeEngineConfig(), _lab.Load().Config.Training.Engine);

    [Fact]
    public void A_catalog_makes_what_is_in_it_and_says_why_the_rest_is_not()
    {
        EngineConfig torch = new TorchEngineConfig { Device = "cuda" };
        Assert.Same(NativeEngine.Instance, EngineCatalog.Native.Create(new NativeEngineConfig(), 1));
        Assert.Equal("there is no engine 'torch' here: this program has native",
            Assert.Throws<EngineException>(() => EngineCatalog.Native.Create(torch, 1)).Message);
        Assert.Equal("there is no engine 'torch' here: nobody built it",
            Assert.Throws<EngineException>(() => EngineCatalog.Native.Without<TorchEngineConfig>("nobody built it").Create(torch, 1)).Message);
        WholeBatchEngine made = new();
        (string Device, int Threads) asked = default;
        EngineCatalog both = EngineCatalog.Native.Without<TorchEngineConfig>("nobody built it").With<TorchEngineConfig>((config, threads) =>
        {
            asked = (config.Device, threads);
            return made;
        });
        Assert.Same(made, both.Create(torch, 3));
        Assert.Equal(("cuda", 3), asked);
    }

    /// <summary>A batch that is computed whole needs more memory at once than its shards do.</summary>
    [Fact]
    public void What_fits_in_shards_may_be_too_large_whole()
    {
        string[] large = ["machine.memory={slots: 1000000, width: 16}", "training.batch=32", "training.shard=2", "evaluation.episodes=2"];
        string config = Lab.Small;
        Assert.Empty(_lab.Problems(config, large));
        Assert.Contains("32 sequences side by side", Assert.Single(_lab.Problems(config, [.. large, "training.engine.kind=torch"])));
    }
}
