using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// Reads the shape of a task file: which keys stand where. Expressions are parsed here, and understood by <see cref="TaskBinder"/>.
/// </summary>
/// <param name="diagnostics">Receives the problems.</param>
/// <param name="corpora">The folder that the path of the corpus begins from; null for that of the file.</param>
internal sealed class TaskReader(Diagnostics diagnostics, string? corpora = null)
{
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
        List<NamedExpression>? inputs = ReadExpressions(fields.Required("inputs"), "a channel", Holder.Symbols);
        List<NamedExpression>? targets = ReadExpressions(fields.Required("targets"), "a channel", Holder.Symbols);
        List<NamedExpression> draws = ReadNames(fields, "draw", "a draw", Holder.Scope);
        List<ConditionSyntax> conditions = ReadConditions(fields.Optional("where"));
        YamlNode? episode = fields.Required("episode");
        List<PhaseSyntax> phases = ReadPhases(episode);
        PerChannelSyntax? loss = ReadPerChannel(fields.Required("loss")), terminator = ReadPerChannel(fields.Optional("terminator"));
        DecodingSyntax? decoding = ReadDecoding(fields.Optional("decoding"));
        List<MetricSyntax>? metrics = ReadMetrics(fields);
        fields.Finish();
        var syntax = new TaskSyntax(
            _brokenParameters, _lacksNames, variables, inputs, targets, draws, conditions, episode?.Mark ?? root.Mark, phases)
        {
            Loss = loss,
            Terminator = terminator,
            Metrics = metrics,
            Decoding = decoding,
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
            bool named = CheckName(entry, "a parameter");
            (YamlNode? value, DrawScope scope) = ReadScoped(entry.Value, "range", "a parameter");
            if (value is not null && ValueRange.Read(value, diagnostics) is { } range && named)
                parameters.Add(new(entry.Key, value.Mark, range, range, scope));
            else
                _brokenParameters.Add(entry.Key);
        }

