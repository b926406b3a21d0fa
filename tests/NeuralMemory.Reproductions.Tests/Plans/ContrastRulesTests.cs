using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions.Tests;

public sealed class ContrastRulesTests
{
    private const string Contrast = "\n  contrast: { with: plan, times: 3 }\n";

    public static TheoryData<string> Shipped =>
        [.. Directory.GetDirectories(Configs).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    private static string Configs => Path.Combine(Lab.Repository, ReproductionCatalog.DefaultConfigs);

    [Fact]
    public void A_config_that_is_not_in_the_folder_is_answered_with_the_nearest_and_with_all_else_that_is_wrong()
    {
        using Bench bench = new(Bench.Published + Contrast + "seeds: 3\n");
        bench.Write(Lab.Small + Bench.Published, "plain");
        string[] problems = Problems(bench);
        Assert.Equal(2, problems.Length);
        Assert.Contains(problems, problem => problem.StartsWith(
            $"{bench.In("paper/small.yaml")}:25:21: unknown config of the folder 'plan'; did you mean 'plain'?", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("no key 'seeds'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_config_is_no_contrast_to_itself()
    {
        using Bench bench = new(Bench.Published + Contrast.Replace("plan", "small", StringComparison.Ordinal));
        Assert.Contains("'small' is this config itself", Assert.Single(Problems(bench)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "'plan' has no section 'published'")]
    [InlineData(Bench.Published + "\n  metric: accuracy_percent", "'plan' publishes accuracy_percent and this config bits_per_sequence")]
    public void The_same_is_measured_of_both(string other, string problem)
    {
        using Bench bench = new(Bench.Published + Contrast);
        bench.Write(Lab.Small + other, "plan");
        Assert.Contains(problem, Assert.Single(Problems(bench)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Lab.Small + Bench.Published)]
    [InlineData("name: [")]
    public void A_config_whose_contrast_is_there_is_read_whatever_else_is_in_that_one(string other)
    {
        using Bench bench = new(Bench.Published + Contrast);
        bench.Write(other, "plan");
        Assert.Equal(("plan", 3.0), (bench.Read().Published.Contrast!.With, bench.Read().Published.Contrast!.Times));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_contrast_of_a_shipped_config_is_there(string folder)
    {
        Diagnostics problems = new();
        foreach (Reproduction reproduction in ReproductionCatalog.Find([folder], Configs))
            ContrastRules.Check(new ConfigReader(problems).ReadTree(reproduction.ConfigPath, [])!, reproduction, problems);
        problems.ThrowIfAny();
    }

    private static string[] Problems(Bench bench) =>
        [.. Assert.Throws<InvalidInputException>(() => bench.Reproduction.Load(1)).Diagnostics.Select(each => each.ToString())];
}
