namespace NeuralMemory.Yaml.Tests;

public sealed class QuotedTests
{
    [Theory]
    [InlineData("plain, with\n\tlines", "plain, with\n\tlines")]
    [InlineData("ends\r\nlike this", "ends\r\nlike this")]
    [InlineData("hides\rthis", "hides\\u000Dthis")]
    [InlineData("\e[2J\u0007\u009B\u007F", "\\u001B[2J\\u0007\\u009B\\u007F")]
    [InlineData("words é 雪 \U0001F600", "words é 雪 \U0001F600")]
    public void Nothing_that_a_terminal_obeys_is_left(string text, string expected) => Assert.Equal(expected, Quoted.Harmless(text));

    [Fact]
    public void A_quotation_is_short_and_on_one_line() =>
        Assert.Equal($"'a\\nb\\t\\u001B{new string('x', 43)}...'", Quoted.Text($"a\nb\t\e{new string('x', 60)}"));
}
