using System.Text;

namespace NeuralMemory.Architecture.Tests;

/// <summary>What of a C# text is code: comments and the text of literals become blanks, what stands in the holes of literals stays.</summary>
internal sealed class CodeText
{
    private readonly string _text;
    private readonly StringBuilder _code = new();
    private int _at;

    private CodeText(string text) => _text = text;

    /// <summary>The code of a text.</summary>
    public static string Of(string text)
    {
        CodeText code = new(text);
        code.Code(end: '\0');
        return code._code.ToString();
    }

    private char Current => Ahead(0);

    private char Ahead(int by) => _at + by < _text.Length ? _text[_at + by] : '\0';

    private bool IsNext(string what) => string.CompareOrdinal(_text, _at, what, 0, what.Length) == 0;

    /// <summary>Copies code up to the text's end, or to the brace that closes a hole.</summary>
    private void Code(char end)
    {
        for (int depth = 0; _at < _text.Length;)
        {
            if (depth == 0 && end != '\0' && (Current == end || (Current == ':' && Ahead(1) != ':' && Ahead(-1) != ':')))
                return;
            if (IsNext("//"))
                Skip(to: "\n", including: false);
            else if (IsNext("/*"))
                Skip(to: "*/", including: true);
            else if (Current == '\'' && (Ahead(2) == '\'' || Ahead(1) == '\\'))
                Character();
            else if (Current is '"' || (Current is '$' or '@' && IsLiteral()))
                Literal();
            else
            {
                depth += Current is '(' or '[' or '{' ? 1 : Current is ')' or ']' or '}' ? -1 : 0;
                _code.Append(_text[_at++]);
            }
        }
    }

    private void Skip(string to, bool including)
    {
        int found = _text.IndexOf(to, _at, StringComparison.Ordinal);
        _at = found < 0 ? _text.Length : found + (including ? to.Length : 0);
        _code.Append(' ');
    }

    private void Character()
    {
        _at += Ahead(1) == '\\' ? 3 : 2;
        while (_at < _text.Length && _text[_at - 1] != '\'' && Current != '\'')
            _at++;
        _at++;
        _code.Append(' ');
    }

    private bool IsLiteral()
    {
        int by = 0;
        while (Ahead(by) is '$' or '@')
            by++;
        return Ahead(by) == '"';
    }

    private void Literal()
    {
        int dollars = 0, quotes = 0;
        bool isVerbatim = false;
        for (; Current is '$' or '@'; _at++)
            (dollars, isVerbatim) = (dollars + (Current == '$' ? 1 : 0), isVerbatim || Current == '@');
        while (Current == '"')
            (quotes, _at) = (quotes + 1, _at + 1);
        _code.Append(" \"");
        // Two quotes are a literal without text; three or more begin one without escapes.
        if (quotes != 2)
            Text(dollars, quotes, hasEscapes: quotes == 1 && !isVerbatim, isVerbatim);
        _code.Append("\" ");
    }

    private void Text(int dollars, int quotes, bool hasEscapes, bool isVerbatim)
    {
        string close = new('"', quotes), open = new('{', Math.Max(dollars, 1));
        while (_at < _text.Length)
        {
            if (hasEscapes && Current == '\\')
                _at += 2;
            else if (isVerbatim && IsNext("\"\""))
                _at += 2;
            else if (IsNext(close))
            {
                _at += quotes;
                return;
            }
            else if (dollars == 1 && quotes == 1 && IsNext("{{"))
                _at += 2;
            else if (dollars > 0 && IsNext(open))
                Hole(dollars);
            else
                _at++;
        }
    }

    private void Hole(int braces)
    {
        _at += braces;
        _code.Append(' ');
        Code(end: '}');
        // A format is text.
        while (_at < _text.Length && Current != '}')
            _at++;
        _at += braces;
        _code.Append(' ');
    }
}
