using System.Globalization;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>Weights over slots as bars of one path, however many there are.</summary>
internal static class WeightBars
{
    // What is lighter is not seen; what is seen at all is a dot high.
    private const double Least = 0.004, LeastHeight = 1;

    /// <summary>The path's data: one bar for each dot where there are more slots than dots, as high as the heaviest slot of it.</summary>
    /// <param name="axis">Where slots are: all of them, or a window.</param>
    /// <param name="weights">[N] the weights of all slots.</param>
    /// <param name="bottom">The line that bars stand on.</param>
    /// <param name="height">How high a weight of one is.</param>
    public static string PathOf(PlaceAxis axis, IReadOnlyList<float> weights, double bottom, double height)
    {
        int group = HeatMap.GroupOf(axis.Count, (int)Math.Max(1, axis.Width / 1.5));
        double cell = axis.Cell * group, gap = cell >= 6 ? 1 : cell >= 3 ? 0.5 : 0;
        StringBuilder path = new();
        for (int at = 0; at < axis.Count; at += group)
        {
            float most = 0;
            for (int slot = axis.First + at; slot < Math.Min(axis.First + at + group, axis.First + axis.Count); slot++)
                most = Math.Max(most, weights[slot]);
            if (most < Least)
                continue;
            double high = Math.Max(LeastHeight, Math.Min(most, 1) * height);
            path.Append(CultureInfo.InvariantCulture,
                $"M{axis.Left + at * axis.Cell + gap / 2:0.##} {bottom:0.##}v-{high:0.##}h{cell - gap:0.##}v{high:0.##}z");
        }

        return path.ToString();
    }
}
