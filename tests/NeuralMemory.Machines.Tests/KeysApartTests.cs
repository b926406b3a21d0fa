using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines.Tests;

/// <summary>The regulariser of stored programs.</summary>
public sealed class KeysApartTests
{
    private static readonly RandomStream Random = new(new(5));

    [Fact]
    public void The_gradient_is_that_of_the_mean_cosine()
    {
        const int Heads = 2, Programs = 3, Width = 4;
        const double Scale = 0.7, Step = 1e-3;
        Real[] keys = [.. Enumerable.Range(0, Heads * Programs * Width).Select(_ => (Real)Random.NextDouble(-1, 1))];
        Real[] gradient = new Real[keys.Length];
        Assert.Equal(MeanCosine(keys), KeysApart.Add(keys, Heads, Programs, Scale, gradient), 1e-6);
        for (int i = 0; i < keys.Length; i++)
        {
            double[] up = Array.ConvertAll(keys, key => (double)key), down = [.. up];
            (up[i], down[i]) = (up[i] + Step, down[i] - Step);
            Assert.Equal(Scale * (MeanCosine(up) - MeanCosine(down)) / (2 * Step), gradient[i], 2e-5);
        }

        static double MeanCosine<T>(T[] keys)
            where T : System.Numerics.INumber<T>
        {
            double[] all = Array.ConvertAll(keys, key => double.CreateChecked(key));
            var cosines = new List<double>();
            foreach (double[][] head in all.Chunk(Width).Chunk(Programs))
                foreach ((int i, int j) in ((int, int)[])[(0, 1), (0, 2), (1, 2)])
                    cosines.Add(Dot(head[i], head[j]) / Math.Sqrt(Dot(head[i], head[i]) * Dot(head[j], head[j])));
            return cosines.Average();
        }

        static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
    }

    [Fact]
    public void Keys_that_it_alone_moves_come_to_point_away_from_each_other()
    {
        Real[] keys = [1, 0.2f, 1, 0.1f];
        double first = KeysApart.Add(keys, 1, 2, 0, new Real[4]), cosine = first;
        for (int step = 0; step < 500; step++)
        {
            Real[] gradient = new Real[4];
            cosine = KeysApart.Add(keys, 1, 2, 1, gradient);
            for (int i = 0; i < 4; i++)
                keys[i] -= 0.1f * gradient[i];
        }

        Assert.InRange(first, 0.99, 1);
        Assert.InRange(cosine, -1.001, -0.9);
    }

    [Fact]
    public void One_program_and_keys_of_zeros_have_nothing_to_keep_apart()
    {
        Real[] gradient = new Real[4];
        Assert.Equal(0, KeysApart.Add([1, 2, 3, 4], 2, 1, 1, gradient));
        Assert.Equal(0, KeysApart.Add([0, 0, 3, 4], 1, 2, 1, gradient));
        Assert.All(gradient, value => Assert.Equal(0, value));
    }

    [Fact]
    public void It_becomes_less_from_step_to_step_and_touches_the_keys_alone()
    {
        NutmConfig config = NutmCatalog.All["nutm on ntm"] with { Programs = new() { Apart = 0.1, ApartDecay = 0.9 } };
        using IMachine machine = config.Build(4, 3, new(1));
        ParameterSet parameters = machine.Parameters;
        Real[] first = Gradient(0), later = Gradient(10);
        Parameter keys = Assert.Single(parameters.Items, item => item.Name == "programs/keys");
        Assert.Contains(first, value => value != 0);
        for (int i = 0; i < first.Length; i++)
        {
            Assert.True(first[i] == 0 || (i >= keys.Offset && i < keys.Offset + keys.Shape.Count));
            Assert.Equal(first[i] * Math.Pow(0.9, 10), later[i], 1e-6);
        }

        Real[] Gradient(long step)
        {
            Real[] gradient = new Real[parameters.Length];
            config.AddRegularizer(parameters, step, gradient);
            return gradient;
        }
    }
}