        return parameters;
    }

    /// <summary>A section of names that expressions may refer to.</summary>
    private List<NamedExpression> ReadNames(YamlFields fields, string section, string what, Holder holder = Holder.None)
    {
        YamlNode? node = fields.Optional(section);
        List<NamedExpression>? names = node is null ? [] : ReadExpressions(node, what, holder);
        _lacksNames |= names is null;
        return names ?? [];
    }

    /// <summary>A mapping of names to expressions, or null when there is none.</summary>
    private List<NamedExpression>? ReadExpressions(YamlNode? node, string what, Holder holder = Holder.None)
    {
        if (node?.AsMapping(diagnostics) is not { } mapping)
            return null;
        var expressions = new List<NamedExpression>();
        foreach (YamlEntry entry in mapping.Entries)
        {
            bool named = CheckName(entry, what);
            (YamlNode? value, DrawScope scope) = holder switch
            {
                Holder.Scope => ReadScoped(entry.Value, "value", what),
                Holder.Symbols => (ReadSymbols(entry.Value), DrawScope.Sequence),
                _ => (entry.Value, DrawScope.Sequence),
            };
            Expression? expression = value is null ? null : ExpressionParser.Parse(value, diagnostics);
            if (named)
                expressions.Add(new(entry.Key, entry.Mark, expression, scope)
                {
                    CountsSymbols = holder == Holder.Symbols && entry.Value is YamlMapping,
                });
        }

        if (mapping.Entries.Count == 0)
            diagnostics.Add(mapping.Mark, $"expected {what} here, found nothing");
        return expressions;
    }

    /// <summary>A value that may say how often it is drawn: <c>{ value: ..., per: task }</c>; null when it is missing.</summary>
    private (YamlNode? Value, DrawScope Scope) ReadScoped(YamlNode node, string key, string what)
    {
        if (node is not YamlMapping mapping)
            return (node, DrawScope.Sequence);
        var fields = new YamlFields(mapping, what, diagnostics);
        YamlNode? value = fields.Required(key);
        DrawScope scope = fields.Required("per")?.AsEnum<DrawScope>("scope", diagnostics) ?? DrawScope.Sequence;
        fields.Finish();
        return (value, scope);
    }

    /// <summary>The size of a channel: how wide it is, or <c>{ symbols: 8192 }</c>; null when it is missing.</summary>
    private YamlNode? ReadSymbols(YamlNode node)
    {
        if (node is not YamlMapping mapping)
            return node;
        var fields = new YamlFields(mapping, "a channel", diagnostics);
        YamlNode? symbols = fields.Required("symbols");
        fields.Finish();
        return symbols;
    }

    private List<ConditionSyntax> ReadConditions(YamlNode? node)
    {
        var conditions = new List<ConditionSyntax>();
        foreach (YamlNode item in node is YamlSequence list ? list.Items : node is null ? [] : [node])
            if (ExpressionParser.Parse(item, diagnostics) is { } expression)
                conditions.Add(new(((YamlScalar)item).Text, expression));
        return conditions;
    }

    /// <summary>A value for all channels, or a mapping of channels to values; null when there is none, or it is broken.</summary>
    private PerChannelSyntax? ReadPerChannel(YamlNode? node)
    {
        if (node is null)
            return null;
        int before = diagnostics.Count;
        PerChannelSyntax syntax = node is YamlMapping
            ? new(node.Mark, null, ReadExpressions(node, "a channel"))
            : new(node.Mark, ExpressionParser.Parse(node, diagnostics), null);
        return diagnostics.Count == before ? syntax : null;
    }

    private List<PhaseSyntax> ReadPhases(YamlNode? node)
    {
        var phases = new List<PhaseSyntax>();
        IReadOnlyList<YamlNode>? items = node?.AsItems(diagnostics);
        foreach (YamlNode item in items ?? [])
            if (item.AsMapping(diagnostics) is { } mapping && ReadPhase(mapping) is { } phase)
                phases.Add(phase);
        if (items is { Count: 0 })
            diagnostics.Add(node!.Mark, "expected a list of phases, found none");
        return phases;
    }

    private PhaseSyntax? ReadPhase(YamlMapping mapping)
    {
        var fields = new YamlFields(mapping, "a phase", diagnostics);
        return mapping.Find("for") is not null || mapping.Find("do") is not null ? ReadLoop(fields) : ReadSteps(fields);
    }

    private LoopSyntax? ReadLoop(YamlFields fields)
    {
        YamlNode? loop = fields.Required("for");
        List<NamedExpression> index = ReadExpressions(loop, "an index") ?? [];
        List<PhaseSyntax> body = ReadPhases(fields.Required("do"));
        Expression? when = ReadOptional(fields, "when");
        fields.Finish();
        if (loop is YamlMapping { Entries.Count: > 1 } indices)
            diagnostics.Add(indices.Entries[1].Mark, "a loop has one index; nest a second loop for another");
        return index.Count == 1 ? new(fields.Mapping.Mark, index[0], body) { When = when } : null;
    }

    private Expression? ReadOptional(YamlFields fields, string key) =>
        fields.Optional(key) is { } node ? ExpressionParser.Parse(node, diagnostics) : null;

    private StepsSyntax? ReadSteps(YamlFields fields)
    {
        string? name = fields.Text("name");
        YamlNode? shown = fields.Optional("show"), recalled = fields.Optional("recall"), scored = fields.Optional("score"),
            expected = fields.Optional("reference");
        YamlNode? source = fields.Optional("source"), fed = fields.Optional("feedback");
        List<NamedExpression> show = ((shown ?? source) is { } inputs ? ReadExpressions(inputs, "a channel") : null) ?? [];
        List<NamedExpression>? feedback = fed is null ? null : ReadExpressions(fed, "a channel");
        List<NamedExpression> recall = (recalled is null ? null : ReadExpressions(recalled, "a channel")) ?? [];
        PerChannelSyntax? score = ReadPerChannel(scored);
        List<NamedExpression> reference = (expected is null ? null : ReadExpressions(expected, "a channel")) ?? [];
        bool counts = fields.Optional("steps") is not null, thinks = fields.Optional("think") is not null;
        Expression? steps = ReadOptional(fields, "steps"), think = ReadOptional(fields, "think"), when = ReadOptional(fields, "when");
        int before = diagnostics.Count;
        fields.Finish();
        foreach (string key in recalled is null ? (string[])["score", "reference", "feedback"] : [])
            if (fields.Mapping.Find(key) is { } entry)
                diagnostics.Add(entry.Mark, $"'{key}' says something of what is recalled, and this phase has no 'recall'");
        if (thinks && (shown ?? recalled ?? source) is not null | counts)
            diagnostics.Add(fields.Mapping.Find("think")!.Mark, "'think' is a pause, without 'show', 'recall' and 'steps'");
        if (source is not null && (shown ?? recalled) is not null)
            diagnostics.Add(fields.Mapping.Find("source")!.Mark, "'source' is what an answer is read from, without 'show' and 'recall'");
        if (shown is null && recalled is null && source is null && !counts && !thinks)
        {
            // A misspelt key is the whole problem.
            if (diagnostics.Count == before)
                diagnostics.Add(fields.Mapping.Mark, "a phase needs 'show', 'recall', 'source', 'steps', 'think', or 'for' with 'do'");
            return null;
        }

        string standard = thinks ? "think" : NameOf(source is null ? "show" : "source", show, recall);
        return new(fields.Mapping.Mark, name ?? standard, show, recalled is null ? null : recall, steps ?? think)
        {
            When = when,
            Score = score,
            Reference = reference,
            IsSource = source is not null,
            Feedback = feedback is { Count: > 0 } ? new(fed!.Mark, feedback) : null,
        };
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

    private static string NameOf(string verb, List<NamedExpression> show, List<NamedExpression> recall)
    {
        var words = new List<string>();
        if (show.Count > 0)
            words.Add(verb + " " + string.Join('+', show.Select(item => item.Name)));
        if (recall.Count > 0)
            words.Add("recall " + string.Join('+', recall.Select(item => item.Name)));
        return words.Count == 0 ? "wait" : string.Join(", ", words);
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

    private bool CheckName(YamlEntry entry, string what)
    {
        if (ExpressionLexer.IsName(entry.Key))
            return true;
        diagnostics.Add(entry.Mark,
            $"{Quoted.Text(entry.Key)} cannot name {what}: a name has letters, digits and underscores, a letter first"
                + (ExpressionLexer.Words.Contains(entry.Key) ? "; and, or and not are operators" : ""));
        return false;
    }

    /// <summary>What the values of a section may be besides expressions: mappings that say more of them.</summary>
    private enum Holder
    {
        None,
        Scope,
        Symbols,
    }
}
