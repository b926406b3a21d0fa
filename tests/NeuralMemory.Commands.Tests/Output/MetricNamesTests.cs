using NeuralMemory.Analysis;
using NeuralMemory.Tasks;

namespace NeuralMemory.Commands.Tests;

/// <summary>What reads the files of runs knows no task, and still which metrics are the better the higher.</summary>
public sealed class MetricNamesTests
{
    public static TheoryData<MetricKind> Kinds => [.. TaskMetrics.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_metric_is_the_better_the_same_way_everywhere(MetricKind kind)
    {
        Assert.Equal(new TaskMetric(kind).HigherIsBetter, MetricNames.IsHigherBetter(TaskMetrics.NameOf(kind)));
        Assert.Equal(new TaskMetric(kind, "node").HigherIsBetter, MetricNames.IsHigherBetter($"{TaskMetrics.NameOf(kind)}.node"));
    }
}
