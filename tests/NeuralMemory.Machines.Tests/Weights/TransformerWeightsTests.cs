using static NeuralMemory.Machines.Tests.PageMath;
using static NeuralMemory.Machines.Tests.PageRows;

namespace NeuralMemory.Machines.Tests;

/// <summary>The Transformer, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class TransformerWeightsTests
{
    private static readonly TransformerConfig Small = new() { Width = 12, Heads = 2, Layers = 2, Hidden = 7, Places = 5 };

    private static readonly Dictionary<string, TransformerConfig> Machines = new()
    {
        ["decoder"] = Small,
        ["decoder, post, relu, sinusoidal"] = Small with
        {
            Norm = NormPlace.Post,
            Activation = ActivationKind.Relu,
            Positions = PositionKind.Sinusoidal,
        },
        ["decoder, window, alibi"] = Small with { Window = 2, Positions = PositionKind.Alibi },
        ["encoder, window, learned"] = Small with { Layout = TransformerLayout.Encoder, Window = 2, Positions = PositionKind.Learned },
        ["encoder and decoder, rotary"] = Small with { Layout = TransformerLayout.EncoderDecoder },
        ["encoder and decoder, alibi, post, the best two"] = Small with
        {
            Layout = TransformerLayout.EncoderDecoder,
            Positions = PositionKind.Alibi,
            Norm = NormPlace.Post,
            Weights = new TopWeightsConfig { Most = 2 },
        },
        ["decoder, hard"] = Small with { Weights = new HardWeightsConfig() },
    };

    public static TheoryData<string> Names => [.. Machines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Three_steps_come_of_the_arrays(string name)
    {
        TransformerConfig config = Machines[name];
        using var rig = new PageRig(config, hasSource: config.Layout == TransformerLayout.EncoderDecoder);
        double[][]? made = config.Layout == TransformerLayout.Decoder ? null : Run(rig.Weights, config, "encoder/", rig.Source, null);
        double[][] rows = config.Layout == TransformerLayout.Encoder ? made! : Run(rig.Weights, config, "decoder/", rig.X, made);
        rig.Check(rows.Select(row => rig.Weights.Linear("output", row)));
    }

    private static double[][] Run(SavedWeights saved, TransformerConfig config, string stack, double[][] inputs, double[][]? source)
    {
        bool causal = stack == "decoder/", pre = config.Norm == NormPlace.Pre;
        Converter<double, double> act = config.Activation == ActivationKind.Gelu ? Gelu : Relu;
        Func<double[], double[]> weigh = PageWeighing.Of(config.Weights);
        double[][] x = Embed(saved, stack, inputs, config.Positions);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string name = $"{stack}layer{layer}/";
            var self = new PageAttention(saved, name + "self", config.Heads, config.Positions) { Weigh = weigh };
            Part("norm1", rows => self.Look(rows, rows, Sees));
            if (source is not null)
                Part("norm2", rows => new PageAttention(saved, name + "cross", config.Heads) { Weigh = weigh }
                    .Look(rows, source, (_, _) => true));
            Part(source is null ? "norm2" : "norm3", rows => Network(saved, name + "network", rows, act));

            void Part(string norm, Func<double[][], double[][]> part) =>
                x = pre ? Add(x, part(Norm(saved, name + norm, x))) : Norm(saved, name + norm, Add(x, part(x)));
        }

        return pre ? Norm(saved, stack + "norm", x) : x;

        bool Sees(int i, int j) => (!causal || j <= i) && (config.Window is not { } window || Math.Abs(i - j) < window);
    }
}
