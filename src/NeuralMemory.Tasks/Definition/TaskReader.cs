using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Reads the shape of a task file: which keys stand where. Expressions are parsed here, and understood by <see cref="TaskBinder"/>.
/// </summary>
/// <param name="diagnostics">Receives the problems.</param>
/// <param name="corpora">The folder that the path of the corpus begins from; null for that of the file.</param>
internal sealed class TaskReader(Diagnostics diagnostics, string? corpora = null)
{
    private readonly ExpressionReader _expressions = new(diagnostics);
    private readonly List<string> _brokenParameters = [];
    private bool _lacksNames;

    /// <summary>The definition in a file's text, not yet bound and perhaps broken; null when the text is no YAML mapping.</summary>
    public TaskDefinition? Read(string file, string text)
    {
        if (YamlReader.Read(file, text, diagnostics)?.AsMapping(diagnostics) is not { } root)
            return null;
        var fields = new YamlFields(root, "the task", diagnostics);
        string? name = fields.RequiredText("task");
        int version = fields.Required("version") is { } node ? (int)(node.AsInteger(diagnostics, 1, int.MaxValue) ?? 1) : 1;
        string? source = fields.Text("source"), description = fields.Text("description");
        long seed = fields.Optional("seed")?.AsInteger(diagnostics) ?? 0;
        List<TaskParameter> parameters = ReadParameters(fields);
        YamlNode? corpusNode = fields.Optional("corpus");
        Corpus? corpus = corpusNode is null ? null : ReadCorpus(file, corpusNode);
        List<NamedExpression> variables = ReadNames(fields, "variables", "a variable");
        List<NamedExpression>? inputs = _expressions.Read(fields.Required("inputs"), "a channel", ExpressionHolder.Symbols);
        List<NamedExpression>? targets = _expressions.Read(fields.Required("targets"), "a channel", ExpressionHolder.Symbols);
        List<NamedExpression> draws = ReadNames(fields, "draw", "a draw", ExpressionHolder.Scope);
        List<ConditionSyntax> conditions = ReadConditions(fields.Optional("where"));
        YamlNode? episode = fields.Required("episode");
        List<PhaseSyntax> phases = new PhaseReader(_expressions, diagnostics).Read(episode);
        PerChannelSyntax? loss = _expressions.ReadPerChannel(fields.Required("loss"));
        PerChannelSyntax? tolerance = _expressions.ReadPerChannel(fields.Optional("tolerance"));
        PerChannelSyntax? terminator = _expressions.ReadPerChannel(fields.Optional("terminator"));
        DecodingSyntax? decoding = ReadDecoding(fields.Optional("decoding"));
        List<MetricSyntax>? metrics = ReadMetrics(fields);
        List<Acknowledged> acknowledged = ReadAcknowledged(fields);
        EpisodeBudget budget = ReadBudget(fields.Optional("budget"));
        fields.Finish();
        var syntax = new TaskSyntax(
            _brokenParameters, _lacksNames, variables, inputs, targets, draws, conditions, episode?.Mark ?? root.Mark, phases)
        {
            Loss = loss,
            Tolerance = tolerance,
            Terminator = terminator,
            Metrics = metrics,
            Decoding = decoding,
            Acknowledged = acknowledged,
            Budget = budget,
            Corpus = corpus,
            LacksCorpus = corpus is null && corpusNode is not null,
        };
        return new(file, text, name ?? "", version, parameters, syntax)
        {
            Source = source,
            Description = description,
            Seed = seed,
        };
    }

    private Corpus? ReadCorpus(string file, YamlNode node) => new CorpusSyntaxReader(diagnostics).Read(node) is { } syntax
        ? new CorpusReader(Path.Combine(corpora ?? Path.GetDirectoryName(file) ?? "", syntax.File), syntax, diagnostics).Read()
        : null;

    private List<TaskParameter> ReadParameters(YamlFields fields)
    {
        var parameters = new List<TaskParameter>();
        YamlNode? node = fields.Optional("parameters");
        YamlMapping? mapping = node?.AsMapping(diagnostics);
        _lacksNames |= node is not null && mapping is null;
        foreach (YamlEntry entry in mapping?.Entries ?? [])
        {
            bool named = _expressions.CheckName(entry, "a parameter");
            (YamlNode? value, DrawScope scope) = _expressions.ReadScoped(entry.Value, "range", "a parameter");
            if (value is not null && ValueRange.Read(value, diagnostics) is { } range && named)
                parameters.Add(new(entry.Key, value.Mark, range, range, scope));
            else
                _brokenParameters.Add(entry.Key);
        }

        return parameters;
    }

