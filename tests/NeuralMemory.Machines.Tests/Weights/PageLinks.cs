namespace NeuralMemory.Machines.Tests;

/// <summary>The links of one writer of the page, dense or, with a number of entries, sparse.</summary>
internal sealed class PageLinks(int slots, int? entries)
{
    private readonly double[,] _links = new double[slots, slots];
    private double[] _precedence = new double[slots];

    /// <summary>What a writer's weighting makes of the links, and then of the precedence.</summary>
    public void Write(double[] weighting)
    {
        double[] w = Largest(weighting), p = Largest(_precedence);
        for (int i = 0; i < slots; i++)
        {
            var row = new double[slots];
            for (int j = 0; j < slots; j++)
                row[j] = i == j ? 0 : (1 - w[i] - w[j]) * _links[i, j] + w[i] * p[j];
            row = Largest(row);
            for (int j = 0; j < slots; j++)
                _links[i, j] = row[j];
        }

        double sum = w.Sum();
        _precedence = [.. _precedence.Select((before, n) => (1 - sum) * before + w[n])];
    }

    public double[] Forward(double[] reads) =>
        [.. Enumerable.Range(0, slots).Select(i => Enumerable.Range(0, slots).Sum(j => _links[i, j] * reads[j]))];

    public double[] Backward(double[] reads) =>
        [.. Enumerable.Range(0, slots).Select(j => Enumerable.Range(0, slots).Sum(i => _links[i, j] * reads[i]))];

    private double[] Largest(double[] x)
    {
        HashSet<int> kept = [.. Enumerable.Range(0, slots).OrderByDescending(n => Math.Abs(x[n])).Take(entries ?? slots)];
        return [.. x.Select((number, n) => kept.Contains(n) ? number : 0)];
    }
}
