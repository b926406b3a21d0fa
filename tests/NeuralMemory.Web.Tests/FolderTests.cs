using NeuralMemory.Results;

namespace NeuralMemory.Web.Tests;

/// <summary>Nothing outside the folder is read, whatever an address asks for.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly Runs _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_run_goes_by_its_path_below_the_folder()
    {
        string path = _runs.Add("sweep/point/seed-1");
        ServedFolder folder = ServedFolder.Open(_runs.Path);
        Assert.Equal(path, folder.PathOf("sweep/point/seed-1"));
        Assert.Equal("sweep/point/seed-1", folder.NameOf(path));
        Assert.False(folder.IsRun);
    }

    [Fact]
    public void A_run_that_is_given_goes_by_a_dot()
    {
        ServedFolder folder = ServedFolder.Open(_runs.Add("alone"));
        Assert.True(folder.IsRun);
        Assert.Equal(folder.Path, folder.PathOf("."));
        Assert.Equal(".", folder.NameOf(folder.Path));
    }

    [Fact]
    public void A_name_may_have_any_character_that_folders_have_on_this_system()
    {
        string[] names = ["a run", "it's \"quoted\"", "lr:0.1", "back\\slash", "new\nline", "<script>", "50%20 & x=1#y?z", "ü-代码-🙂"];
        foreach (string name in names.Where(name => name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0))
            Assert.Equal(_runs.Add("sweep/" + name), ServedFolder.Open(_runs.Path).PathOf("sweep/" + name));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/./b")]
    [InlineData("/etc")]
    [InlineData("//etc")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("..\\outside")]
    [InlineData("C:\\Windows")]
    [InlineData("a\0b")]
    [InlineData("~")]
    [InlineData(".hidden")]
    [InlineData("%2e%2e/outside")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("no-such-run")]
    public void What_leads_elsewhere_is_no_run(string? name)
    {
        _runs.Add("a");
        Runs.Write(Path.Combine(_runs.Outside, "secret"));
        RunException exception = Assert.Throws<RunException>(() => ServedFolder.Open(_runs.Path).PathOf(name));
        Assert.Equal(RunProblem.Missing, exception.Problem);
        Assert.DoesNotContain(_runs.Outside, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_elsewhere_is_refused_and_one_to_a_neighbour_is_not()
    {
        string secret = Path.Combine(_runs.Outside, "secret");
        Runs.Write(secret);
        _runs.Add("a");
        File.CreateSymbolicLink(Path.Combine(_runs.Path, "out"), secret);
        File.CreateSymbolicLink(Path.Combine(_runs.Path, "up"), "../outside/secret");
        File.CreateSymbolicLink(Path.Combine(_runs.Path, "in"), "a");
        ServedFolder folder = ServedFolder.Open(_runs.Path);
        foreach (string name in (string[])["out", "up"])
            Assert.Contains(
                "leads out of the folder", Assert.Throws<RunException>(() => folder.PathOf(name)).Message, StringComparison.Ordinal);
        Assert.NotNull(folder.PathOf("in"));
    }

    [Theory]
    [InlineData("config.yaml")]
    [InlineData("metrics.jsonl")]
    [InlineData("evaluations/final.json")]
    public void A_file_of_a_run_that_is_a_link_to_elsewhere_is_refused(string file)
    {
        string run = _runs.Add("a"), path = Path.Combine(run, file), moved = Path.Combine(_runs.Outside, "moved");
        File.Move(path, moved);
        File.CreateSymbolicLink(path, moved);
        ServedFolder folder = ServedFolder.Open(_runs.Path);
        Assert.Contains(file, Assert.Throws<RunException>(() => folder.PathOf("a")).Message, StringComparison.Ordinal);
        using RunStore store = new(folder, TimeProvider.System);
        Assert.Empty(store.Current.Runs);
        Assert.Contains(file, Assert.Single(store.Current.Refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.yaml")]
    [InlineData("status.json")]
    [InlineData("evaluations/final.json")]
    [InlineData("journal.jsonl")]
    [InlineData("tags.txt")]
    public void A_file_that_is_far_too_large_is_not_read(string file)
    {
        using (FileStream stream = File.OpenWrite(Path.Combine(_runs.Add("a"), file)))
            stream.SetLength(1L << 34);
        _runs.Add("b");
        using RunStore store = new(ServedFolder.Open(_runs.Path), TimeProvider.System);
        Assert.Equal("b", Assert.Single(store.Current.Runs).Name);
        Assert.Contains(file, Assert.Single(store.Current.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_a_circle_are_told()
    {
        File.CreateSymbolicLink(Path.Combine(_runs.Path, "one"), "two");
        File.CreateSymbolicLink(Path.Combine(_runs.Path, "two"), "one");
        Assert.Throws<RunException>(() => ServedFolder.Open(_runs.Path).PathOf("one"));
    }

    [Fact]
    public void A_folder_that_is_a_link_itself_is_followed()
    {
        _runs.Add("a");
        string link = Path.Combine(_runs.Outside, "link");
        File.CreateSymbolicLink(link, _runs.Path);
        Assert.NotNull(ServedFolder.Open(link).PathOf("a"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_with_what_may_be_meant()
    {
        _runs.Add("ntm-copy");
        string wrong = Path.Combine(_runs.Path, "ntm-copi");
        Assert.Contains("ntm-copy", Assert.Throws<RunException>(() => ServedFolder.Open(wrong)).Message, StringComparison.Ordinal);
        string file = Path.Combine(_runs.Outside, "file");
        File.WriteAllText(file, "");
        Assert.Contains("is a file", Assert.Throws<RunException>(() => ServedFolder.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_name_runs_as_pages_do()
    {
        string path = _runs.Add("a/b");
        ServedFolder folder = ServedFolder.Open(_runs.Path);
        Assert.Equal("'a/b/status.json' in 'shown'", folder.Shorten($"'{path}/status.json' in '{folder.Path}'"));
    }
}
