using System.Globalization;

namespace NeuralMemory.Tasks;

/// <summary>A symbol of a text.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Offset">Where it begins in the text.</param>
internal readonly record struct TextSymbol(string Text, int Offset);

/// <summary>Cuts texts into symbols.</summary>
internal static class TextCutter
{
    private const string Marks = "?!.,", Apostrophes = "'\u2019";

    /// <summary>The symbols of a text, in order; none when there is nothing but spaces in it.</summary>
    public static List<TextSymbol> Cut(string text, TextCut cut) => cut switch
    {
        TextCut.Words => Words(text),
        TextCut.Characters => Characters(text),
        TextCut.Label => Label(text),
        _ => throw new ArgumentOutOfRangeException(nameof(cut), cut, "a cut without a rule"),
    };

    private static List<TextSymbol> Words(string text)
    {
        var words = new List<TextSymbol>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
            if (text[i] == ' ' || Marks.Contains(text[i]))
            {
                End(i);
                if (text[i] != ' ')
                    words.Add(new(text[i..(i + 1)], i));
                start = i + 1;
            }
            else if (Apostrophes.Contains(text[i]))
            {
                End(i + 1);
                start = i + 1;
            }

        End(text.Length);
        return words;

        void End(int end)
        {
            if (end > start)
                words.Add(new(text[start..end], start));
        }
    }

    /// <summary>What a reader takes for one character, accents included.</summary>
    private static List<TextSymbol> Characters(string text)
    {
        var characters = new List<TextSymbol>();
        if (text.Trim(' ').Length == 0)
            return characters;
        for (int i = 0, length; i < text.Length; i += length)
        {
            length = StringInfo.GetNextTextElementLength(text, i);
            characters.Add(new(text.Substring(i, length), i));
        }

        return characters;
    }

    private static List<TextSymbol> Label(string text)
    {
        string label = text.Trim(' ');
        return label.Length == 0 ? [] : [new(label, text.IndexOf(label[0], StringComparison.Ordinal))];
    }
}
