namespace NeuralMemory.Yaml;

/// <summary>Says in plain words what the YAML scanner and parser complain about.</summary>
internal static class YamlSyntax
{
    private static readonly (string Fragment, string Explanation)[] Known =
    [
        ("cannot start any token", "this character cannot begin a value; put the value in quotes"),
        ("did not find expected key", "expected 'key: value' here; check the indentation and the line above"),
        ("could not find expected ':'", "expected 'key: value'; the ':' after the key is missing"),
        ("did not find expected ',' or ']'", "expected ',' or ']'; a list in brackets is not closed"),
        ("did not find expected ',' or '}'", "expected ',' or '}'; a mapping in braces is not closed"),
        ("did not find expected '-'", "expected '- value' here; the items of a list must be indented alike"),
        ("unexpected end of stream", "the text ends inside a value in quotes; the closing quote is missing"),
        ("document indicator", "a document separator stands inside a value in quotes; the closing quote is missing"),
        ("found invalid mapping", "a ':' is not allowed here; put the value in quotes, or check the indentation"),
        ("mapping values are not allowed", "a ':' is not allowed here; put the value in quotes, or check the indentation"),
        ("block sequence entries are not allowed", "a list item '- ' is not allowed here; check the indentation"),
        ("invalid comment", "a comment needs a space before its '#'"),
        ("comment without", "a comment needs a space before its '#'"),
        ("end of the stream", "the text ends too early; something above is not closed"),
        ("did not find expected <document start>", "this does not belong to what stands above; check the indentation"),
        ("unknown escape character", "an unknown escape after '\\' in double quotes; use single quotes for text with backslashes"),
        ("invalid tab", "a tab where YAML wants spaces"),
        ("tab character", "a tab where YAML wants spaces"),
        ("did not find expected node content", "a value is missing here"),
    ];

    public static string Explain(string complaint)
    {
        foreach (var (fragment, explanation) in Known)
            if (complaint.Contains(fragment, StringComparison.OrdinalIgnoreCase))
                return explanation;
        return "this is not valid YAML; check the indentation, quotes and brackets around it";
    }
}
