using NeuralMemory.Shipped;

namespace NeuralMemory.Reproductions.Tests;

/// <summary>The benchmarks that come with the program.</summary>
public sealed class ShippedBenchmarkTests
{
    /// <summary>How far apart the machines of a suite are in parameters on its first task: outputs differ in width.</summary>
    private static readonly SortedDictionary<string, double> Spreads = new(StringComparer.Ordinal)
    {
        ["armt"] = 0.05,
        ["chomsky"] = 0.08,
        ["flare"] = 0.05,
        ["letters"] = 0.05,
        ["mad"] = 0.05,
        ["nutm"] = 0.05,
        ["tracking"] = 0.05,
        ["zoology"] = 0.14,
    };

    public static TheoryData<string> Suites => [.. Spreads.Keys];

    [Fact]
    public void All_have_a_file() => Assert.Equal(
        Spreads.Keys,
        Directory.GetDirectories(Path.Combine(Lab.Repository, BenchmarkCatalog.DefaultConfigs)).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(Suites))]
    public void Its_machines_are_of_nearly_equal_size_and_its_tasks_are_all_that_lie_beside_it(string suite)
    {
        Benchmark benchmark = Benchmark.Load(FileOf(suite));
        Assert.Equal(suite, benchmark.Name);
        Assert.Equal(
            Directory.GetFiles(Path.GetDirectoryName(FileOf(suite))!, "*.yaml").Select(Path.GetFileNameWithoutExtension).Order(),
            benchmark.Definition.Tasks.Select(task => task.Name).Append("benchmark").Order());
        long[] sizes = [.. benchmark.Machines.Select(machine => benchmark.SizeOf(benchmark.Definition.Tasks[0].Name, machine))];
        Assert.InRange((sizes.Max() - sizes.Min()) / (double)sizes.Max(), 0, Spreads[suite]);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_machine_fits_every_task(string suite)
    {
        Benchmark benchmark = Benchmark.Load(FileOf(suite));
        foreach (BenchmarkTask task in benchmark.Definition.Tasks)
            foreach (string machine in benchmark.Machines)
                Assert.Empty(benchmark.Load(task.Name, machine, benchmark.Definition.Rates[0], 1).Warnings);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Its_page_is_made_from_its_table(string suite)
    {
        Benchmark benchmark = Benchmark.Load(FileOf(suite), Path.Combine(Lab.Repository, Benchmark.DefaultResults));
        Assert.Equal(
            BenchmarkPage.Text(benchmark, new(benchmark), $"neuralmemory reproduce {suite}"),
            File.ReadAllText(Path.Combine(benchmark.Folder, BenchmarkPage.FileName)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_name_finds_what_is_shipped()
    {
        string path = BenchmarkCatalog.Find("mad")!;
        Assert.True(ShippedFiles.IsShipped(path));
        Benchmark benchmark = Benchmark.Load(path);
        Assert.Equal(("mad", "mad"), (benchmark.Name, BenchmarkCatalog.NameOf(benchmark)));
        Assert.Contains("flare", BenchmarkCatalog.Names());
        Assert.Null(BenchmarkCatalog.Find("ntm-2014"));
    }

    [Fact]
    public void The_manual_has_the_table_of_all_keys() => Assert.Contains(BenchmarkSchema.KeyTable(),
        File.ReadAllText(Path.Combine(Lab.Repository, BenchmarkCatalog.DefaultConfigs, "README.md")).ReplaceLineEndings("\n"),
        StringComparison.Ordinal);

    private static string FileOf(string suite) => Path.Combine(Lab.Repository, BenchmarkCatalog.DefaultConfigs, suite, Benchmark.FileName);
}
