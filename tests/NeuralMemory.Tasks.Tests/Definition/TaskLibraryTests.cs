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
    [InlineData("copi", "config.yaml:3:7: there is no task 'copi'; did you mean 'copy'? (known: adding, ")]
    [InlineData("tasks/", "config.yaml:3:7: 'tasks/' is a folder; expected a file (in it: copy.yaml)")]
    [InlineData("tasks/none.yaml", "config.yaml:3:7: there is no task file 'tasks/none.yaml'")]
    [InlineData("tasks/phrase.yaml", "config.yaml:3:7: there is no task file 'tasks/phrase.yaml'; did you mean 'shipped:tasks/phrases.yaml'?")]
    [InlineData("shipped:tasks/cpy.yaml", "config.yaml:3:7: there is no task file 'shipped:tasks/cpy.yaml'; did you mean ")]
    public void An_unknown_task_is_answered_with_the_nearest(string task, string expected)
    {
        var diagnostics = new Diagnostics();
        Assert.Null(new TaskLibrary(Path.Combine(_root, "project")).Load(task, Mark, diagnostics));
        Assert.StartsWith(expected, diagnostics.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phrases", "shipped:tasks/phrases.yaml")]
    [InlineData("tasks/phrases.yaml", "shipped:tasks/phrases.yaml")]
    [InlineData("shipped:tasks/copy.yaml", "shipped:tasks/copy.yaml")]
    [InlineData("copy", "tasks/copy.yaml")]
    [InlineData("tasks/copy.yaml", "tasks/copy.yaml")]
    public void What_the_user_does_not_have_the_program_has(string task, string expected)
    {
        var library = new TaskLibrary(Path.Combine(_root, "project"));
        Assert.Equal(expected, library.Locate(task, Mark, new())?.Replace('\\', '/'));
        Assert.Equal("shipped:tasks/phrases.yaml", library.Files["phrases"]);
        Assert.Equal(Path.Combine("tasks", "copy.yaml"), library.Files["copy"]);
    }

    [Fact]
    public void A_config_that_has_the_name_of_its_task_is_not_taken_for_it()
    {
        string folder = Path.Combine(_root, "project", "configs");
        File.WriteAllText(Path.Combine(folder, "phrases.yaml"), "task: phrases\nmachine: { kind: ntm }\n");
        Write("project/configs/adding.yaml");
        var library = new TaskLibrary(_root, folder);
        Assert.Equal("shipped:tasks/phrases.yaml", library.Locate("phrases", Mark, new()));
        Assert.Equal(Path.Combine("project", "configs", "adding.yaml"), library.Locate("adding", Mark, new()));
    }

    [Fact]
    public void A_shipped_task_has_its_corpus()
    {
        var diagnostics = new Diagnostics();
        TaskDefinition? task = new TaskLibrary(_root).Load("phrases", Mark, diagnostics);
        Assert.False(diagnostics.Any, diagnostics.ToString());
        Assert.NotNull(task?.Corpus);
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
