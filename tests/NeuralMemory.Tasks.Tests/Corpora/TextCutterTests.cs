namespace NeuralMemory.Tasks.Tests;

public sealed class TextCutterTests
{
    [Theory]
    [InlineData("je t'aime", "je 0|t' 3|aime 5")]
    [InlineData("l'arbre n'est pas là.", "l' 0|arbre 2|n' 8|est 10|pas 14|là 18|. 20")]
    [InlineData("l’eau", "l’ 0|eau 2")]
    [InlineData("are you there?", "are 0|you 4|there 8|? 13")]
    [InlineData("es-tu là ?", "es-tu 0|là 6|? 9")]
    [InlineData("no!,  yes", "no 0|! 2|, 3|yes 6")]
    [InlineData("the dogs' end", "the 0|dogs' 4|end 10")]
    [InlineData("  ", "")]
    [InlineData("", "")]
    public void Words_end_at_spaces_after_apostrophes_and_before_marks(string text, string expected) =>
        Assert.Equal(expected, Describe(TextCutter.Cut(text, TextCut.Words)));

    [Theory]
    [InlineData("ab c", "a 0|b 1|  2|c 3")]
    [InlineData("e\u0301t", "e\u0301 0|t 2")]
    [InlineData("😀!", "😀 0|! 2")]
    [InlineData(" ", "")]
    public void Characters_are_what_a_reader_takes_for_one(string text, string expected) =>
        Assert.Equal(expected, Describe(TextCutter.Cut(text, TextCut.Characters)));

    [Theory]
    [InlineData("very good", "very good 0")]
    [InlineData(" very good ", "very good 1")]
    [InlineData("", "")]
    public void A_label_is_one_symbol(string text, string expected) =>
        Assert.Equal(expected, Describe(TextCutter.Cut(text, TextCut.Label)));

    private static string Describe(IEnumerable<TextSymbol> symbols) =>
        string.Join('|', symbols.Select(symbol => FormattableString.Invariant($"{symbol.Text} {symbol.Offset}")));
}
