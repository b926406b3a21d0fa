using System.Reflection;
using NeuralMemory.Testing;

namespace NeuralMemory.PublicApi.Tests;

/// <summary>What the packed libraries offer changes only when somebody means it: each is compared with its list in Libraries/.</summary>
public sealed class PublicApiTests
{
    private const string Accept = "tests/NeuralMemory.PublicApi.Tests/accept.sh";

    public static TheoryData<string> Libraries =>
    [
        .. Directory.GetDirectories(Repository.Path("src")).Select(path => Path.GetFileName(path)!)
            .Where(name => name.StartsWith("NeuralMemory.", StringComparison.Ordinal) && name != "NeuralMemory.Cli")
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_offers_what_its_list_says(string library)
    {
        IReadOnlyList<string> offered = ApiListing.Of(Assembly.Load(library));
        Assert.NotEmpty(offered);
        // For accept.sh.
        string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "offered")).FullName;
        File.WriteAllText(Path.Combine(folder, $"{library}.txt"), string.Concat(offered.Select(line => $"{line}\n")));
        string list = Repository.Path("tests", "NeuralMemory.PublicApi.Tests", "Libraries", $"{library}.txt");
        string[] listed = File.Exists(list) ? File.ReadAllLines(list) : [];
        Assert.True(listed.SequenceEqual(offered), $"{library} offers something else than its list says.\n"
            + $"{ApiChange.Between(listed, offered)}If this is meant, accept it with {Accept} and commit the list.");
    }

    [Fact]
    public void Every_list_is_that_of_a_library() => Assert.All(
        Directory.GetFiles(Repository.Path("tests", "NeuralMemory.PublicApi.Tests", "Libraries")),
        path => Assert.True(Directory.Exists(Repository.Path("src", Path.GetFileNameWithoutExtension(path))), path));
}