    /// <summary>A section of names that expressions may refer to.</summary>
    private List<NamedExpression> ReadNames(YamlFields fields, string section, string what, ExpressionHolder holder = ExpressionHolder.None)
    {
        YamlNode? node = fields.Optional(section);
        List<NamedExpression>? names = node is null ? [] : _expressions.Read(node, what, holder);
        _lacksNames |= names is null;
        return names ?? [];
    }

    private List<ConditionSyntax> ReadConditions(YamlNode? node)
    {
        var conditions = new List<ConditionSyntax>();
        foreach (YamlNode item in node is YamlSequence list ? list.Items : node is null ? [] : [node])
            if (item is YamlMapping mapping)
                ReadLimitedCondition(mapping, conditions);
            else if (ExpressionParser.Parse(item, diagnostics) is { } expression)
                conditions.Add(new(((YamlScalar)item).Text, expression));
        return conditions;
    }

    /// <summary>A condition that says from which draw on values are drawn again.</summary>
    private void ReadLimitedCondition(YamlMapping mapping, List<ConditionSyntax> conditions)
    {
        var fields = new YamlFields(mapping, "the condition", diagnostics);
        YamlNode? holds = fields.Required("holds"), from = fields.Required("from");
        Expression? expression = holds is null ? null : ExpressionParser.Parse(holds, diagnostics);
        string? name = from?.AsText(diagnostics);
        fields.Finish();
        if (expression is not null && name is not null)
            conditions.Add(new(((YamlScalar)holds!).Text, expression) { From = (from!.Mark, name) });
    }

    private DecodingSyntax? ReadDecoding(YamlNode? node)
    {
        if (node?.AsMapping(diagnostics) is not { } mapping)
            return null;
        var fields = new YamlFields(mapping, "the decoding", diagnostics);
        long beam = fields.Optional("beam")?.AsInteger(diagnostics, 1, TaskFeedback.MostBeam) ?? 1;
        long? longest = fields.Optional("longest")?.AsInteger(diagnostics, 1, TaskLimits.Rows);
        fields.Finish();
        return new(node.Mark, (int)beam, (int?)longest);
    }

    private List<Acknowledged> ReadAcknowledged(YamlFields root)
    {
        var acknowledged = new List<Acknowledged>();
        if (root.Optional("acknowledged") is null)
            return acknowledged;
        foreach (YamlNode item in root.Items("acknowledged"))
            if (item.AsMapping(diagnostics) is { } mapping)
            {
                var fields = new YamlFields(mapping, "what is acknowledged", diagnostics);
                TaskFinding? kind = fields.Required("finding")?.AsEnum<TaskFinding>("finding", diagnostics);
                string? reason = fields.RequiredText("reason");
                fields.Finish();
                if (kind is { } known && reason is not null)
                    acknowledged.Add(new(item.Mark, known, reason));
            }

        return acknowledged;
    }

    private EpisodeBudget ReadBudget(YamlNode? node)
    {
        EpisodeBudget standard = EpisodeBudget.Standard;
        if (node?.AsMapping(diagnostics) is not { } mapping)
            return standard;
        var fields = new YamlFields(mapping, "the budget", diagnostics);
        long work = fields.Optional("work")?.AsInteger(diagnostics, 1, EpisodeBudget.MostWork) ?? standard.Work;
        long numbers = fields.Optional("numbers")?.AsInteger(diagnostics, 1, EpisodeBudget.MostNumbers) ?? standard.Numbers;
        fields.Finish();
        return new(work, numbers);
    }

    private List<MetricSyntax>? ReadMetrics(YamlFields fields)
    {
        if (fields.Optional("metrics") is null)
            return null;
        var metrics = new List<MetricSyntax>();
        foreach (YamlNode item in fields.Items("metrics"))
            if (item.AsText(diagnostics) is { } name)
                metrics.Add(new(item.Mark, name));
        return metrics;
    }
}
