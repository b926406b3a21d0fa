using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Reads the phases of an episode, loops included.</summary>
/// <param name="expressions">Reads what stands in them.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class PhaseReader(ExpressionReader expressions, Diagnostics diagnostics)
{
    /// <summary>The phases of a list, in order; those that are broken are left out.</summary>
    public List<PhaseSyntax> Read(YamlNode? node)
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
        List<NamedExpression> index = expressions.Read(loop, "an index") ?? [];
        List<PhaseSyntax> body = Read(fields.Required("do"));
        Expression? when = expressions.ReadOptional(fields, "when");
        fields.Finish();
        if (loop is YamlMapping { Entries.Count: > 1 } indices)
            diagnostics.Add(indices.Entries[1].Mark, "a loop has one index; nest a second loop for another");
        return index.Count == 1 ? new(fields.Mapping.Mark, index[0], body) { When = when } : null;
    }

    private StepsSyntax? ReadSteps(YamlFields fields)
    {
        string? name = fields.Text("name");
        YamlNode? shown = fields.Optional("show"), recalled = fields.Optional("recall"), scored = fields.Optional("score"),
            trained = fields.Optional("train"), expected = fields.Optional("reference");
        YamlNode? source = fields.Optional("source"), fed = fields.Optional("feedback");
        List<NamedExpression> show = ((shown ?? source) is { } inputs ? expressions.Read(inputs, "a channel") : null) ?? [];
        List<NamedExpression>? feedback = fed is null ? null : expressions.Read(fed, "a channel");
        List<NamedExpression> recall = (recalled is null ? null : expressions.Read(recalled, "a channel")) ?? [];
        PerChannelSyntax? score = expressions.ReadPerChannel(scored), train = expressions.ReadPerChannel(trained);
        List<NamedExpression> reference = (expected is null ? null : expressions.Read(expected, "a channel")) ?? [];
        bool counts = fields.Optional("steps") is not null, thinks = fields.Optional("think") is not null;
        Expression? steps = expressions.ReadOptional(fields, "steps"), think = expressions.ReadOptional(fields, "think");
        Expression? when = expressions.ReadOptional(fields, "when");
        int before = diagnostics.Count;
        fields.Finish();
        foreach (string key in recalled is null ? (string[])["score", "train", "reference", "feedback"] : [])
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
            Train = train,
            Reference = reference,
            IsSource = source is not null,
            Feedback = feedback is { Count: > 0 } ? new(fed!.Mark, feedback) : null,
        };
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
}
