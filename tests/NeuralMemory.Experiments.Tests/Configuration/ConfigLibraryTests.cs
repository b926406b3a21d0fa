namespace NeuralMemory.Experiments.Tests;

public sealed class ConfigLibraryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("neuralmemory-").FullName;

    public ConfigLibraryTests()
    {
        Write("configs/ntm-copy.yaml");
        Write("configs/sweeps/mine.yaml");
        Write("below/own.yaml");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("own.yaml", "own.yaml")]
    [InlineData("ntm-copy", "ROOT/configs/ntm-copy.yaml")]
    [InlineData("lstm-copy", "shipped:configs/lstm-copy.yaml")]
    [InlineData("configs/ntm-copy.yaml", "shipped:configs/ntm-copy.yaml")]
    [InlineData("configs/none.yaml", "configs/none.yaml")]
    [InlineData("shipped:configs/ntm-copy.yaml", "shipped:configs/ntm-copy.yaml")]
    [InlineData("comparisons/copy", "shipped:configs/comparisons/copy.yaml")]
    [InlineData("own", "own")]
    [InlineData("../below/own", "../below/own")]
    [InlineData("", "")]
    public void The_users_own_come_before_those_of_the_program(string config, string expected) => Assert.Equal(
        expected.Replace("ROOT", _root, StringComparison.Ordinal),
        new ConfigLibrary(Path.Combine(_root, "below")).Locate(config).Replace('\\', '/'));

    [Fact]
    public void A_sweep_has_a_name_of_its_own()
    {
        ConfigLibrary library = new(_root, "sweeps");
        Assert.Equal(Path.Combine("configs", "sweeps", "mine.yaml"), library.Locate("mine"));
        Assert.Equal("shipped:configs/sweeps/copy-rates.yaml", library.Locate("copy-rates"));
        Assert.Equal(Path.Combine("configs", "ntm-copy.yaml"), library.Locate("ntm-copy"));
    }

    [Fact]
    public void A_folder_that_has_the_name_of_a_config_is_in_no_ones_way()
    {
        Directory.CreateDirectory(Path.Combine(_root, "lstm-copy"));
        Assert.Equal("shipped:configs/lstm-copy.yaml", new ConfigLibrary(_root).Locate("lstm-copy"));
    }

    [Fact]
    public void Every_shipped_config_is_valid_and_stands_in_the_program()
    {
        // Sweeps, benchmarks and their machines are no configs.
        string[] names = [.. new ConfigLibrary(_root).Files.Keys.Where(name =>
            !name.StartsWith("sweeps/", StringComparison.Ordinal) && Path.GetFileName(name) is not ("benchmark" or "machines"))];
        Assert.True(names.Length > 50, $"{names.Length}");
        foreach (string name in names.Where(name => name != "ntm-copy"))
        {
            Experiment experiment = Experiment.Load($"shipped:configs/{name}.yaml");
            Assert.Null(experiment.Folder);
        }
    }

    private void Write(string path)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "name: x\n");
    }
}
