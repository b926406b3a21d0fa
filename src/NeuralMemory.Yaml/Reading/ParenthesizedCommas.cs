namespace NeuralMemory.Yaml;

/// <summary>
/// Lets <c>{ data: repeat(items, 3) }</c> mean what it says. YAML ends a value in braces at every comma; here a comma
/// between parentheses of one line belongs to the value. Such commas are hidden from the scanner, one character for one so that
/// positions stay, and shown again in the values.
/// </summary>
internal static class ParenthesizedCommas
{
    private const char Stand = '\uE000';

    /// <summary>The text with the commas hidden.</summary>
    public static string Hide(string text)
    {
        if (!text.Contains('(') || text.Contains(Stand))
            return text;
        char[] hidden = text.ToCharArray();
        int open = -1, depth = 0;
        for (int i = 0; i < hidden.Length; i++)
        {
            switch (hidden[i])
            {
                case '(':
                    if (depth++ == 0)
                        open = i;
                    break;
                case ')' when depth > 0:
                    if (--depth == 0)
                        hidden.AsSpan(open, i - open).Replace(',', Stand);
                    break;
                case '\n' or '#' or '\'' or '"' or '{' or '}' or '[' or ']':
                    depth = 0;
                    break;
            }
        }

        return new(hidden);
    }

    /// <summary>A value with its commas back.</summary>
    public static string Show(string value) => value.Replace(Stand, ',');
}
