using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>What runs have measured as event files of TensorBoard: a folder for each run, which it shows as a run of that name.</summary>
internal sealed record TensorBoardFormat()
    : FormatOfEach("tensorboard", "what was measured and the config, for tensorboard --logdir", "tensorboard")
{
    /// <summary>The name is the same each time, so that a further export takes the place of the one before.</summary>
    private const string EventFile = "events.out.tfevents.0.neuralmemory";

    /// <inheritdoc/>
    protected override bool IsFolder => true;

    /// <inheritdoc/>
    protected override string FileOf(string? name) => name is null ? EventFile : Path.Combine(name, EventFile);

    /// <inheritdoc/>
    protected override void Write(ExportedRun exported, RunDirectory run, ExportOptions options, Func<string> place)
    {
        double start = StartOf(exported, run);
        string config = run.ReadConfig(), task = run.ReadTask();
        KeyValuePair<string, string>[] keys = [.. KeysOf(run)];
        IReadOnlyList<Evaluation> evaluations = run.Evaluations.Read();
        AtomicFile.Write(place(), stream =>
        {
            EventWriter events = new(stream);
            events.WriteVersion(start);
            events.WriteText(start, "config", $"```yaml\n{config}```");
            events.WriteText(start, "task", $"```yaml\n{task}```");
            events.WriteText(start, "hyperparameters", Table(keys));
            foreach (MetricsRecord record in run.ReadMetrics())
                events.WriteScalars(start + record.Seconds, record.Step,
                    [.. record.Values.Select(value => new MetricValue($"{record.Split}/{value.Name}", value.Value))]);
            foreach (Evaluation evaluation in evaluations)
                events.WriteScalars(start + exported.Status.Seconds, evaluation.Step,
                    [.. evaluation.Metrics.Select(value => new MetricValue($"{evaluation.Name}/{value.Name}", value.Value))]);
        });
    }

    /// <summary>
    /// When the run began, in seconds since 1970: as its journal says. One of a version without a journal has no time of the day but that
    /// of its last word.
    /// </summary>
    private static double StartOf(ExportedRun exported, RunDirectory run) => run.Journal.Read() is [var first, ..]
        ? first.Time.ToUnixTimeMilliseconds() / 1000.0
        : exported.Status.Updated.ToUnixTimeMilliseconds() / 1000.0 - exported.Status.Seconds;

    private static IEnumerable<KeyValuePair<string, string>> KeysOf(RunDirectory run)
    {
        Diagnostics diagnostics = new();
        YamlNode? root = YamlReader.ReadFile(run.ConfigPath, diagnostics);
        diagnostics.ThrowIfAny();
        return root is YamlMapping config ? YamlText.Flatten(config) : [];
    }

    private static string Table(IEnumerable<KeyValuePair<string, string>> keys) =>
        "| key | value |\n|---|---|\n"
        + string.Concat(keys.Select(each => $"| {each.Key} | {each.Value.Replace("|", "\\|", StringComparison.Ordinal)} |\n"));
}
