using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

public sealed class OptimizerGoldenTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string folder in (string[])["cases", "cases-odd"])
                foreach (string name in (string[])["sgd_momentum", "rmsprop", "rmsprop_centered", "rmsprop_graves", "adam", "adamw"])
                    data.Add(folder, name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_trajectory_is_the_oracles(string folder, string name) => Follow(folder, name, scale: 1);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_gradient_scale_undoes_a_gradient_of_another_length(string folder, string name) => Follow(folder, name, scale: 0.25);

    private static void Follow(string folder, string name, double scale)
    {
        GoldenCase golden = GoldenCase.Load(folder, "optimizer_" + name);
        GoldenTensor start = golden.Inputs["start"];
        int count = start.Data.Length;
        using IOptimizer optimizer = Config(golden, name).Build(PaddedBlock.LengthFor(count));
        Real[] values = PaddedBlock.Of(start.Data);
        for (int step = 0; step < golden.Size("steps"); step++)
        {
            double[] gradient = Array.ConvertAll(golden.Inputs["gradients"][step].Data, g => g / scale);
            optimizer.Update(values, PaddedBlock.Of(gradient), golden.Number("lr"), scale);
            Close.Outputs(golden.Outputs["trajectory"][step], values.AsSpan(0, count), $"{name}, step {step}");
            Assert.All(values[count..], padding => Assert.Equal(0, padding));
        }

        Assert.Equal(golden.Size("steps"), optimizer.Steps);
    }

    private static OptimizerConfig Config(GoldenCase golden, string name) => name switch
    {
        "sgd_momentum" => new SgdConfig { Momentum = golden.Number("momentum"), WeightDecay = golden.Number("weight_decay") },
        "rmsprop" or "rmsprop_centered" => new RmsPropConfig
        {
            Decay = golden.Number("alpha"),
            Epsilon = golden.Number("eps"),
            Momentum = golden.Number("momentum"),
            Centered = name == "rmsprop_centered",
            WeightDecay = golden.Number("weight_decay"),
        },
        "rmsprop_graves" => new GravesRmsPropConfig
        {
            Decay = golden.Number("decay"),
            Momentum = golden.Number("momentum"),
            Epsilon = golden.Number("eps"),
        },
        "adam" => new AdamConfig
        {
            MeanDecay = golden.Number("betas", 0),
            SquareDecay = golden.Number("betas", 1),
            Epsilon = golden.Number("eps"),
            WeightDecay = golden.Number("weight_decay"),
        },
        _ => new AdamWConfig
        {
            MeanDecay = golden.Number("betas", 0),
            SquareDecay = golden.Number("betas", 1),
            Epsilon = golden.Number("eps"),
            WeightDecay = golden.Number("weight_decay"),
        },
    };
}
