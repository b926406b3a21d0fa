using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Compares what two runs left on disk, apart from wall-clock time.</summary>
internal static class RunsOnDisk
{
    public static void AssertSame(string expected, string actual)
    {
        using RunDirectory first = RunDirectory.Open(expected), second = RunDirectory.Open(actual);
        AssertSameMetrics(first, second);
        AssertSameCheckpoint(first.Checkpoints().Load(), second.Checkpoints().Load());
        AssertSameEvaluations(first, second);
        Assert.Equal(first.Checkpoints().Best(), second.Checkpoints().Best());
    }

    public static void AssertSameCheckpoint(Checkpoint expected, Checkpoint actual)
    {
        Assert.Equal(expected.Step, actual.Step);
        AssertSame(expected.Weights, actual.Weights);
        AssertSame(expected.Optimizer, actual.Optimizer);
        TrainingState first = TrainingState.FromJson(expected.State), second = TrainingState.FromJson(actual.State);
        (first.Seconds, second.Seconds, first.MetricsLength, second.MetricsLength) = (0, 0, 0, 0);
        Assert.Equal(first.ToJson(), second.ToJson());
    }

    private static void AssertSameMetrics(RunDirectory first, RunDirectory second)
    {
        MetricsRecord[] expected = [.. first.ReadMetrics()], actual = [.. second.ReadMetrics()];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(pair.First.HasSameContentAs(pair.Second), $"step {pair.First.Step}"));
    }

    private static void AssertSameEvaluations(RunDirectory first, RunDirectory second)
    {
        IReadOnlyList<Evaluation> expected = first.Evaluations.Read(), actual = second.Evaluations.Read();
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.Equal(pair.First.Metrics, pair.Second.Metrics);
        });
    }

    private static void AssertSame(IReadOnlyList<NamedArray> expected, IReadOnlyList<NamedArray> actual)
    {
        Assert.Equal(expected.Select(array => array.Name), actual.Select(array => array.Name));
        Assert.All(expected.Zip(actual), pair => Assert.True(pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span), pair.First.Name));
    }
}
