using System.Globalization;
using NeuralMemory.Experiments;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Numbers as people read them, the same in every country.</summary>
internal static class Readable
{
    private const double Kibi = 1024, LeastLong = 9999.5, MostLong = 1e9;

    /// <summary><c>13,000</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 thread</c>, <c>2 threads</c>.</summary>
    public static string Count(long count, string thing) => $"{Count(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>Four significant digits: <c>0.01234</c>, <c>123.4</c>; of a larger number all before the point: <c>12,345</c>.</summary>
    public static string Number(double value) => Math.Abs(value) is >= LeastLong and < MostLong
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value == 0 ? "0" : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary><c>8.3 s</c>, <c>2 min 5 s</c>, <c>1 h 3 min</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };

    /// <summary>How long ago something was: <c>12 s</c>, <c>3 min</c>, <c>5 h</c>, <c>12 d</c>.</summary>
    public static string Age(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)time.TotalSeconds)} s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)time.TotalHours} h",
        _ => $"{Count((long)time.TotalDays)} d",
    };

    /// <summary><c>12.3 MiB</c>; <c>48.5 KiB</c> where that says more.</summary>
    public static string Bytes(long bytes) => bytes > 0 && bytes < Kibi * Kibi / 10
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Kibi:0.0} KiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Kibi / Kibi:0.0} MiB");

    /// <summary><c>length = 20, width = 8</c>, or <c>no parameters</c>.</summary>
    public static string Parameters(IEnumerable<KeyValuePair<string, ValueRange>> parameters) =>
        string.Join(", ", parameters.Select(parameter => $"{parameter.Key} = {parameter.Value}").DefaultIfEmpty("no parameters"));

    /// <summary>The parameters of a task with the ranges in force.</summary>
    public static string Parameters(TaskDefinition task) =>
        Parameters(task.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Range)));

    /// <summary>
    /// <c>corpora/english-french.tsv, 1,557 lines, 150 held out (75 of them to test on); english: 118 symbols, french: 150 symbols</c>.
    /// </summary>
    public static string Corpus(Corpus corpus) => $"{Quoted.Harmless(corpus.Path)}, {Count(corpus.Lines)} lines, "
        + $"{(corpus.HoldsOut ? Count(corpus.LinesOf(CorpusSplit.HeldOut).Length) : "none")} held out"
        + (corpus.HasTestLines ? $" ({Count(corpus.LinesOf(CorpusSplit.Test).Length)} of them to test on); " : "; ")
        + string.Join(", ", corpus.Columns.Select(column => $"{column.Name}: {Count(column.Vocabulary.Symbols.Count)} symbols"));

    /// <summary>The scores of an evaluation on one line.</summary>
    public static string Scores(EvaluationResult result)
    {
        ScoreSums all = result.Scores.Total;
        string[] parts =
        [
            LossOf(all),
            .. all.TargetBits == 0 ? (string[])[]
                : [$"{Number(all.BitErrorsPerSequence)} bit errors/sequence", $"{Number(all.WrongBitsPercent)} % wrong"],
            .. all.TargetSymbols == 0 ? (string[])[]
                : [$"{Number(all.Value(MetricKind.SymbolErrorsPerSequence))} symbol errors/sequence",
                    $"{Number(all.Value(MetricKind.WrongSymbolsPercent))} % wrong"],
            .. all.TargetNumbers == 0 ? (string[])[]
                : [$"off by {Number(all.Value(MetricKind.AbsoluteError))}", $"{Number(all.Value(MetricKind.WrongNumbersPercent))} % wrong"],
        ];
        return string.Join(", ", parts) + Decisive(result);
    }

    /// <summary>What is lost: <c>0.01 bits/sequence</c>, <c>squared error 0.002</c>, or both.</summary>
    public static string LossOf(in ScoreSums scores) => string.Join(", ", (string[])
    [
        .. scores.TargetBits + scores.TargetSymbols == 0 && scores.TargetNumbers > 0 ? (string[])[]
            : [$"{Number(scores.BitsPerSequence)} bits/sequence"],
        .. scores.TargetNumbers == 0 ? (string[])[] : [$"squared error {Number(scores.Value(MetricKind.SquaredError))}"],
    ]);

    /// <summary>What is judged: a <c>bit</c>, a <c>symbol</c>, a <c>number</c>, or an <c>answer</c> of several kinds.</summary>
    public static string ThingOf(in ScoreSums scores) =>
        scores.TargetBits == scores.Targets ? "bit"
        : scores.TargetSymbols == scores.Targets ? "symbol"
        : scores.TargetNumbers == scores.Targets ? "number" : "answer";

    /// <summary><c>, accuracy_percent 98.5</c>: what the stop rule looks at; empty where the other scores on the line say it.</summary>
    public static string Decisive(EvaluationResult result) => result.Decisive switch
    {
        null => "",
        {
            Channel: null,
            Kind: MetricKind.BitsPerSequence or MetricKind.BitErrorsPerSequence or MetricKind.WrongBitsPercent
                or MetricKind.SymbolErrorsPerSequence or MetricKind.WrongSymbolsPercent
                or MetricKind.SquaredError or MetricKind.AbsoluteError or MetricKind.WrongNumbersPercent,
        } => "",
        { } metric => $", {metric} {Number(result.Scores.Value(metric))}",
    };
}
