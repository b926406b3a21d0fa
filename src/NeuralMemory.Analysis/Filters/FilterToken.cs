using NeuralMemory.Yaml;

namespace NeuralMemory.Analysis;

/// <summary>What a piece of a filter is.</summary>
internal enum FilterTokenKind
{
    /// <summary>A name, a value or a word that joins.</summary>
    Word,

    /// <summary>A value in quotes.</summary>
    Quoted,

    /// <summary>A comparison.</summary>
    Operator,

    /// <summary>A parenthesis.</summary>
    Parenthesis,

    /// <summary>After the last piece.</summary>
    End,
}

/// <summary>A piece of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Column">Where it begins, counted from 1.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Column)
{
    private static readonly string[] Operators = ["!=", "!~", "<=", ">=", "==", "=", "<", ">", "~"];

    /// <summary>The piece in words, for the end of a sentence.</summary>
    public string Described => Kind == FilterTokenKind.End ? "the end" : NeuralMemory.Yaml.Quoted.Text(Text);

    /// <summary>Whether it is this word, in whatever case.</summary>
    public bool IsWord(string word) => Kind == FilterTokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this sign.</summary>
    public bool IsSign(string sign) => Kind is FilterTokenKind.Operator or FilterTokenKind.Parenthesis && Text == sign;

    /// <summary>The pieces of a filter, and its end.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="source">What it is called where a problem is told.</param>
    /// <exception cref="InvalidInputException">A quote is not closed, or a sign is none.</exception>
    public static IReadOnlyList<FilterToken> Split(string text, string source)
    {
        List<FilterToken> tokens = [];
        for (int at = 0; at < text.Length;)
        {
            char first = text[at];
            if (char.IsWhiteSpace(first))
            {
                at++;
                continue;
            }

            FilterToken token = first switch
            {
                '(' or ')' => new(FilterTokenKind.Parenthesis, first.ToString(), at + 1),
                '"' or '\'' => InQuotes(text, at, source),
                _ when Array.Find(Operators, sign => text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal)) is { } sign =>
                    new(FilterTokenKind.Operator, sign, at + 1),
                '!' => throw Problem(source, at + 1, "'!' alone is no comparison; write != or not"),
                _ => Word(text, at),
            };
            tokens.Add(token);
            at += token.Text.Length + (token.Kind == FilterTokenKind.Quoted ? 2 : 0);
        }

        tokens.Add(new(FilterTokenKind.End, "", text.Length + 1));
        return tokens;
    }

    /// <summary>A problem at a place of a filter.</summary>
    public static InvalidInputException Problem(string source, int column, string message) =>
        new(new SourceMark(source, 1, column), message);

    private static FilterToken InQuotes(string text, int start, string source)
    {
        int end = text.IndexOf(text[start], start + 1);
        return end < 0
            ? throw Problem(source, start + 1, $"the quote {text[start]} is not closed")
            : new(FilterTokenKind.Quoted, text[(start + 1)..end], start + 1);
    }

    private static FilterToken Word(string text, int start)
    {
        int end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && !"()=!<>~\"'".Contains(text[end], StringComparison.Ordinal))
            end++;
        return new(FilterTokenKind.Word, text[start..end], start + 1);
    }
}
