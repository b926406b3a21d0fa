using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

public sealed class TaskLibraryTests : IDisposable
{
    private static readonly SourceMark Mark = new("config.yaml", 3, 7);
    private readonly string _root = Directory.CreateTempSubdirectory("neuralmemory-").FullName;

    public TaskLibraryTests()
    {
        Write("tasks/copy.yaml");
        Write("tasks/reverse.yaml");
        Write("project/tasks/copy.yaml");
        Write("project/configs/mine.yaml");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_name_is_found_beside_the_config_then_in_the_nearest_tasks_folder()
    {
        var library = new TaskLibrary(_root, Path.Combine(_root, "project", "configs"));
        Assert.Equal(Path.Combine("project", "configs", "mine.yaml"), library.Locate("mine", Mark, new()));
        Assert.Equal(Path.Combine("project", "tasks", "copy.yaml"), library.Locate("copy", Mark, new()));
        Assert.Equal(Path.Combine("tasks", "reverse.yaml"), library.Locate("reverse", Mark, new()));
        Assert.Equal(Path.Combine("project", "tasks", "copy.yaml"), library.Files["copy"]);
    }

    [Fact]
    public void A_name_is_found_from_a_folder_further_down()
    {
        var library = new TaskLibrary(Path.Combine(_root, "project", "configs"));
        Assert.Equal(Path.Combine(_root, "tasks", "reverse.yaml"), library.Locate("reverse", Mark, new()));
    }

    [Fact]
    public void A_path_is_relative_to_the_config_or_the_current_folder()
    {
        var library = new TaskLibrary(_root, Path.Combine(_root, "project", "configs"));
        Assert.Equal(Path.Combine("project", "configs", "mine.yaml"), library.Locate("mine.yaml", Mark, new()));
        Assert.Equal(Path.Combine("tasks", "reverse.yaml"), library.Locate("tasks/reverse.yaml", Mark, new()));
    }

    [Theory]
    [InlineData("copi", "config.yaml:3:7: there is no task 'copi'; did you mean 'copy'? (known: copy, reverse)")]
    [InlineData("tasks/", "config.yaml:3:7: 'tasks/' is a folder; expected a file (in it: copy.yaml)")]
    [InlineData("tasks/none.yaml", "config.yaml:3:7: there is no task file 'tasks/none.yaml'")]
    public void An_unknown_task_is_answered_with_the_nearest(string task, string expected)
    {
        var diagnostics = new Diagnostics();
        Assert.Null(new TaskLibrary(Path.Combine(_root, "project")).Load(task, Mark, diagnostics));
        Assert.Equal(expected, diagnostics.ToString());
    }

    private void Write(string path)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "task: x\n");
    }

    [Fact]
    public void A_task_that_is_not_utf_8_is_not_read()
    {
        string path = Path.Combine(_root, "f.yaml");
        File.WriteAllBytes(path, [.. "task: caf"u8, 0xE9]);
        var diagnostics = new Diagnostics();
        Assert.Null(TaskDefinition.Load(path, diagnostics));
        Assert.Equal($"{path}:1:10: this byte is not UTF-8 text; save the file as UTF-8", diagnostics.ToString());
    }
}
