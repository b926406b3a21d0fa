using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The attention between linear layers of the page, of rows of one sequence to rows of it or of another.</summary>
internal sealed class PageAttention(SavedWeights saved, string name, int heads, PositionKind positions = PositionKind.None)
{
    /// <summary>b of a Hopfield network; null for 1 / sqrt(D).</summary>
    public double? Beta { get; init; }

    /// <summary>How often a query looks.</summary>
    public int Updates { get; init; } = 1;

    /// <summary>How the scores of the rows that are seen become weights.</summary>
    public Func<double[], double[]> Weigh { get; init; } = Softmax;

    /// <summary>What each row finds.</summary>
    /// <param name="rows">The rows that look.</param>
    /// <param name="source">The rows that are looked at.</param>
    /// <param name="sees">Whether row i sees row j.</param>
    public double[][] Look(double[][] rows, double[][] source, Func<int, int, bool> sees)
    {
        double[][] queries = [.. rows.Select(row => saved.Linear(name + "/query", row))];
        double[][] keys = [.. source.Select(row => saved.Linear(name + "/key", row))];
        double[][] values = [.. source.Select(row => saved.Linear(name + "/value", row))];
        if (positions == PositionKind.Rotary)
            (queries, keys) = ([.. queries.Select((q, t) => Rotate(q, t, heads))], [.. keys.Select((k, t) => Rotate(k, t, heads))]);
        double scale = Beta ?? 1 / Math.Sqrt((double)queries[0].Length / heads);
        for (int update = 1; update < Updates; update++)
            queries = Read(queries, keys, keys, sees, scale, heads, positions == PositionKind.Alibi, Weigh);
        double[][] read = Read(queries, keys, values, sees, scale, heads, positions == PositionKind.Alibi, Weigh);
        return [.. read.Select(row => saved.Linear(name + "/output", row))];
    }

    /// <summary>Heads side by side: each has its own scores over the rows that are seen.</summary>
    public static double[][] Read(
        double[][] queries, double[][] keys, double[][] values, Func<int, int, bool> sees, double scale, int heads, bool alibi,
        Func<double[], double[]> weigh)
    {
        int width = queries[0].Length / heads;
        return [.. queries.Select((query, i) =>
        {
            int[] seen = [.. Enumerable.Range(0, keys.Length).Where(j => sees(i, j))];
            return Enumerable.Range(0, heads).SelectMany(h =>
            {
                double slope = alibi ? Math.Pow(2, -8.0 * (h + 1) / heads) : 0;
                double[] q = Part(query, h * width, width);
                double[] scores = [.. seen.Select(j => scale * Dot(q, Part(keys[j], h * width, width)) - slope * Math.Abs(i - j))];
                return Mix(weigh(scores), [.. seen.Select(j => Part(values[j], h * width, width))]);
            }).ToArray();
        })];
    }

    /// <summary>Rotary positions: of each head the pair (2i, 2i + 1) is turned by place / 10000^(2i/D).</summary>
    public static double[] Rotate(double[] x, int place, int heads)
    {
        var y = new double[x.Length];
        int width = x.Length / heads;
        for (int at = 0; at < x.Length; at += 2)
        {
            double angle = place / Math.Pow(10000, (double)(at % width) / width);
            y[at] = x[at] * Math.Cos(angle) - x[at + 1] * Math.Sin(angle);
            y[at + 1] = x[at] * Math.Sin(angle) + x[at + 1] * Math.Cos(angle);
        }

        return y;
    }
}
