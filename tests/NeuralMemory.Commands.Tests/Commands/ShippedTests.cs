using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary>The command where there is no repository: tasks and configs come with it, and a folder's own come first.</summary>
public sealed class ShippedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_config_trains_by_its_name_and_the_run_stands_by_itself()
    {
        Run("train", "copy-tiny", "--set", "training.steps=10", "--quiet");
        string run = _folder["results", "copy-tiny-seed1"];
        Assert.Equal(File.ReadAllText(Testing.Repository.Path("tasks", "copy.yaml")), File.ReadAllText(Path.Combine(run, "task.yaml")));
        Run("eval", run, "--episodes", "4");
        Run("resume", run, "--set", "training.steps=12", "--quiet");
    }

    [Theory]
    [InlineData("config show ntm-copy")]
    [InlineData("config validate configs/seq2seq-phrases.yaml")]
    [InlineData("task preview copy")]
    [InlineData("task sample copy-tiny --split test --episodes 2 --out s.jsonl")]
    [InlineData("train dnc-repeat-copy --dry-run")]
    [InlineData("sweep run copy-rates --dry-run")]
    [InlineData("sweep run --config copy-tiny --sweep training.optimizer.rate=1e-3,1e-2 --dry-run")]
    [InlineData("reproduce ntm-2014/copy-lstm --dry-run")]
    public void What_takes_a_config_or_a_task_finds_those_of_the_program(string line) => Run(line.Split(' '));

    [Fact]
    public void A_mistake_in_an_override_of_a_shipped_config_is_told_as_ever() => Assert.StartsWith(
        "--set training.stepz=5:1:10: 'training' has no key 'stepz'",
        CommandProcess.Run(_folder.Path, "train", "ntm-copy", "--set", "training.stepz=5").Expect(ExitCodes.Usage).Error,
        StringComparison.Ordinal);

    [Fact]
    public void A_place_in_a_shipped_config_says_so() => Assert.Matches(
        @"(?m)^shipped:configs/ntm-copy\.yaml:\d+:\d+: 'machine' of kind lstm has no key 'memory'",
        CommandProcess.Run(_folder.Path, "train", "ntm-copy", "--set", "machine.kind=lstm").Expect(ExitCodes.Usage).Error);

    [Fact]
    public void A_folders_own_come_first_and_stand_beside_the_shipped()
    {
        Directory.CreateDirectory(_folder["tasks"]);
        Directory.CreateDirectory(_folder["configs"]);
        string copy = File.ReadAllText(Testing.Repository.Path("tasks", "copy.yaml"));
        File.WriteAllText(_folder["tasks", "copy.yaml"], copy.Replace("task: copy", "task: copy\n# mine", StringComparison.Ordinal));
        File.WriteAllText(_folder["tasks", "zebra.yaml"], copy.Replace("task: copy", "task: zebra", StringComparison.Ordinal));
        File.WriteAllText(_folder["configs", "mine.yaml"], Run("config", "show", "copy-tiny").Out);

        (string Name, string File)[] tasks = Listed("task");
        Assert.Equal([("copy", "tasks/copy.yaml"), ("zebra", "tasks/zebra.yaml"), ("adding", "shipped:tasks/adding.yaml")], tasks[..3]);
        Assert.Equal(("mine", "configs/mine.yaml"), Listed("config")[0]);
        Assert.Contains(("ntm-copy", "shipped:configs/ntm-copy.yaml"), Listed("config"));
        Assert.Contains("# mine", Run("task", "show", "copy").Out, StringComparison.Ordinal);
        Run("train", "mine", "--set", "training.steps=2", "--out", _folder["run"], "--quiet");
        Assert.Contains("# mine", File.ReadAllText(_folder["run", "task.yaml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_config_shows_is_one_to_start_from()
    {
        File.WriteAllText(_folder["start.yaml"], Run("config", "show", "ntm-copy", "--comments").Out);
        Run("config", "validate", "start.yaml");
    }

    private (string Name, string File)[] Listed(string kind) =>
    [
        .. JsonDocument.Parse(Run(kind, "list", "--json").Out).RootElement.EnumerateArray().Select(each =>
            (each.GetProperty("name").GetString()!, each.GetProperty("file").GetString()!.Replace('\\', '/'))),
    ];

    private Outcome Run(params string[] arguments) => CommandProcess.Run(_folder.Path, arguments).Expect(ExitCodes.Done);
}
