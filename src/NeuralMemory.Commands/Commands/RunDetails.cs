using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>All that is worth knowing about one run.</summary>
internal static class RunDetails
{
    private const string Evaluations = "evaluation";

    /// <summary>How a run stands, in a word.</summary>
    public static string StateOf(RunSummary run) =>
        run.WasKilled ? "killed" : run.Status is { } status ? Json.NameOf(status.State) : "unknown";

    /// <summary>For scripts.</summary>
    public static JsonObject Document(RunDirectory run)
    {
        RunSummary summary = RunLister.Summarize(run.Path);
        Experiment? experiment = ExperimentOf(run, out string? unread);
        return new()
        {
            ["path"] = run.Path,
            ["name"] = experiment?.Config.Name,
            ["task"] = experiment?.Task.Name,
            ["machine"] = experiment?.Config.Machine.Kind,
            ["status"] = Json.Status(summary.Status),
            ["in_use"] = summary.InUse,
            ["killed"] = summary.WasKilled,
            ["problem"] = summary.Problem ?? unread,
            ["tags"] = new JsonArray([.. new RunNotes(run.Path).ReadTags().Select(tag => JsonValue.Create(tag))]),
            ["note"] = new RunNotes(run.Path).ReadNote(),
            ["environment"] = summary.Environment is null ? null : JsonNode.Parse(File.ReadAllText(run.EnvironmentPath)),
            ["origin"] = OriginText.Read(run, out _) is { } origin ? OriginText.Document(origin) : null,
            ["checkpoints"] = new JsonArray([.. run.Checkpoints().List().Select(step => JsonValue.Create(step))]),
            ["best_checkpoint"] = run.Checkpoints().Best(),
            ["last_metrics"] = new JsonObject(
                LastMetrics(run).Select(last => KeyValuePair.Create<string, JsonNode?>(last.Key, Document(last.Value)))),
            ["journal"] = JournalText.Document(run.Journal.Read()),
            ["evaluations"] = new JsonArray([.. EvaluationOrder.Sort(run.Evaluations.Read()).Select(Document)]),
        };
    }

    /// <summary>For people.</summary>
    public static void Print(Terminal terminal, RunDirectory run)
    {
        RunSummary summary = RunLister.Summarize(run.Path);
        terminal.Out.WriteLine(terminal.Paint(Quoted.Harmless(run.Path), TextColor.Bold));
        Experiment? experiment = ExperimentOf(run, out string? unread);
        if (experiment is not null)
            terminal.WriteWords($"experiment:  {Quoted.Harmless(experiment.Config.Name)}: {RunHeadline.Subject(experiment)}");
        if ((summary.Problem ?? unread) is { } problem)
            terminal.WriteWords($"problem:     {Quoted.Harmless(problem)}");
        if (summary.Status is { } status)
        {
            terminal.WriteWords($"state:       {StateOf(summary)}{(status.Reason is { } reason ? $": {Quoted.Harmless(reason)}" : "")}");
            terminal.WriteWords($"progress:    {Readable.Count(status.Step)} steps, {Readable.Count(status.Sequences)} sequences, "
                + Readable.Duration(TimeSpan.FromSeconds(status.Seconds)));
            if (status.Note is { } note)
                terminal.WriteWords($"note:        {note}");
        }

        if (new RunNotes(run.Path) is var notes && notes.ReadTags() is { Count: > 0 } tags)
            terminal.WriteWords($"tags:        {Quoted.Harmless(string.Join(' ', tags))}");
        if (notes.ReadNote() is { } written)
            terminal.WriteWords($"written:     {Quoted.Harmless(written)}");
        if (summary.Environment is { } environment)
            terminal.WriteWords($"environment: seed {environment.Seed}, {Readable.Count(environment.Threads, "thread")}, "
                + Quoted.Harmless($"version {environment.Version}, {environment.Host}, {environment.Runtime}"));
        if (summary.Environment?.Engines is { Count: > 0 } engines)
            terminal.WriteWords($"engine:      {Quoted.Harmless(string.Join("; ", engines.Select(Describe)))}");
        if (OriginText.Read(run, out string? lost) is { } origin)
            terminal.WriteWords($"from:        {OriginText.Of(origin)}", indent: 13);
        else if (lost is not null)
            terminal.WriteWords($"from:        {Quoted.Harmless(lost)}", indent: 13);
        string best = run.Checkpoints().Best() is { } step ? $" (best: {step})" : "";
        terminal.WriteWords(
            $"checkpoints: {string.Join(", ", run.Checkpoints().List().Select(saved => $"{saved}").DefaultIfEmpty("none"))}{best}");
        foreach (var (split, record) in LastMetrics(run))
            terminal.WriteWords(Quoted.Harmless($"last {split}, step {Readable.Count(record.Step)}: {Text(record.Values)}"), indent: 2);
        Evaluation[] evaluations = [.. EvaluationOrder.Sort(run.Evaluations.Read())];
        if (evaluations.Length > 0)
            Print(terminal, evaluations);
        JournalText.Print(terminal, run.Journal.Read());
    }

