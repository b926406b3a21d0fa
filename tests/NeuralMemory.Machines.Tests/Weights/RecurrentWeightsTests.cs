namespace NeuralMemory.Machines.Tests;

/// <summary>The recurrent machines, computed from their arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class RecurrentWeightsTests
{
    private static readonly Dictionary<string, RecurrentConfig> Kinds = new()
    {
        ["lstm"] = new LstmConfig(),
        ["gru"] = new GruConfig(),
        ["rnn"] = new RnnConfig(),
        ["second-order"] = new SecondOrderConfig(),
        ["multiplicative-lstm"] = new MultiplicativeLstmConfig(),
        ["hyper-lstm"] = new HyperLstmConfig { Hyper = new() { Units = 7, Embedding = 2 } },
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Three_steps_come_of_the_arrays(string kind) => Check(Kinds[kind] with { Units = 6 });

    [Theory]
    [MemberData(nameof(Names))]
    public void So_they_do_with_every_option(string kind) => Check(Kinds[kind] with
    {
        Units = 6,
        Layers = 2,
        Skip = true,
        Initial = InitialState.Learned,
        Normalize = true,
        Bidirectional = true,
    });

    private static void Check(RecurrentConfig config)
    {
        using var rig = new PageRig(config);
        double[][] backward = config.Bidirectional ? PageBackward.Read(rig, "backward/", config.Controller) : [[], [], []];
        PageController controller = PageController.Of(rig.Weights, "controller/", config.Controller);
        rig.Check(rig.X.Select((x, t) => rig.Weights.Linear("output", controller.Next(x), backward[t])));
    }
}
