using System.Text.RegularExpressions;

namespace NeuralMemory.Sweeps.Tests;

/// <summary>Every sweep in configs/sweeps runs, and the manual's examples are right.</summary>
public sealed partial class ShippedSweepTests : IDisposable
{
    private readonly SweepBench _bench = new();

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path)!).Order()];

    private static string Folder => Path.Combine(Lab.Repository, "configs", "sweeps");

    public static TheoryData<string> Examples =>
        [.. Block().Matches(Manual + Page("SLURM.md")).Select(match => match.Groups[1].Value)];

    private static string Manual => Page("SWEEPS.md");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_sweep_bears_its_files_name_and_is_run_in_seconds(string name)
    {
        string file = Path.Combine(Folder, name);
        SweepDefinition definition = SweepFile.Read(file);
        Assert.Equal(Path.GetFileNameWithoutExtension(name), definition.Name);
        Assert.NotEqual("", definition.Description);
        Sweep sweep = SweepFolder.Write(SweepFile.Load(definition, _bench.Folder, file));
        var (result, audience) = _bench.Run(sweep.Jobs, sideBySide: 2);
        Assert.Empty(audience.Errors);
        Assert.Equal(sweep.Jobs.Count, result.Count(JobEnd.Done));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_manual_is_a_sweep(string yaml)
    {
        string path = Path.Combine(Lab.Repository, "configs");
        Assert.NotEmpty(_bench.Load(yaml.Replace("config: configs/", $"config: {path}/", StringComparison.Ordinal)).Jobs);
    }

    [Fact]
    public void The_manual_has_the_table_of_all_keys() => Assert.Contains(SweepSchema.KeyTable(), Manual, StringComparison.Ordinal);

    private static string Page(string name) =>
        File.ReadAllText(Path.Combine(Lab.Repository, "configs", name)).ReplaceLineEndings("\n");

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
