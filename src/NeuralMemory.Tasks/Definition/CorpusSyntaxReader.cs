using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Reads the section <c>corpus</c> of a task file.</summary>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class CorpusSyntaxReader(Diagnostics diagnostics)
{
    /// <summary>What the section says, or null; then a problem was reported.</summary>
    public CorpusSyntax? Read(YamlNode node)
    {
        int before = diagnostics.Count;
        if (node.AsMapping(diagnostics) is not { } mapping)
            return null;
        var fields = new YamlFields(mapping, "the corpus", diagnostics);
        YamlNode? file = fields.Required("file");
        string? path = file?.AsText(diagnostics);
        IReadOnlyList<CorpusColumnSyntax> columns = ReadColumns(fields.Required("columns"));
        int longest = (int)(fields.Optional("longest")?.AsInteger(diagnostics, 1, CorpusLimits.Symbols) ?? CorpusLimits.Symbols);
        long? heldOut = fields.Optional("held_out")?.AsInteger(diagnostics, 2, int.MaxValue);
        fields.Finish();
        // The run keeps a copy beside its copy of the task.
        if (path is not null && (Path.IsPathRooted(path) || path.Split('/', '\\').Any(part => part is ".." or "." or "")))
            diagnostics.Add(file!.Mark, $"{Quoted.Text(path)} must lie beside the task or in a folder below it, such as corpora/NAME.tsv");
        return diagnostics.Count > before ? null : new(path!, file!.Mark, columns, longest, (int?)heldOut);
    }

    private List<CorpusColumnSyntax> ReadColumns(YamlNode? node)
    {
        var columns = new List<CorpusColumnSyntax>();
        if (node?.AsMapping(diagnostics) is not { } mapping)
            return columns;
        if (mapping.Entries.Count == 0)
            diagnostics.Add(mapping.Mark, "expected a column here, found nothing");
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (!ExpressionLexer.IsName(entry.Key))
                diagnostics.Add(entry.Mark, $"{Quoted.Text(entry.Key)} cannot name a column: a name has letters, digits and underscores, "
                    + "a letter first");
            else if (ReadColumn(entry) is { } column)
                columns.Add(column);
        }

        string[] names = [.. mapping.Entries.Select(entry => entry.Key)];
        foreach (CorpusColumnSyntax column in columns)
            CheckVocabulary(column, columns, names);
        return columns;
    }

    private CorpusColumnSyntax? ReadColumn(YamlEntry entry)
    {
        if (entry.Value is not YamlMapping mapping)
            return entry.Value.AsEnum<TextCut>("cut", diagnostics) is { } only
                ? new(entry.Mark, entry.Key, only) { Vocabulary = (entry.Mark, entry.Key) }
                : null;
        var fields = new YamlFields(mapping, $"the column '{entry.Key}'", diagnostics);
        TextCut? cut = fields.Required("cut")?.AsEnum<TextCut>("cut", diagnostics);
        YamlNode? named = fields.Optional("vocabulary");
        string vocabulary = named?.AsText(diagnostics) ?? entry.Key;
        bool begin = ReadFlag(fields, "begin"), unknown = ReadFlag(fields, "unknown");
        fields.Finish();
        return cut is null ? null : new(entry.Mark, entry.Key, cut.Value)
        {
            Vocabulary = (named?.Mark ?? entry.Mark, vocabulary),
            HasBegin = begin,
            HasUnknown = unknown,
        };
    }

    private bool ReadFlag(YamlFields fields, string key) =>
        fields.Optional(key)?.AsChoice($"value of '{key}'", ["true", "false"], diagnostics) == "true";

    private void CheckVocabulary(CorpusColumnSyntax column, IReadOnlyList<CorpusColumnSyntax> columns, IReadOnlyList<string> names)
    {
        (SourceMark mark, string name) = column.Vocabulary;
        if (column.Cut == TextCut.Label && column.HasBegin)
            diagnostics.Add(column.Mark, $"'{column.Name}' is one symbol, which has no beginning: 'begin' belongs to words and characters");
        if (!names.Contains(name))
            diagnostics.Add(mark, $"there is no vocabulary {Quoted.Text(name)}: a vocabulary has the name of a column"
                + NearestName.Hint(name, names));
        else if (columns.FirstOrDefault(other => other.Name == name) is { } owner)
        {
            if (owner.Vocabulary.Name != owner.Name)
                diagnostics.Add(mark, $"'{name}' has no vocabulary of its own: it has that of '{owner.Vocabulary.Name}'");
            else if (owner.Cut != column.Cut)
                diagnostics.Add(mark, $"'{column.Name}' and '{name}' are cut in different ways, and cannot share a vocabulary");
        }
    }
}
