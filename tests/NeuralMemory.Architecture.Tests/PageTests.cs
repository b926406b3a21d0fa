using NeuralMemory.Testing;

namespace NeuralMemory.Architecture.Tests;

/// <summary>What the pages of the repository refer to is there.</summary>
public sealed class PageTests
{
    /// <summary>What is committed of the results; the rest are runs of whoever works here.</summary>
    private static readonly string[] Results = ["evidence", "gallery", "comparisons", "benchmarks", "reproductions"];

    private static readonly string[] Sourced =
        [.. Sources.CodeUnder("src").Select(path => Slashed(Path.GetRelativePath(Repository.Path("src"), path)))];

    public static TheoryData<string> Pages =>
    [
        .. Sources.Under().Where(IsPage)
            .Concat(Directory.EnumerateFiles(Repository.Path("results"), "*.md"))
            .Concat(Results.SelectMany(folder => Folders(Repository.Path("results", folder)).Prepend(Repository.Path("results", folder)))
                .Select(folder => Path.Combine(folder, "README.md")).Where(File.Exists))
            .Select(path => Slashed(Sources.Show(path))),
    ];

    [Fact]
    public void The_pages_are_found()
    {
        Assert.True(Pages.Count > 30);
        Assert.True(Sourced.Length > 500);
        Assert.True(Read("src/NeuralMemory.Machines/README.md").SourceNames.Count() > 50);
        Assert.True(Read("results/reproductions/ntm-2014/README.md").Links.Count() > 30);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_somewhere(string page) =>
        AssertNone(Read(page).Links.Where(link => !Leads(page, link.Target))
            .Select(link => $"{link.Place}: nothing is at {link.Target}"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_code_ends_and_every_table_has_a_header(string page)
    {
        Assert.True(Read(page).IsClosed, $"{page} has a ``` too many or too few");
        AssertNone(Read(page).LooseRows.Select(place => $"{place}: a row of a table without a header above it"));
    }

    /// <summary>
    /// A name is a path below the page's folder or below a project, without "NeuralMemory."; or the name alone of a file that
    /// some folder has.
    /// </summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_source_file_that_a_page_names_exists(string page) =>
        AssertNone(page.StartsWith("src/", StringComparison.Ordinal)
            ? Read(page).SourceNames.SelectMany(line => line.Names.Where(name => !Exists(page, name))
                .Select(name => $"{line.Place}: there is no {name}"))
            : []);

    private static bool Exists(string page, string name)
    {
        string[] places = [$"{page.Split('/')[1]}/{name}", $"NeuralMemory.{name}", name];
        return name.EndsWith('/')
            ? places.Any(place => Sourced.Any(path => path.StartsWith(place, StringComparison.Ordinal)))
            : places.Any(Sourced.Contains) || (!name.Contains('/') && Sourced.Any(path => path.EndsWith($"/{name}", StringComparison.Ordinal)));
    }

    private static bool Leads(string page, string target)
    {
        string[] parts = target.Split('#');
        string path = parts[0].Length == 0 ? Repository.Path(page)
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.Path(page))!, parts[0]));
        return parts.Length == 1 ? File.Exists(path) || Directory.Exists(path) : File.Exists(path) && new Page(path).Anchors.Contains(parts[1]);
    }

    private static Page Read(string page) => new(Repository.Path(page));

    private static bool IsPage(string path) => path.EndsWith(".md", StringComparison.Ordinal);

    private static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal);

    private static string Slashed(string path) => path.Replace('\\', '/');

    private static void AssertNone(IEnumerable<string> offences)
    {
        string[] found = [.. offences];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
