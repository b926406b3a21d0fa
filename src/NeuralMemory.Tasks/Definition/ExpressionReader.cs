using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Reads names with expressions, as several sections of a task file have them.</summary>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class ExpressionReader(Diagnostics diagnostics)
{
    /// <summary>A mapping of names to expressions, or null when there is none.</summary>
    public List<NamedExpression>? Read(YamlNode? node, string what, ExpressionHolder holder = ExpressionHolder.None)
    {
        if (node?.AsMapping(diagnostics) is not { } mapping)
            return null;
        var expressions = new List<NamedExpression>();
        foreach (YamlEntry entry in mapping.Entries)
        {
            bool named = CheckName(entry, what);
            (YamlNode? value, DrawScope scope) = holder switch
            {
                ExpressionHolder.Scope => ReadScoped(entry.Value, "value", what),
                ExpressionHolder.Symbols => (ReadSymbols(entry.Value), DrawScope.Sequence),
                _ => (entry.Value, DrawScope.Sequence),
            };
            Expression? expression = value is null ? null : ExpressionParser.Parse(value, diagnostics);
            if (named)
                expressions.Add(new(entry.Key, entry.Mark, expression, scope)
                {
                    CountsSymbols = holder == ExpressionHolder.Symbols && entry.Value is YamlMapping,
                });
        }

        if (mapping.Entries.Count == 0)
            diagnostics.Add(mapping.Mark, $"expected {what} here, found nothing");
        return expressions;
    }

    /// <summary>A value that may say how often it is drawn: <c>{ value: ..., per: task }</c>; null when it is missing.</summary>
    public (YamlNode? Value, DrawScope Scope) ReadScoped(YamlNode node, string key, string what)
    {
        if (node is not YamlMapping mapping)
            return (node, DrawScope.Sequence);
        var fields = new YamlFields(mapping, what, diagnostics);
        YamlNode? value = fields.Required(key);
        DrawScope scope = fields.Required("per")?.AsEnum<DrawScope>("scope", diagnostics) ?? DrawScope.Sequence;
        fields.Finish();
        return (value, scope);
    }

    /// <summary>A value for all channels, or a mapping of channels to values; null when there is none, or it is broken.</summary>
    public PerChannelSyntax? ReadPerChannel(YamlNode? node)
    {
        if (node is null)
            return null;
        int before = diagnostics.Count;
        PerChannelSyntax syntax = node is YamlMapping
            ? new(node.Mark, null, Read(node, "a channel"))
            : new(node.Mark, ExpressionParser.Parse(node, diagnostics), null);
        return diagnostics.Count == before ? syntax : null;
    }

    /// <summary>An expression that may be missing; null then, and when it is broken.</summary>
    public Expression? ReadOptional(YamlFields fields, string key) =>
        fields.Optional(key) is { } node ? ExpressionParser.Parse(node, diagnostics) : null;

    /// <summary>Whether a key can name something; else that is reported.</summary>
    public bool CheckName(YamlEntry entry, string what)
    {
        if (ExpressionLexer.IsName(entry.Key))
            return true;
        diagnostics.Add(entry.Mark,
            $"{Quoted.Text(entry.Key)} cannot name {what}: a name has letters, digits and underscores, a letter first"
                + (ExpressionLexer.Words.Contains(entry.Key) ? "; and, or and not are operators" : ""));
        return false;
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
}

/// <summary>What the values of a section may be besides expressions: mappings that say more of them.</summary>
internal enum ExpressionHolder
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>How often a value is drawn: <c>{ value: ..., per: task }</c>.</summary>
    Scope,

    /// <summary>How many symbols a channel has: <c>{ symbols: 8192 }</c>.</summary>
    Symbols,
}
