using NeuralMemory.Testing;

namespace NeuralMemory.Shipped.Tests;

public sealed class ShippedFilesTests
{
    [Theory]
    [InlineData("tasks", "*.yaml")]
    [InlineData("tasks", "*.tsv")]
    [InlineData("configs", "*.yaml")]
    public void Every_task_corpus_and_config_of_the_repository_is_in_the_program(string folder, string pattern)
    {
        string root = Repository.Path(folder);
        foreach (string file in Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories))
        {
            string path = $"shipped:{folder}/{Path.GetRelativePath(root, file).Replace('\\', '/')}";
            Assert.True(ShippedFiles.Exists(path), path);
            Assert.Equal(File.ReadAllText(file), ShippedFiles.Read(path));
        }
    }

    [Fact]
    public void Nothing_else_is()
    {
        Assert.All(ShippedFiles.Paths, path => Assert.True(File.Exists(Repository.Path(path["shipped:".Length..])), path));
        Assert.Equal(ShippedFiles.Paths.Order(StringComparer.Ordinal), ShippedFiles.Paths);
    }

    [Theory]
    [InlineData("tasks/copy.yaml", "shipped:tasks/copy.yaml")]
    [InlineData(@"tasks\copy.yaml", "shipped:tasks/copy.yaml")]
    [InlineData("shipped:configs/sweeps/../copy-tiny.yaml", "shipped:configs/copy-tiny.yaml")]
    [InlineData("./configs//ntm-copy.yaml", "shipped:configs/ntm-copy.yaml")]
    [InlineData("../x.yaml", "shipped:../x.yaml")]
    [InlineData("../../x.yaml", "shipped:../../x.yaml")]
    public void A_path_has_one_form(string written, string expected) => Assert.Equal(expected, ShippedFiles.PathOf(written));

    [Fact]
    public void A_folder_has_its_files_and_those_below()
    {
        Assert.Contains("shipped:configs/ntm-copy.yaml", ShippedFiles.In("shipped:configs"));
        Assert.DoesNotContain("shipped:configs/sweeps/copy-rates.yaml", ShippedFiles.In("shipped:configs"));
        Assert.Contains("shipped:configs/sweeps/copy-rates.yaml", ShippedFiles.Below("shipped:configs/"));
        Assert.Empty(ShippedFiles.Below("shipped:config"));
    }

    [Theory]
    [InlineData("shipped:tasks/none.yaml")]
    [InlineData("shipped:")]
    [InlineData("tasks/copy.yaml")]
    [InlineData("shipped:../tasks/copy.yaml")]
    public void What_is_not_there_has_no_text(string path)
    {
        Assert.False(ShippedFiles.Exists(path));
        Assert.Null(ShippedFiles.Read(path));
    }
}
