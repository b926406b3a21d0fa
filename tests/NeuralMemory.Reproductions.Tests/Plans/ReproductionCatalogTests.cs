using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

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
    public void Configs_are_in_order_of_their_names()
    {
        File.Copy(_lab.In("ntm/copy.yaml"), _lab.In("ntm/copy-long.yaml"));
        Assert.Equal(["copy", "copy-long", "sort"], Names("ntm"));
        Assert.Equal(["copy", "copy-long", "sort"], ReproductionCatalog.Siblings(Find("ntm/sort")[0]).Select(each => each.Name));
    }

    [Fact]
    public void The_name_of_a_folder_finds_it_again()
    {
        Assert.Equal("ntm", NameOf(Find("ntm/sort")[0]));
        Assert.Equal("ntm", NameOf(Find(_lab.In("ntm"))[0]));
        // Not where names are looked up, and not below the current folder: as it was given.
        Reproduction elsewhere = new(_lab.In("paper/more/copy.yaml"));
        Assert.Equal(_lab.In("paper/more"), NameOf(elsewhere));
        Assert.Equal(Path.Combine("my", "paper"), NameOf(new(Path.GetFullPath("my/paper/copy.yaml"))));
        Assert.Equal(Path.Combine("my", "paper"), NameOf(new("./my/paper/copy.yaml")));
        Assert.Equal("..", NameOf(new("../copy.yaml")));

        string NameOf(Reproduction reproduction) => ReproductionCatalog.NameOf(reproduction, _lab.Root + "/");
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
