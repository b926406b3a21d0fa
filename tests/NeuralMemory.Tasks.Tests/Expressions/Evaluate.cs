namespace NeuralMemory.Tasks.Tests;

/// <summary>Computes expressions by way of a task that shows them.</summary>
internal static class Evaluate
{
    /// <summary>The value of an expression of numbers; <c>length</c> is 4 and <c>width</c> 2.</summary>
    public static double Number(string expression) => Rows($"literal({expression})", 1)[0][0];

    /// <summary>
    /// The rows of a sequence of width <paramref name="width"/>. <c>items</c> is the four rows (1, 10), (2, 20), (3, 30), (4, 40),
    /// <c>order</c> the rows 2, 0, 3.
    /// </summary>
    public static Real[][] Rows(string expression, int width)
    {
        Episode episode = Sampler(expression, width).Draw(new(1), 0);
        return [.. Enumerable.Range(0, episode.Length - 1).Select(t => episode.InputRow(t)[..width].ToArray())];
    }

    public static EpisodeSampler Sampler(string expression, int width) => new(Repository.Define(TaskOf(expression, width)));

    private static string TaskOf(string expression, int width) => $$"""
        task: t
        version: 1
        parameters: { length: 4, width: 2, repeats: [1, 10], drawn: [4, 9] }
        inputs: { x: {{width}} }
        targets: { y: 1 }
        draw:
          items: concat(literal(1, 10), literal(2, 20), literal(3, 30), literal(4, 40))
          order: concat(literal(2), literal(0), literal(3))
          value: {{expression}}
        episode:
          - show: { x: value }
          - recall: { y: 1 }
        loss: bits
        """;
}
