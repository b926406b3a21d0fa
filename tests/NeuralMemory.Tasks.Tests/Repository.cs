using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>Where the shipped tasks are, however the tests are started.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The names of the shipped tasks.</summary>
    public static IReadOnlyList<string> Tasks { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Root, "tasks"), "*.yaml")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal),
    ];

    public static string TaskPath(string name) => Path.Combine(Root, "tasks", name + ".yaml");

    public static TaskDefinition Task(string name) => TaskDefinition.Load(TaskPath(name));

    public static TaskDefinition Define(string text)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition? task = TaskDefinition.Read("t.yaml", text, diagnostics);
        Assert.Equal("", diagnostics.ToString());
        return task!;
    }

    public static YamlMapping Mapping(string yaml)
    {
        var diagnostics = new Diagnostics();
        var mapping = (YamlMapping)YamlReader.Read("config.yaml", yaml, diagnostics)!;
        Assert.Equal("", diagnostics.ToString());
        return mapping;
    }

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "NeuralMemory.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found"));
}
