using static NeuralMemory.Machines.Tests.PageRows;

namespace NeuralMemory.Machines.Tests;

/// <summary>The Perceiver, computed from its arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class PerceiverWeightsTests
{
    [Theory]
    [InlineData(3, 1, PerceiverAnswer.Queries, true, 0, 3)]
    [InlineData(1, 2, PerceiverAnswer.Mean, false, 2, 1)]
    [InlineData(2, 0, PerceiverAnswer.Queries, true, 1, 2)]
    public void Three_steps_come_of_the_arrays(int looks, int layers, PerceiverAnswer answer, bool time, int coordinates, int bands)
    {
        PerceiverConfig config = new()
        {
            Latents = 5,
            Width = 12,
            Heads = 2,
            Layers = layers,
            Looks = looks,
            Hidden = 7,
            Answer = answer,
            Time = time,
            Places = 9,
            Coordinates = coordinates,
            Bands = bands,
            MaxFrequency = 10,
        };
        using var rig = new PageRig(config);
        SavedWeights saved = rig.Weights;
        double[][] f = [.. rig.X.Select((x, t) => RowOf(config, x, t))];
        double[][] z = [.. saved["latents"].Chunk(config.Width)];
        for (int look = 0; look < looks; look++)
        {
            string name = look == 0 ? "look0" : "look1";
            z = Block(name, z, f);
            for (int layer = 0; layer < layers; layer++)
                z = Block($"{name}/layer{layer}", z, null);
        }

        double[][] rows = answer == PerceiverAnswer.Queries
            ? Block("answer", [.. f.Select(row => saved.Linear("query", row))], z)
            : [.. f.Select(_ => Enumerable.Range(0, config.Width).Select(i => z.Average(latent => latent[i])).ToArray())];
        rig.Check(Norm(saved, "norm", rows).Select(row => saved.Linear("output", row)));

        double[][] Block(string name, double[][] x, double[][]? source)
        {
            double[][] normal = Norm(saved, name + "/norm1", x);
            double[][] seen = source is null ? normal : Norm(saved, name + "/norm_source", source);
            x = Add(x, new PageAttention(saved, name + "/attention", config.Heads).Look(normal, seen, (_, _) => true));
            return Add(x, Network(saved, name + "/network", Norm(saved, name + "/norm2", x), PageMath.Gelu));
        }
    }

    /// <summary>[x, features of each coordinate, features of time].</summary>
    private static double[] RowOf(PerceiverConfig config, double[] x, int step)
    {
        IEnumerable<double> row = x;
        for (int i = x.Length - config.Coordinates; i < x.Length; i++)
            row = row.Concat(Features(config, x[i]));
        return [.. config.Time ? row.Concat(Features(config, 2.0 * step / (config.Places - 1) - 1)) : row];
    }

    private static double[] Features(PerceiverConfig config, double z)
    {
        double[] frequencies = config.Bands == 1
            ? [1]
            : [.. Enumerable.Range(0, config.Bands).Select(i => 1 + i * (config.MaxFrequency / 2 - 1) / (config.Bands - 1))];
        return
        [
            .. frequencies.Select(f => Math.Sin(Math.PI * f * z)), .. frequencies.Select(f => Math.Cos(Math.PI * f * z)), z,
        ];
    }
}
