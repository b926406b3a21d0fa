namespace NeuralMemory.Tasks;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    Number,
    Name,
    Symbol,
    End,
    Unknown,
}

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters.</param>
/// <param name="Offset">Where it begins in the expression.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Offset);

/// <summary>Splits an expression into numbers, names and symbols.</summary>
internal static class ExpressionLexer
{
    /// <summary>Words that are operators, and therefore no names.</summary>
    public static IReadOnlyList<string> Words { get; } = ["and", "or", "not"];

    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        int at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            int end = text[at] switch
            {
                >= '0' and <= '9' or '.' => EndOfNumber(text, at),
                var c when IsLetter(c) => EndOfName(text, at),
                '<' or '>' or '=' or '!' when at + 1 < text.Length && text[at + 1] == '=' => at + 2,
                _ => at + 1,
            };
            TokenKind kind = text[at] switch
            {
                >= '0' and <= '9' or '.' => TokenKind.Number,
                '+' or '-' or '*' or '/' or '%' or '(' or ')' or ',' or '<' or '>' => TokenKind.Symbol,
                '=' or '!' when end == at + 2 => TokenKind.Symbol,
                var c when IsLetter(c) && Words.Contains(text[at..end]) => TokenKind.Symbol,
                var c when IsLetter(c) => TokenKind.Name,
                _ => TokenKind.Unknown,
            };
            tokens.Add(new(kind, text[at..end], at));
            at = end;
        }

        tokens.Add(new(TokenKind.End, "", text.Length));
        return tokens;
    }

    /// <summary>
    /// Whether a key can be used as a name: letters, digits and underscores, a letter or underscore first, and none of
    /// <see cref="Words"/>.
    /// </summary>
    public static bool IsName(string text) =>
        text.Length > 0 && IsLetter(text[0]) && EndOfName(text, 0) == text.Length && !Words.Contains(text);

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_';

    private static int EndOfName(string text, int at)
    {
        while (at < text.Length && (IsLetter(text[at]) || char.IsAsciiDigit(text[at])))
            at++;
        return at;
    }

    private static int EndOfNumber(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
            at++;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            int digits = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
            if (digits < text.Length && char.IsAsciiDigit(text[digits]))
                for (at = digits; at < text.Length && char.IsAsciiDigit(text[at]);)
                    at++;
        }

        return at;
    }
}
