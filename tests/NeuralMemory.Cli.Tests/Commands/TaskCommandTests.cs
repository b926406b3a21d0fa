namespace NeuralMemory.Cli.Tests;

public sealed class TaskCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void List_names_every_shipped_task_with_its_description()
    {
        string list = CommandProcess.Run(Testing.Repository.Root, "task", "list").Expect(ExitCodes.Done).Out;
        foreach (string file in Directory.GetFiles(Testing.Repository.Path("tasks"), "*.yaml"))
            Assert.Contains(Path.GetFileNameWithoutExtension(file), list, StringComparison.Ordinal);
        Assert.Contains("Recall a sequence of random bit vectors after a delimiter.", list, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', list);
    }

    [Fact]
    public void List_without_a_task_folder_says_so() =>
        Assert.Contains("'tasks'", CommandProcess.Run(_folder.Path, "task", "list")
            .Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void Show_summarises_the_task_and_prints_its_file()
    {
        string text = InProcess.Run("task", "show", "copy").Expect(ExitCodes.Done).Out;
        Assert.Contains("parameters: width = 8, length = [1, 20]", text, StringComparison.Ordinal);
        Assert.Contains("inputs:     data (8), end (1)", text, StringComparison.Ordinal);
        Assert.Contains("steps:      3 to 41", text, StringComparison.Ordinal);
        Assert.EndsWith(File.ReadAllText(Testing.Repository.Path("tasks", "copy.yaml")), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_accepts_every_shipped_task()
    {
        string[] files = Directory.GetFiles(Testing.Repository.Path("tasks"), "*.yaml");
        Outcome outcome = InProcess.Run(["task", "validate", .. files]).Expect(ExitCodes.Done);
        Assert.Equal(files.Length, outcome.Out.Split(": ok\n").Length - 1);
    }

    [Fact]
    public void Validate_lists_the_problems_of_all_files()
    {
        string good = File.ReadAllText(Testing.Repository.Path("tasks", "copy.yaml"));
        File.WriteAllText(_folder["one.yaml"], good.Replace("bits(length, width)", "bits(lenght, width)", StringComparison.Ordinal));
        File.WriteAllText(_folder["two.yaml"], good.Replace("loss: bits", "loss: bitz", StringComparison.Ordinal));
        Outcome outcome = InProcess.Run("task", "validate", _folder["one.yaml"], _folder["two.yaml"]).Expect(ExitCodes.Usage);
        Assert.Contains("did you mean 'length'?", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'bits'?", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("one.yaml:19:", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith(" problems\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", outcome.Out);
    }

    [Fact]
    public void Preview_draws_what_was_asked_for_the_same_each_time()
    {
        string[] command = ["task", "preview", "copy", "--set", "length=5", "--set", "width=2", "--seed", "3", "--episodes", "2"];
        string text = InProcess.Run(command).Expect(ExitCodes.Done).Out;
        Assert.Contains("copy, episode 0: width = 2, length = 5, 11 steps", text, StringComparison.Ordinal);
        Assert.Contains("copy, episode 1: ", text, StringComparison.Ordinal);
        Assert.Equal(text, InProcess.Run(command).Out);
        command[^3] = "4";
        Assert.NotEqual(text, InProcess.Run(command).Out);
    }

    public void Dispose() => _folder.Dispose();
}
