using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NeuralMemory.Yaml;

/// <summary>
/// Reads a YAML text strictly: one document, unique keys that are plain names, no anchors, aliases or tags, at most
/// <see cref="MaxDepth"/> levels and <see cref="MaxLength"/> characters. One thing is easier than in YAML: a comma between
/// parentheses of one line does not end a value, so <c>{ items: bits(length, width) }</c> needs no quotes. What breaks these rules is
/// reported, never thrown.
/// </summary>
public sealed class YamlReader
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 32;

    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>What is told of a longer text.</summary>
    internal static readonly string TooLong = $"the file is longer than {MaxLength} characters";

    private const string NoAnchors = "anchors and aliases (&name, *name) are not supported; write the value out";

    private readonly string _file, _text;
    private readonly Diagnostics _diagnostics;
    private readonly Parser _parser;

    private YamlReader(string file, string text, Diagnostics diagnostics)
    {
        (_file, _text, _diagnostics) = (file, text, diagnostics);
        _parser = new Parser(new StringReader(ParenthesizedCommas.Hide(text)));
    }

    /// <summary>Reads a text.</summary>
    /// <param name="file">Its name in the marks.</param>
    /// <param name="text">The YAML.</param>
    /// <param name="diagnostics">Receives the problems.</param>
    /// <returns>The document's value, or null when the text cannot be understood; then a problem was reported.</returns>
    public static YamlNode? Read(string file, string text, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(diagnostics);
        text = text.TrimStart('\uFEFF');
        if (text.Length > MaxLength)
        {
            diagnostics.Add(new(file, 1, 1), TooLong);
            return null;
        }

        if (FindTab(file, text) is { } tab)
        {
            diagnostics.Add(tab, "a tab in the indentation; YAML indents with spaces");
            return null;
        }

        return new YamlReader(file, text, diagnostics).ReadDocument();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="diagnostics">Receives the problems, an unreadable file among them.</param>
    /// <returns>The document's value, or null; then a problem was reported.</returns>
    public static YamlNode? ReadFile(string path, Diagnostics diagnostics) =>
        ReadText(path, diagnostics) is { } text ? Read(path, text, diagnostics) : null;

    /// <summary>The text of a file.</summary>
    /// <param name="path">The file, as the user named it: UTF-8, or UTF-16 or UTF-32 with a byte order mark.</param>
    /// <param name="diagnostics">Receives the problem of a file that cannot be read, is far too long or is no text.</param>
    /// <returns>The text, or null; then a problem was reported.</returns>
    public static string? ReadText(string path, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        return TextFile.Read(path, diagnostics);
    }

    private YamlNode? ReadDocument()
    {
        try
        {
            _parser.Consume<StreamStart>();
            if (_parser.Accept<StreamEnd>(out _))
            {
                _diagnostics.Add(new(_file, 1, 1), "there is nothing in it");
                return null;
            }

            _parser.Consume<DocumentStart>();
            YamlNode? root = ReadNode(depth: 1);
            if (root is null)
                return null;
            _parser.Consume<DocumentEnd>();
            if (_parser.Accept<DocumentStart>(out var second))
                _diagnostics.Add(MarkOf(second.Start), "a second document begins here; a file holds one");
            return root;
        }
        catch (YamlException error)
        {
            _diagnostics.Add(Within(MarkOf(error.Start)), YamlSyntax.Explain(error.Message));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The scanner indexes past its buffer on some malformed texts; to the user that is a syntax error as well.
            _diagnostics.Add(_parser.Current is { } last ? MarkOf(last.Start) : new(_file, 1, 1), YamlSyntax.Explain(""));
        }

        return null;
    }

    private YamlNode? ReadNode(int depth)
    {
        if (depth > MaxDepth)
        {
            _parser.MoveNext();
            _diagnostics.Add(MarkOf(_parser.Current!.Start), $"nested more than {MaxDepth} levels deep");
            return null;
        }

        if (_parser.Accept<NodeEvent>(out var node))
            RejectProperties(node);
        if (_parser.TryConsume<Scalar>(out var scalar))
            return ScalarOf(scalar);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            _diagnostics.Add(MarkOf(alias.Start), NoAnchors);
            return new YamlScalar(MarkOf(alias.Start), "");
        }

        if (_parser.TryConsume<SequenceStart>(out var sequence))
            return ReadSequence(sequence, depth);
        return ReadMapping(_parser.Consume<MappingStart>(), depth);
    }

    private YamlSequence? ReadSequence(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            if (ReadNode(depth + 1) is not { } item)
                return null;
            items.Add(item);
        }

        return new(MarkOf(start.Start), items);
    }

    private YamlMapping? ReadMapping(MappingStart start, int depth)
    {
        var mapping = new YamlMapping(MarkOf(start.Start));
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadNode(depth + 1) is not { } key || ReadNode(depth + 1) is not { } value)
                return null;
            if (key is not YamlScalar name)
                _diagnostics.Add(key.Mark, $"a key must be a name, found {key.Describe()}");
            else if (name.IsNull)
                _diagnostics.Add(key.Mark, "a key must be a name, found nothing");
            else if (mapping.Find(name.Text) is { } first)
                _diagnostics.Add(key.Mark, $"the key {Quoted.Text(name.Text)} stands here twice; the first is in line {first.Mark.Line}");
            else
                mapping.Set(new(name.Text, name.Mark, value));
        }

        return mapping;
    }

    private void RejectProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            _diagnostics.Add(MarkOf(node.Start), NoAnchors);
        else if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
            _diagnostics.Add(MarkOf(node.Start), $"the tag {Quoted.Text(node.Tag.Value)} is not supported; write the plain value");
    }

    private YamlScalar ScalarOf(Scalar scalar)
    {
        YamlScalarStyle style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => YamlScalarStyle.Quoted,
            ScalarStyle.Literal or ScalarStyle.Folded => YamlScalarStyle.Block,
            _ => YamlScalarStyle.Plain,
        };
        int start = (int)Math.Clamp(scalar.Start.Index, 0, _text.Length);
        return new(MarkOf(scalar.Start), ParenthesizedCommas.Show(scalar.Value), style, _text, start);
    }

    private SourceMark MarkOf(Mark mark) => new(_file, (int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));

    /// <summary>The scanner reports what is missing at the end one line after it; that becomes the end of the last line.</summary>
    private SourceMark Within(SourceMark mark)
    {
        string[] lines = _text.TrimEnd().Split('\n');
        return mark.Line <= lines.Length ? mark : new(_file, lines.Length, lines[^1].Length + 1);
    }

    /// <summary>The first tab before the first other character of a line, if that line holds anything.</summary>
    private static SourceMark? FindTab(string file, string text)
    {
        int line = 1;
        foreach (ReadOnlySpan<char> row in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> content = row.TrimStart(" \t");
            int tab = row[..^content.Length].IndexOf('\t');
            if (tab >= 0 && content.Length > 0 && content[0] != '#')
                return new(file, line, tab + 1);
            line++;
        }

        return null;
    }
}
