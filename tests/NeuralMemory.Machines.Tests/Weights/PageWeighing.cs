using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>How scores become weights other than by the softmax.</summary>
internal static class PageWeighing
{
    public static Func<double[], double[]> Of(WeightsConfig config) => config switch
    {
        TopWeightsConfig top => scores => TopK(scores, top.Most),
        HardWeightsConfig => scores => TopK(scores, 1),
        _ => Softmax,
    };

    /// <summary>A softmax over the highest scores; of equals the first. The highest alone has a weight of 1.</summary>
    private static double[] TopK(double[] scores, int most)
    {
        int[] kept = [.. Enumerable.Range(0, scores.Length).OrderByDescending(j => scores[j]).Take(most)];
        double[] soft = Softmax([.. kept.Select(j => scores[j])]), weights = new double[scores.Length];
        for (int i = 0; i < kept.Length; i++)
            weights[kept[i]] = soft[i];
        return weights;
    }
}
