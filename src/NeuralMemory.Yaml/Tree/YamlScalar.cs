using System.Globalization;

namespace NeuralMemory.Yaml;

/// <summary>How a scalar was written.</summary>
public enum YamlScalarStyle
{
    /// <summary>Without quotes: it may be a number, a boolean or nothing at all.</summary>
    Plain,

    /// <summary>In quotes: always text.</summary>
    Quoted,

    /// <summary>After <c>|</c> or <c>&gt;</c>: always text.</summary>
    Block,
}

/// <summary>A single value: a number, a boolean, a text, or nothing.</summary>
public sealed class YamlScalar : YamlNode
{
    private readonly string _source;
    private readonly int _start;

    /// <summary>A value that no file holds, for example a default.</summary>
    public YamlScalar(SourceMark mark, string text, YamlScalarStyle style = YamlScalarStyle.Plain)
        : this(mark, text, style, "", 0)
    {
    }

    /// <summary>A value read from position <paramref name="start"/> of <paramref name="source"/>.</summary>
    internal YamlScalar(SourceMark mark, string text, YamlScalarStyle style, string source, int start) : base(mark)
    {
        Text = text;
        Style = style;
        _source = source;
        _start = start;
    }

    /// <summary>The text, without quotes, escapes resolved.</summary>
    public string Text { get; }

    /// <summary>How it was written.</summary>
    public YamlScalarStyle Style { get; }

    /// <summary>Whether nothing was written: an empty value, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => Style == YamlScalarStyle.Plain && Text is "" or "~" or "null";

    /// <summary>The value as a 64-bit integer, if it is one, such as <c>-12</c>.</summary>
    public bool TryInteger(out long value)
    {
        value = 0;
        return Style == YamlScalarStyle.Plain
            && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    /// The value as a finite number, if it is one, such as <c>3</c>, <c>-0.5</c> or <c>1e-4</c>; <c>-0</c> is 0.
    /// </summary>
    public bool TryReal(out double value)
    {
        value = 0;
        const NumberStyles Form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        bool isNumber = Style == YamlScalarStyle.Plain && double.TryParse(Text, Form, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
        // The sum of a negative and a positive zero is the positive one; every other number stays as it is.
        value += 0.0;
        return isNumber;
    }

    /// <summary>
    /// The places of characters of <see cref="Text"/>, also when the text goes over several lines. One pass over the text finds all.
    /// </summary>
    /// <param name="offsets">Where they stand in <see cref="Text"/>, its end included, in ascending order.</param>
    public SourceMark[] MarksAt(IReadOnlyList<int> offsets)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        var marks = new SourceMark[offsets.Count];
        int start = ContentStart();
        if (start < 0)
        {
            Array.Fill(marks, Mark);
            return marks;
        }

        // Folding changes white space only, so a character is found by counting those that are not white.
        int solid = 0, read = 0, at = _start, line = Mark.Line, column = Mark.Column;
        for (int i = 0; i < marks.Length; i++)
        {
            int offset = offsets[i];
            for (; read < offset; read++)
                solid += char.IsWhiteSpace(Text[read]) ? 0 : 1;
            bool wantsSolid = offset < Text.Length && !char.IsWhiteSpace(Text[offset]);
            for (; at < _source.Length; at++)
            {
                char c = _source[at];
                bool isWhite = char.IsWhiteSpace(c);
                if (at >= start && solid == 0 && !(wantsSolid && isWhite))
                    break;
                if (at >= start && !isWhite)
                    solid--;
                (line, column) = c == '\n' ? (line + 1, 1) : (line, column + 1);
            }

            marks[i] = new(Mark.File, line, column);
        }

        return marks;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        IsNull ? "nothing"
        : Style == YamlScalarStyle.Plain && Text is "true" or "false" ? Text
        : TryInteger(out _) ? $"the integer {Text}"
        : TryReal(out _) ? $"the number {Text}"
        : $"the text {Quoted.Text(Text)}";

    /// <summary>Where in the source the text itself begins, or -1 when escapes or nothing stand there.</summary>
    private int ContentStart()
    {
        if (_source.Length == 0)
            return -1;
        if (Style == YamlScalarStyle.Plain)
            return _start;
        if (Style == YamlScalarStyle.Block)
            return _source.IndexOf('\n', _start) is var end and >= 0 ? end + 1 : -1;
        bool escaped = Text.AsSpan().ContainsAny('\'', '"', '\\') || _source.AsSpan(_start).IndexOf('\\') is >= 0 and var slash
            && slash <= Text.Length;
        return escaped ? -1 : _start + 1;
    }
}
