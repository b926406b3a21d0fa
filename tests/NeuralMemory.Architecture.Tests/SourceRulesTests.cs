using System.Text.RegularExpressions;
using NeuralMemory.Testing;

namespace NeuralMemory.Architecture.Tests;

/// <summary>Rules of the sources that a compiler does not check.</summary>
public sealed class SourceRulesTests
{
    private const int LongestFile = 400, LongestLine = 140;

    [Fact]
    public void The_sources_are_found() => Assert.True(Sources.CodeUnder("src").Count() > 20);

    [Fact]
    public void No_source_file_is_long() =>
        AssertNone(Sources.CodeUnder("src")
            .Select(path => (path, lines: File.ReadLines(path).Count()))
            .Where(file => file.lines > LongestFile)
            .Select(file => $"{Sources.Show(file.path)} has {file.lines} lines, at most {LongestFile} are allowed"));

    [Fact]
    public void No_source_line_is_long() =>
        AssertNone(Lines("src").Where(line => line.Text.Length > LongestLine).Select(line => $"{line} ({line.Text.Length} columns)"));

    [Fact]
    public void A_namespace_is_its_projects_name()
    {
        foreach (string path in Sources.CodeUnder("src"))
        {
            string project = Sources.Show(path).Split(Path.DirectorySeparatorChar)[1];
            Match declared = Regex.Match(File.ReadAllText(path), @"^namespace\s+([\w.]+)\s*([;{]?)", RegexOptions.Multiline);
            if (declared.Success)
                Assert.True(declared.Groups[1].Value == project && declared.Groups[2].Value == ";",
                    $"{Sources.Show(path)} declares '{declared.Value}', expected 'namespace {project};'");
        }
    }

    [Fact]
    public void Only_the_command_writes_to_the_console() => AssertNone(Hits(@"\bConsole\.", outside: "NeuralMemory.Commands"));

    [Fact]
    public void Time_is_passed_in() =>
        AssertNone(Hits(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b|\bEnvironment\.TickCount|\bStopwatch\.StartNew\b|\bnew Stopwatch\b"));

    [Fact]
    public void Randomness_is_passed_in() =>
        AssertNone(Hits(@"\bnew Random\s*\(|\bRandom\.Shared\b|\bGuid\.NewGuid\b"));

    /// <summary>The secret in the address of pages must be one that nobody can draw again.</summary>
    [Fact]
    public void Only_the_viewer_makes_secrets() =>
        AssertNone(Hits(@"\bRandomNumberGenerator\b", outside: "NeuralMemory.Web"));

    [Fact]
    public void Only_the_command_ends_the_process() =>
        AssertNone(Hits(@"\bEnvironment\.(Exit|FailFast)\b", outside: "NeuralMemory.Commands"));

    [Fact]
    public void No_work_is_left_for_later() => AssertNone(Hits(@"\b(TODO|FIXME|HACK|XXX)\b|\bNotImplementedException\b"));

    [Fact]
    public void The_engine_knows_no_file_and_no_clock()
    {
        foreach (string project in (string[])["Numerics", "Autodiff", "Machines"])
            AssertNone(Lines("src", $"NeuralMemory.{project}")
                .Where(line => Regex.IsMatch(line.Code, @"\bSystem\.IO\b|\bFile\.|\bDirectory\.|\bTimeProvider\b|\bEnvironment\."))
                .Select(line => line.ToString()));
    }

    /// <summary>A reader of the repository must be able to follow every reference in it.</summary>
    [Fact]
    public void The_repository_speaks_of_nothing_outside_it()
    {
        const string outside = @"(?<![\w.])/(home|root|tmp)/|\bissues? #?\d";
        string own = Repository.Path("tests", "NeuralMemory.Architecture.Tests");
        AssertNone(Sources.Under()
            .Where(path => Regex.IsMatch(path, @"\.(cs|md|yaml|yml|csproj|props|targets|json|sh|py)$|/\.ci/run$")
                && !path.StartsWith(own, StringComparison.Ordinal))
            .SelectMany(LinesOf)
            .Where(line => Regex.IsMatch(line.Text, outside))
            .Select(line => line.ToString()));
    }

    private static IEnumerable<string> Hits(string pattern, string? outside = null) =>
        Lines("src")
            .Where(line => outside is null || !line.Path.StartsWith(Repository.Path("src", outside), StringComparison.Ordinal))
            .Where(line => Regex.IsMatch(line.Code, pattern))
            .Select(line => line.ToString());

    private static IEnumerable<Line> Lines(params string[] folder) => Sources.CodeUnder(folder).SelectMany(LinesOf);

    private static IEnumerable<Line> LinesOf(string path) => File.ReadLines(path).Select((text, index) => new Line(path, index + 1, text));

    private static void AssertNone(IEnumerable<string> offences)
    {
        string[] found = [.. offences];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private sealed record Line(string Path, int Number, string Text)
    {
        /// <summary>The line without a comment or text literal.</summary>
        public string Code => Regex.Replace(Regex.Replace(Text, "\"([^\"\\\\]|\\\\.)*\"", "\"\""), "//.*$", "");

        public override string ToString() => $"{Sources.Show(Path)}:{Number}: {Text.Trim()}";
    }
}
