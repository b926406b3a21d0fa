using System.Xml.Linq;
using NeuralMemory.Testing;

namespace NeuralMemory.Architecture.Tests;

/// <summary>The house: which project may know which. Dependencies point down only.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["NeuralMemory.Yaml"] = [],
        ["NeuralMemory.Numerics"] = [],
        ["NeuralMemory.Autodiff"] = ["NeuralMemory.Numerics"],
        ["NeuralMemory.Torch"] = ["NeuralMemory.Machines", "NeuralMemory.Autodiff", "NeuralMemory.Numerics"],
        ["NeuralMemory.Machines"] = ["NeuralMemory.Autodiff", "NeuralMemory.Numerics"],
        ["NeuralMemory.Tasks"] = ["NeuralMemory.Numerics", "NeuralMemory.Yaml"],
        ["NeuralMemory.Results"] = [],
        ["NeuralMemory.Analysis"] = ["NeuralMemory.Results", "NeuralMemory.Yaml"],
        ["NeuralMemory.Reports"] = ["NeuralMemory.Results", "NeuralMemory.Analysis", "NeuralMemory.Yaml"],
        ["NeuralMemory.Experiments"] =
        [
            "NeuralMemory.Machines", "NeuralMemory.Autodiff", "NeuralMemory.Numerics", "NeuralMemory.Tasks", "NeuralMemory.Yaml",
            "NeuralMemory.Results",
        ],
        ["NeuralMemory.Sweeps"] =
        [
            "NeuralMemory.Experiments", "NeuralMemory.Machines", "NeuralMemory.Autodiff", "NeuralMemory.Numerics", "NeuralMemory.Tasks",
            "NeuralMemory.Yaml", "NeuralMemory.Results", "NeuralMemory.Analysis",
        ],
        ["NeuralMemory.Exports"] =
        [
            "NeuralMemory.Experiments", "NeuralMemory.Machines", "NeuralMemory.Autodiff", "NeuralMemory.Numerics", "NeuralMemory.Tasks",
            "NeuralMemory.Yaml", "NeuralMemory.Results", "NeuralMemory.Analysis",
        ],
        ["NeuralMemory.Reproductions"] =
        [
            "NeuralMemory.Sweeps", "NeuralMemory.Analysis", "NeuralMemory.Experiments", "NeuralMemory.Machines", "NeuralMemory.Autodiff",
            "NeuralMemory.Numerics", "NeuralMemory.Tasks", "NeuralMemory.Yaml", "NeuralMemory.Results", "NeuralMemory.Reports",
        ],
        ["NeuralMemory.Web"] =
        [
            "NeuralMemory.Experiments", "NeuralMemory.Machines", "NeuralMemory.Autodiff", "NeuralMemory.Numerics", "NeuralMemory.Tasks",
            "NeuralMemory.Yaml", "NeuralMemory.Results", "NeuralMemory.Analysis", "NeuralMemory.Reports",
        ],
        ["NeuralMemory.Cli"] = ["NeuralMemory.Commands"],
        ["NeuralMemory.Commands"] =
        [
            "NeuralMemory.Reproductions", "NeuralMemory.Sweeps", "NeuralMemory.Exports", "NeuralMemory.Analysis",
            "NeuralMemory.Experiments", "NeuralMemory.Machines", "NeuralMemory.Autodiff", "NeuralMemory.Numerics", "NeuralMemory.Tasks",
            "NeuralMemory.Yaml", "NeuralMemory.Results", "NeuralMemory.Reports", "NeuralMemory.Torch", "NeuralMemory.Web",
        ],
    };

    /// <summary>The only packages that a project may use: the engine and the results need nothing but the runtime.</summary>
    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["NeuralMemory.Yaml"] = ["YamlDotNet"],
        ["NeuralMemory.Torch"] = ["TorchSharp"],
        ["NeuralMemory.Reports"] = ["Microsoft.AspNetCore.Components.Web"],
        ["NeuralMemory.Commands"] = ["System.CommandLine", "Spectre.Console"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Fact]
    public void Every_source_project_has_a_place_in_the_house() =>
        Assert.Equal(Allowed.Keys.Order(), Sources.ProjectsUnder("src").Select(Path.GetFileNameWithoutExtension).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_projects_below_it(string project) =>
        Assert.Subset(Allowed[project].ToHashSet(), References(project, "ProjectReference").Select(Name).ToHashSet());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_its_packages(string project) =>
        Assert.Subset(Packages.GetValueOrDefault(project, []).ToHashSet(), References(project, "PackageReference").ToHashSet());

    /// <summary>The command's program is one line over its library, whose tests start it.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_has_tests(string project)
    {
        string tested = project == "NeuralMemory.Cli" ? "NeuralMemory.Commands" : project;
        Assert.True(File.Exists(Repository.Path("tests", $"{tested}.Tests", $"{tested}.Tests.csproj")), $"{project} has no tests");
    }

    [Fact]
    public void No_project_depends_on_itself()
    {
        foreach (string project in Allowed.Keys)
            Assert.DoesNotContain(project, Reachable(project));
    }

    /// <summary>
    /// All but one: the checks in a browser, which <c>dotnet test</c> does without. <c>tests/browser/check.sh</c> builds and runs them.
    /// </summary>
    [Fact]
    public void The_solution_names_every_project()
    {
        string solution = File.ReadAllText(Repository.Path("NeuralMemory.sln"));
        string browser = Repository.Path("tests", "browser", "NeuralMemory.BrowserChecks.csproj");
        Assert.DoesNotContain(Path.GetFileName(browser), solution, StringComparison.Ordinal);
        string[] projects = [.. Sources.ProjectsUnder("src"), .. Sources.ProjectsUnder("tests")];
        Assert.Contains(browser, projects);
        foreach (string project in projects.Where(project => project != browser))
            Assert.Contains($"\"{Path.GetRelativePath(Repository.Root, project).Replace('/', '\\')}\"", solution, StringComparison.Ordinal);
    }

    [Fact]
    public void The_double_engine_is_built_from_the_engines_own_sources()
    {
        string folder = Repository.Path("tests", "NeuralMemory.DoubleEngine");
        Assert.Empty(Sources.CodeUnder("tests", "NeuralMemory.DoubleEngine"));
        XDocument project = XDocument.Load(Path.Combine(folder, "NeuralMemory.DoubleEngine.csproj"));
        string compiled = Assert.Single(project.Descendants("Compile")).Attribute("Include")!.Value;
        foreach (string part in (string[])["Numerics", "Autodiff", "Machines"])
            Assert.Contains($"src/NeuralMemory.{part}/**/*.cs", compiled, StringComparison.Ordinal);
    }

    private static HashSet<string> Reachable(string project)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([project]);
        while (open.TryPop(out string? next))
            foreach (string reference in References(next, "ProjectReference").Select(Name))
                if (seen.Add(reference))
                    open.Push(reference);
        return seen;
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.Path("src", project, $"{project}.csproj")).Descendants(kind)
            .Select(item => item.Attribute("Include")!.Value);

    private static string Name(string reference) => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'));
}
