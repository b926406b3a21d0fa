using System.Globalization;

namespace NeuralMemory.Results.Tests;

public sealed class RunNotesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tags_that_are_changed_at_once_are_all_there()
    {
        Thread[] people = [.. Enumerable.Range(0, 4).Select(person => new Thread(() =>
        {
            for (int i = 0; i < 20; i++)
                new RunNotes(_folder.Path).ChangeTags(
                    tags => tags.Add(string.Create(CultureInfo.InvariantCulture, $"{person}-{i:00}")));
        }))];
        foreach (Thread person in people)
            person.Start();
        foreach (Thread person in people)
            person.Join();
        Assert.Equal(80, new RunNotes(_folder.Path).ReadTags().Count);
    }

    [Fact]
    public void The_last_tag_takes_the_file_with_it()
    {
        RunNotes notes = new(_folder.Path);
        Assert.Equal(["a", "b"], notes.ChangeTags(tags => tags.UnionWith(["b", "a"])));
        Assert.Equal("a\nb\n", File.ReadAllText(notes.TagsPath));
        Assert.Equal(["b"], notes.ChangeTags(tags => tags.Remove("a")));
        Assert.Empty(notes.ChangeTags(tags => tags.Remove("b")));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
