using NeuralMemory.Shipped;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>Finds benchmarks by what a user calls them.</summary>
public static class BenchmarkCatalog
{
    /// <summary>Where the configs of benchmarks are, below the current folder.</summary>
    public const string DefaultConfigs = "configs/benchmarks";

    /// <summary>The file of a benchmark; null where a name is that of none.</summary>
    /// <param name="name">
    /// The path of a file or of a folder that has a <see cref="Benchmark.FileName"/>; or the name of one in <paramref name="configs"/>,
    /// here or in the program.
    /// </param>
    /// <param name="configs">Where names are looked up.</param>
    public static string? Find(string name, string configs = DefaultConfigs)
    {
        ArgumentNullException.ThrowIfNull(name);
        string trimmed = Path.TrimEndingDirectorySeparator(name);
        if (File.Exists(trimmed))
            return IsBenchmark(trimmed) ? trimmed : null;
        string[] places = [trimmed, $"{configs}/{trimmed}"];
        return places.Select(place => Path.Combine(place, Benchmark.FileName)).FirstOrDefault(File.Exists)
            ?? places.Append($"{configs}/{trimmed}/{Benchmark.FileName}").Prepend($"{trimmed}/{Benchmark.FileName}")
                .Select(ShippedFiles.PathOf).FirstOrDefault(place => ShippedFiles.Exists(place) && IsBenchmark(place));
    }

    /// <summary>The names of the benchmarks that there are.</summary>
    /// <param name="configs">Where names are looked up.</param>
    public static IEnumerable<string> Names(string configs = DefaultConfigs) =>
    [
        .. ShippedFiles.Below(ShippedFiles.PathOf(configs))
            .Concat(Directory.Exists(configs) ? Directory.GetFiles(configs, Benchmark.FileName, SearchOption.AllDirectories) : [])
            .Where(path => Path.GetFileName(path) == Benchmark.FileName)
            .Select(path => Path.GetFileName(Path.GetDirectoryName(path))!).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>What <see cref="Find"/> finds a benchmark by, in brief.</summary>
    public static string NameOf(Benchmark benchmark, string configs = DefaultConfigs)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        return Find(benchmark.Name, configs) is { } found
            && (ShippedFiles.IsShipped(found) ? found == benchmark.ConfigPath : IsSame(found, benchmark.ConfigPath))
            ? benchmark.Name
            : benchmark.ConfigPath;
    }

    private static bool IsSame(string path, string other) =>
        !ShippedFiles.IsShipped(other) && Path.GetFullPath(path) == Path.GetFullPath(other);

    /// <summary>A file of this name, however wrong it is; or one that has tasks and machines.</summary>
    private static bool IsBenchmark(string path) => Path.GetFileName(path) == Benchmark.FileName
        || (YamlReader.ReadFile(path, new()) is YamlMapping root && root.Find("tasks") is not null && root.Find("machines") is not null);
}
