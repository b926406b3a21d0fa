using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>A memory of N slots, each an array.</summary>
internal static class PageMemory
{
    /// <summary>softmax over slots of strength cos(key, slot), both times the mask where there is one.</summary>
    public static double[] Find(double[] key, double strength, double[][] slots, double[]? mask = null) => Softmax(
        [.. slots.Select(slot => strength * Cosine(Masked(key, mask), Masked(slot, mask)))]);

    /// <summary>All writers erase, and then all add.</summary>
    public static double[][] Write(double[][] slots, double[][] weights, double[][] erase, double[][] add)
    {
        double[][] next = [.. slots.Select(slot => (double[])[.. slot])];
        for (int n = 0; n < slots.Length; n++)
            for (int i = 0; i < slots[n].Length; i++)
            {
                for (int v = 0; v < weights.Length; v++)
                    next[n][i] *= 1 - weights[v][n] * erase[v][i];
                for (int v = 0; v < weights.Length; v++)
                    next[n][i] += weights[v][n] * add[v][i];
            }

        return next;
    }

    private static double[] Masked(double[] x, double[]? mask) => mask is null ? x : [.. x.Zip(mask, (a, b) => a * b)];
}
