using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

public sealed class ReproductionCatalogTests : IDisposable
{
    private readonly Lab _lab = new();

    public ReproductionCatalogTests()
    {
        foreach (string file in (string[])["ntm/copy.yaml", "ntm/sort.yaml", "dnc/copy.yaml"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_lab.In(file))!);
            File.WriteAllText(_lab.In(file), Lab.Small + Bench.Published);
        }
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_name_is_a_folder_or_a_config()
    {
        Assert.Equal(["copy", "sort"], Names("ntm"));
        Assert.Equal(["copy"], Names("dnc/copy"));
        Assert.Equal(["copy"], Names(_lab.In("ntm/copy.yaml")));
        Assert.Equal(["copy", "sort"], Names(_lab.In("ntm") + "/"));
        Assert.Equal(["sort", "copy"], Names("ntm/sort", "ntm", "ntm/copy"));
    }

    [Fact]
    public void Runs_are_in_a_folder_of_the_configs_folder()
    {
        Reproduction reproduction = Find("ntm/sort")[0];
        Assert.Equal(Path.Combine(_lab.In("results"), "ntm", "sort", "seed-3"), reproduction.RunOf(3));
        Assert.Equal(["copy", "sort"], ReproductionCatalog.Siblings(reproduction).Select(each => each.Name));
        Assert.All(ReproductionCatalog.Siblings(reproduction), each => Assert.Equal(reproduction.Folder, each.Folder));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest()
    {
        RunException exception = Assert.Throws<RunException>(() => Find("ntm/sotr"));
        Assert.Equal(RunProblem.Missing, exception.Problem);
        Assert.Contains("'ntm/sotr'; did you mean 'ntm/sort'?", exception.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<Reproduction> Find(params string[] names) => ReproductionCatalog.Find(names, _lab.Root, _lab.In("results"));

    private IEnumerable<string> Names(params string[] names) => Find(names).Select(each => each.Name);
}
