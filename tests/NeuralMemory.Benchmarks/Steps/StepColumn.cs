using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace NeuralMemory.Benchmarks;

/// <summary>A column of <see cref="StepBenchmarks"/>; absent from the tables of other benchmarks.</summary>
internal sealed class StepColumn(string name, string legend, string format, Func<StepCase, StepRecord, double, double> value) : IColumn
{
    /// <summary>
    /// The columns of the table, in order. Their functions take the case, what is known of it, and the mean seconds of a step.
    /// </summary>
    public static IColumn[] All { get; } =
    [
        new StepColumn("us/step", "Microseconds of a training step, per time-step and sequence", "f2",
            (_, record, seconds) => seconds / record.TimeSteps * 1e6),
        new StepColumn("GFLOP/s", "Floating-point operations by the formula of FlopCount, per second", "f1",
            (_, record, seconds) => record.Flops / seconds * 1e-9),
        new StepColumn("Peak", "GFLOP/s of one core that this process reached in a matrix product next to the benchmark", "f1",
            (_, record, _) => record.Peak),
        new StepColumn("% of peak", "GFLOP/s over the peak of the cores that are busy", "f1",
            (@case, record, seconds) => record.Flops / seconds * 1e-9 / (record.Peak * @case.BusyThreads) * 100),
    ];

    public string Id => $"{nameof(StepColumn)}.{name}";

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(IsStep);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        if (!IsStep(benchmarkCase) || summary[benchmarkCase]?.ResultStatistics is not { } time)
            return "-";
        var @case = new StepCase(
            (string)benchmarkCase.Parameters[nameof(StepBenchmarks.Machine)], (int)benchmarkCase.Parameters[nameof(StepBenchmarks.Batch)],
            (int)benchmarkCase.Parameters[nameof(StepBenchmarks.Threads)]);
        return StepRecords.Find(@case) is { } record
            ? value(@case, record, time.Mean * 1e-9).ToString(format, CultureInfo.InvariantCulture)
            : "-";
    }

    private static bool IsStep(BenchmarkCase benchmarkCase) => benchmarkCase.Descriptor.Type == typeof(StepBenchmarks);
}
