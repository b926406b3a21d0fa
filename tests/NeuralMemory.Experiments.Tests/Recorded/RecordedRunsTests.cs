using System.Text.Json.Nodes;

namespace NeuralMemory.Experiments.Tests;

/// <summary>
/// Runs that an older version left behind go on to the bits to which it would have brought them. <c>Fixtures/NAME</c> has the
/// experiment, the run as it stopped at step 103, and what the older version then made of it; <c>Fixtures/record.sh</c> records anew.
/// On a machine of another arithmetic the numbers must agree within <see cref="RecordComparison.Tolerance"/>.
/// </summary>
public sealed class RecordedRunsTests : IDisposable
{
    /// <summary>The next report at step 105 counts steps from before and after the stop; an evaluation and a report more follow.</summary>
    private const int Steps = 115;

    /// <summary>For each run a setting at which it was not trained: longer, and with more slots where there is a memory.</summary>
    private static readonly Dictionary<string, string[]> Harder = new()
    {
        ["ntm-random"] = ["length=9", "slots=11"],
        ["ntm-curriculum"] = ["length=9", "slots=14"],
        ["ntm-symbols"] = ["length=7", "slots=9"],
        ["dnc"] = ["length=4", "repeats=4", "slots=12"],
        ["dnc-mds"] = ["items=6", "slots=11"],
        ["biadnc"] = ["length=7", "slots=9"],
        ["dnc-sparse"] = ["length=9", "slots=17"],
        ["bidirectional-lstm"] = ["length=11"],
        ["gru"] = ["length=33"],
    };

    public static TheoryData<string> Names { get; } = [.. Harder.Keys];

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_of_an_older_version_goes_on_to_the_same_bits(string name)
    {
        RecordedRun run = new(name, _lab);
        JsonNode actual = run.GoOn(Steps, Harder[name]);
        IReadOnlyList<string> differences = RecordComparison.Differences(run.Expected, actual, run.IsOfThisArithmetic);
        if (differences.Count > 0)
            Assert.Fail($"{string.Join('\n', differences.Take(20))}\nwhat came out is in {Keep(name, actual)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_begun_anew_stops_where_the_older_version_stopped(string name)
    {
        RecordedRun run = new(name, _lab);
        JsonNode expected = run.Stopped(), actual = run.BegunAnew();
        // Rounding errors grow from step to step: in another arithmetic a hundred are too many.
        if (!run.IsOfThisArithmetic)
            (expected, actual) = (Beginning(expected), Beginning(actual));
        IReadOnlyList<string> differences = RecordComparison.Differences(expected, actual, run.IsOfThisArithmetic);
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
    }

    [Fact]
    public void Every_recorded_run_is_tested() => Assert.Equal(
        Directory.GetDirectories(RecordedRun.Fixtures).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Harder.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""{ "a": 1.0, "bits": "x" }""", true, "/a: 1.0, expected 1.0000000000000002", "/bits: \"x\", expected \"y\"")]
    [InlineData("""{ "a": 1.0, "bits": "x" }""", false)]
    [InlineData("""{ "a": 1.002, "bits": "y", "b": 1 }""", false, "/a: 1.002, expected 1.0000000000000002", "/b is new")]
    [InlineData("""{ "bits": "y" }""", false, "/a is missing")]
    public void A_comparison_finds_what_differs(string actual, bool exactly, params string[] differences) => Assert.Equal(
        differences,
        RecordComparison.Differences(
            JsonNode.Parse("""{ "a": 1.0000000000000002, "bits": "y" }"""), JsonNode.Parse(actual), exactly));

    /// <summary>The metrics of the first 21 steps: three reports and two evaluations.</summary>
    private static JsonArray Beginning(JsonNode record) =>
        [.. record["metrics"]!.AsArray().Where(line => line!["step"]!.GetValue<long>() <= 21).Select(line => line!.DeepClone())];

    /// <summary>Leaves a record beside the assembly, in the form of <c>expected.json</c>.</summary>
    private static string Keep(string name, JsonNode record)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "recorded")).FullName, name + ".json");
        File.WriteAllText(path, RunRecord.ToText(new JsonObject { ["arithmetic"] = Arithmetic.Here, ["run"] = record }));
        return path;
    }
}
