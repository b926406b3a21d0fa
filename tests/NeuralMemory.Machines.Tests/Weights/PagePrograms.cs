using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>Stored programs, as the page has them.</summary>
/// <param name="saved">The arrays.</param>
/// <param name="config">The programs.</param>
/// <param name="owners">For each number of the interface vector the head that it is for.</param>
internal sealed class PagePrograms(SavedWeights saved, ProgramsConfig config, int[] owners)
{
    /// <summary>The interface vector of what the controller puts out.</summary>
    public double[] Of(double[] o)
    {
        int heads = owners.Max() + 1;
        var asked = new PageSignals(saved.Linear("programs/query", o));
        double[][] queries = asked.Take(heads, config.Key);
        double[] strengths = asked.TakeOne(heads, Softplus);
        Assert.True(asked.IsEmpty);
        double[][][] keys = [.. saved["programs/keys"].Chunk(config.Key).Chunk(config.Count)];
        double[][] weights = [.. keys.Select((own, h) => Softmax([.. own.Select(key => strengths[h] * Cosine(queries[h], key))]))];
        double[][] said = [.. saved.Linear("interface", o).Chunk(owners.Length)];
        return [.. owners.Select((head, n) => Dot(weights[head], [.. said.Select(program => program[n])]))];
    }
}
