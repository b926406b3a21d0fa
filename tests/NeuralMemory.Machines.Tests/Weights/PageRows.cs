using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>Embedded rows, sums of rows, and the network behind attention.</summary>
internal static class PageRows
{
    /// <summary>Embedded rows below a path that is empty or ends in a slash.</summary>
    public static double[][] Embed(SavedWeights saved, string path, double[][] inputs, PositionKind positions)
    {
        double[][] rows = [.. inputs.Select(x => saved.Linear(path + "input", x))];
        int width = rows[0].Length;
        for (int t = 0; t < rows.Length; t++)
            for (int at = 0; at < width; at++)
                rows[t][at] += positions switch
                {
                    PositionKind.Learned => saved[path + "positions"][t * width + at],
                    PositionKind.Sinusoidal when at % 2 == 0 => Math.Sin(t / Math.Pow(10000, (double)at / width)),
                    PositionKind.Sinusoidal => Math.Cos(t / Math.Pow(10000, (double)(at - 1) / width)),
                    _ => 0,
                };
        return rows;
    }

    /// <summary>output(act(hidden(row))).</summary>
    public static double[][] Network(SavedWeights saved, string name, double[][] rows, Converter<double, double> act) =>
        [.. rows.Select(row => saved.Linear(name + "/output", Array.ConvertAll(saved.Linear(name + "/hidden", row), act)))];

    public static double[][] Norm(SavedWeights saved, string name, double[][] rows) => [.. rows.Select(row => saved.Norm(name, row))];

    public static double[][] Add(double[][] a, double[][] b) => [.. a.Zip(b, Sum)];
}
