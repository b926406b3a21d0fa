using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace NeuralMemory.Benchmarks;

/// <summary>How BenchmarkDotNet runs here.</summary>
internal static class BenchmarkSettings
{
    /// <summary>Three short iterations: a second or two for each benchmark.</summary>
    public static Job Short => Job.ShortRun.WithIterationTime(TimeInterval.FromMilliseconds(100));

    /// <summary>
    /// A job in this process, because the peak that a share refers to is only comparable when the same process measures it; and the
    /// categories as groups, each with its naive version as the baseline.
    /// </summary>
    public static IConfig Create(Job job) =>
        ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .AddColumn(CategoriesColumn.Default)
            .AddColumn(StepColumn.All)
            .HideColumns(Column.Error, Column.StdDev, Column.Median, Column.RatioSD)
            .HideColumns(Column.Gen0, Column.Gen1, Column.Gen2, Column.AllocRatio)
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts"));
}
