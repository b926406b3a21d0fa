using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NeuralMemory.Results;

/// <summary>
/// What runs have measured as one table in CSV, tidy: a row for each number, with all that says what it is. Its first columns are
/// <see cref="Columns"/>; after them come what distinguishes the runs and, as <c>at.length</c>, the settings that differ between the
/// evaluations. Rows go to the stream as they are read, so that memory does not grow with the length of the runs.
/// </summary>
public static class MetricsTable
{
    /// <summary>What the settings of evaluations begin with, among the columns.</summary>
    public const string SettingPrefix = "at.";

    /// <summary>What the bounds of a range end with.</summary>
    public const string LowSuffix = ".low", HighSuffix = ".high";

    private const string Slots = "slots";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The first columns, which every table has.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["run", "seed", "step", "sequences", "seconds", "split", "metric", "value"];

    /// <summary>
    /// Writes the table of one run to its own <c>metrics.csv</c>, which is replaced as a whole. It is made of the run's other files, and
    /// nothing reads it here.
    /// </summary>
    /// <returns>How many rows it has.</returns>
    /// <exception cref="RunException">A file of the run is damaged, or the system refused.</exception>
    public static long WriteOwn(RunDirectory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        long rows = 0;
        AtomicFile.Write(run.TablePath, stream => rows = Write(stream, [new(NameOf(run), run)]));
        return rows;
    }

    /// <summary>What a table of one run calls it: its folder.</summary>
    public static string NameOf(RunDirectory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Path)));
    }

    /// <summary>Writes the table of some runs, one run after another, each in the order of its files.</summary>
    /// <param name="stream">Where to; need not seek.</param>
    /// <param name="runs">The runs.</param>
    /// <returns>How many rows it has, the head not counted.</returns>
    /// <exception cref="RunException">A file of a run is damaged, or the system refused.</exception>
    /// <exception cref="IOException">The stream refused.</exception>
    public static long Write(Stream stream, IReadOnlyList<TableRun> runs)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(runs);
        IReadOnlyList<Evaluation>[] evaluations = [.. runs.Select(run => run.Run.Evaluations.Read())];
        string[] settings = SettingsThatDiffer(evaluations.SelectMany(each => each));
        using StreamWriter text = new(stream, Utf8, bufferSize: 1 << 16, leaveOpen: true);
        WriteRow(text, [.. Columns, .. runs is [var first, ..] ? first.Varied.Select(each => each.Key) : [], .. settings]);
        long rows = 0;
        for (int i = 0; i < runs.Count; i++)
        {
            string[] varied = [.. runs[i].Varied.Select(each => each.Value)];
            string seed = Text(runs[i].Run.ReadEnvironment().Seed);
            foreach (MetricsRecord record in runs[i].Run.ReadMetrics())
            {
                string[] nothing = new string[settings.Length];
                foreach (MetricValue value in ValuesOf(record))
                {
                    WriteRow(text,
                    [
                        runs[i].Name, seed, Text(record.Step), Text(record.Sequences), CsvText.Number(record.Seconds), record.Split,
                        value.Name, CsvText.Number(value.Value), .. varied, .. nothing,
                    ]);
                    rows++;
                }
            }

            foreach (Evaluation evaluation in evaluations[i].OrderBy(
                each => SplitOf(each) switch { Evaluation.Final => 0, "grid" => 1, _ => 2 }))
            {
                Dictionary<string, string> at = SettingsOf(evaluation);
                foreach (MetricValue value in evaluation.Metrics)
                {
                    WriteRow(text,
                    [
                        runs[i].Name, seed, Text(evaluation.Step), Text(evaluation.Sequences), "", SplitOf(evaluation), value.Name,
                        CsvText.Number(value.Value), .. varied, .. settings.Select(name => at.GetValueOrDefault(name, "")),
                    ]);
                    rows++;
                }
            }
        }

        return rows;
    }

    /// <summary>
    /// Which part of the measurements a document of <c>evaluations/</c> belongs to: <c>final</c>, <c>grid</c>, or <c>eval</c> for what was
    /// asked for later.
    /// </summary>
    public static string SplitOf(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return evaluation.Name == Evaluation.Final ? Evaluation.Final
            : evaluation.Name.StartsWith(Evaluation.GridPrefix, StringComparison.Ordinal) ? "grid" : "eval";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A line's numbers; its speed is one more of them.</summary>
    private static IEnumerable<MetricValue> ValuesOf(MetricsRecord record) => record.SequencesPerSecond is { } speed
        ? record.Values.Append(new("sequences_per_second", speed))
        : record.Values;

    /// <summary>The columns of the settings that are not the same in all evaluations.</summary>
    private static string[] SettingsThatDiffer(IEnumerable<Evaluation> evaluations)
    {
        Dictionary<string, string>[] all = [.. evaluations.Select(SettingsOf)];
        return
        [
            .. all.SelectMany(each => each.Keys).Distinct()
                .Where(name => all.Select(each => each.GetValueOrDefault(name, "")).Distinct().Skip(1).Any()),
        ];
    }

    /// <summary>The settings of an evaluation by their columns; a range has a column for each of its bounds.</summary>
    private static Dictionary<string, string> SettingsOf(Evaluation evaluation)
    {
        Dictionary<string, string> settings = [];
        foreach ((string name, JsonNode? value) in evaluation.Parameters)
            if (value is JsonArray { Count: 2 } range)
            {
                settings[SettingPrefix + name + LowSuffix] = Text(range[0]);
                settings[SettingPrefix + name + HighSuffix] = Text(range[1]);
            }
            else
            {
                settings[SettingPrefix + name] = Text(value);
            }

        if (evaluation.Slots is { } slots)
            settings[SettingPrefix + Slots] = Text((long)slots);
        return settings;
    }

    private static string Text(JsonNode? node) => node is null ? ""
        : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>()
        : node.ToJsonString();

    private static void WriteRow(StreamWriter text, IEnumerable<string> fields) => text.Write(CsvText.Line(fields));
}
