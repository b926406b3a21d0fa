using System.Globalization;
using System.Text;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions;

/// <summary>
/// The table of a benchmark's runs: a line for each that has ended, in the order in which they ended. It is the whole of what a page is
/// made of, so that a page can be made where the runs are not. Several processes may add to it.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="metric">What is measured; the last columns are named after it.</param>
public sealed class BenchmarkRuns(string path, string metric)
{
    /// <summary>The name of the file in a benchmark's folder.</summary>
    public const string FileName = "runs.csv";

    private const int Columns = 11;

    private readonly LineFile _file = new(path);

    /// <summary>The file.</summary>
    public string Path => path;

    private string Heading => "task,machine,rate,seed,parameters,state,sequences,seconds,"
        + $"selection{(metric.EndsWith("_percent", StringComparison.Ordinal) ? "_percent" : "")},{metric},reason";

    /// <summary>The runs, in the order of the file; none where there is no file.</summary>
    /// <exception cref="RunException">The file cannot be read, or is not such a table.</exception>
    public IReadOnlyList<BenchmarkRun> Read()
    {
        IReadOnlyList<string> lines = _file.Read();
        if (lines.Count > 0 && lines[0] != Heading)
            throw new RunException(RunProblem.Damaged, $"'{path}', line 1: expected the columns {Heading}");
        return [.. lines.Select((text, i) => (Text: text, Number: i + 1)).Skip(1).Where(line => line.Text.Length > 0)
            .Select(line => Parse(line.Text, line.Number))];
    }

    /// <summary>Makes the file, without a run, if there is none.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void Begin()
    {
        if (!File.Exists(path))
            Append("");
    }

    /// <summary>Adds a run.</summary>
    /// <exception cref="RunException">The system refused.</exception>
    public void Add(BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Append(Line(run));
    }

    private void Append(string line)
    {
        AtomicFile.MakeFolders(System.IO.Path.GetDirectoryName(path)!);
        _file.Append(Encoding.UTF8.GetBytes(line), Heading + "\n");
    }

    private static string Line(BenchmarkRun run) => CsvText.Line(
    [
        run.Task, run.Machine, run.Rate.Text, Text(run.Seed), Text(run.Parameters), run.State.ToString().ToLowerInvariant(),
        Text(run.Sequences), run.Seconds.ToString("0.##", CultureInfo.InvariantCulture), CsvText.Number(run.Selection),
        CsvText.Number(run.Final), run.Reason.Replace(',', ';').ReplaceLineEndings(" ").Replace('"', '\''),
    ]);

    private BenchmarkRun Parse(string line, int number)
    {
        string[] fields = line.Split(',');
        if (fields.Length != Columns)
            throw Damaged($"expected {Columns} fields, found {fields.Length}");
        return new()
        {
            Task = fields[0],
            Machine = fields[1],
            Rate = LearningRate.Parse(fields[2]) ?? throw Damaged($"expected a learning rate, found '{fields[2]}'"),
            Seed = Whole(fields[3]),
            Parameters = Whole(fields[4]),
            State = fields[5] switch
            {
                "done" => RunState.Done,
                "diverged" => RunState.Diverged,
                var other => throw Damaged($"expected done or diverged, found '{other}'"),
            },
            Sequences = Whole(fields[6]),
            Seconds = Real(fields[7]) ?? 0,
            Selection = Real(fields[8]),
            Final = Real(fields[9]),
            Reason = fields[10],
        };

        long Whole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Damaged($"expected a whole number, found '{text}'");

        double? Real(string text) => text.Length == 0 ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
            : throw Damaged($"expected a number, found '{text}'");

        RunException Damaged(string what) => new(RunProblem.Damaged, $"'{path}', line {number}: {what}");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