    /// <summary>What is run; null where that cannot be read, and why: the rest of the run is still worth looking at.</summary>
    private static Experiment? ExperimentOf(RunDirectory run, out string? problem)
    {
        problem = null;
        try
        {
            return StoredExperiment.Read(run, [], anyChange: true);
        }
        catch (InvalidInputException exception)
        {
            problem = exception.Diagnostics[0].ToString();
        }
        catch (RunException exception)
        {
            problem = exception.Message;
        }

        return null;
    }

    private static string Describe(EngineUse engine) =>
        $"{engine.Name}{(engine.Version is { } version ? $" ({version})" : "")}"
        + (engine.Step == 0 ? "" : $" from step {Readable.Count(engine.Step)}");

    /// <summary>A table; on a terminal too narrow for it, a line of text for each evaluation.</summary>
    private static void Print(Terminal terminal, IReadOnlyList<Evaluation> evaluations)
    {
        string[] metrics = [.. evaluations.SelectMany(evaluation => evaluation.Metrics).Select(metric => metric.Name).Distinct()];
        string[] columns = ["evaluation", "step>", "parameters", "slots>", "episodes>", .. metrics.Select(name => HeadOf(name) + '>')];
        string[][] rows =
        [
            .. evaluations.Select(evaluation => (string[])
            [
                evaluation.Name, Readable.Count(evaluation.Step), ParametersOf(evaluation),
                evaluation.Slots?.ToString(CultureInfo.InvariantCulture) ?? "", Readable.Count(evaluation.Episodes),
                .. metrics.Select(name => evaluation[name] is { } value ? Readable.Number(value) : ""),
            ]),
        ];
        if (TextTable.Fits(terminal, columns, rows))
        {
            TextTable.Print(terminal, columns, rows);
            return;
        }

        foreach (Evaluation evaluation in evaluations)
            terminal.WriteWords(Quoted.Harmless(
                $"{evaluation.Name}{(ParametersOf(evaluation) is { Length: > 0 } parameters ? $" ({parameters})" : "")}: "
                + Text(evaluation.Metrics)), indent: 2);
    }

    private static string ParametersOf(Evaluation evaluation) =>
        string.Join(", ", evaluation.Parameters.Select(parameter => $"{parameter.Key} = {parameter.Value?.ToJsonString()}"));

    private static string Text(IEnumerable<MetricValue> metrics) =>
        string.Join(", ", metrics.Select(metric => $"{metric.Name} {Readable.Number(metric.Value)}"));

    /// <summary>A metric's name in lines short enough for a table.</summary>
    private static string HeadOf(string metric) =>
        metric.Replace("_per_", "_\nper_", StringComparison.Ordinal).Replace("_percent", "_\npercent", StringComparison.Ordinal);

    private static SortedDictionary<string, MetricsRecord> LastMetrics(RunDirectory run)
    {
        SortedDictionary<string, MetricsRecord> last = new(StringComparer.Ordinal);
        foreach (MetricsRecord record in run.ReadMetrics())
            last[record.Split] = record;
        // The evaluation that ends a run is a document of its own, and may be of a later step than those of training.
        if (run.Evaluations.Read().FirstOrDefault(each => each.Name == Evaluation.Final) is { } final
            && !(last.GetValueOrDefault(Evaluations) is { } during && during.Step >= final.Step))
            last[Evaluations] = new() { Step = final.Step, Sequences = final.Sequences, Split = Evaluations, Values = final.Metrics };
        return last;
    }

    private static JsonObject Document(MetricsRecord record)
    {
        JsonObject document = new() { ["step"] = record.Step, ["sequences"] = record.Sequences };
        foreach (MetricValue value in record.Values)
            document[value.Name] = Json.Number(value.Value);
        return document;
    }

    private static JsonObject Document(Evaluation evaluation)
    {
        JsonObject document = new()
        {
            ["name"] = evaluation.Name,
            ["step"] = evaluation.Step,
            ["sequences"] = evaluation.Sequences,
            ["episodes"] = evaluation.Episodes,
            ["parameters"] = evaluation.Parameters.DeepClone(),
            ["slots"] = evaluation.Slots,
        };
        if (evaluation.Split is { } split)
            document["split"] = split;
        if (evaluation.Seed is { } seed)
            document["seed"] = seed;
        if (evaluation.Unscored is { } unscored)
            document["unscored"] = unscored;
        if (evaluation.DrawnOnce is { } once)
            document["drawn_once"] = new JsonArray([.. once.Select(name => JsonValue.Create(name))]);
        if (evaluation.Engine is { } engine)
            document["engine"] = engine;
        if (evaluation.Beam is { } beam)
            document["beam"] = beam;
        foreach (MetricValue value in evaluation.Metrics)
            document[value.Name] = Json.Number(value.Value);
        return document;
    }
}
