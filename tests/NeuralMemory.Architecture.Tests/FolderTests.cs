using NeuralMemory.Testing;

namespace NeuralMemory.Architecture.Tests;

/// <summary>The rooms of the house: inside a project, too, folders depend on each other in one direction only.</summary>
public sealed class FolderTests
{
    public static TheoryData<string> Projects =>
        [.. Sources.ProjectsUnder("src").Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_of_a_project_is_in_a_circle(string project)
    {
        string root = Repository.Path("src", project);
        string[] circles =
        [
            .. FolderGraph.Of(Sources.CodeUnder("src", project)
                .Select(path => (Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText(path)))).Circles(),
        ];
        Assert.True(circles.Length == 0, $"{project} has folders in a circle; move or split a file.\n{string.Join('\n', circles)}");
    }
}
